"""`manage.py export_content DIR`: the training itself, to files. The inverse of load_content."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.contentfolder import content_texts
from courses.services import stored_content


class Command(BaseCommand):
    help = "Writes all published content as files that load_content reads back to the same site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="an empty folder, or one that is not there")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is not an empty folder. Choose another one.")
        content = stored_content()
        for name, text in content_texts(content).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for module, files in content.media.items():
            for name, data in files.items():
                path = folder / "modules" / module / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        count = sum(1 for path in folder.rglob("*") if path.is_file())
        self.stdout.write(f"{count} files written to {folder}.")
