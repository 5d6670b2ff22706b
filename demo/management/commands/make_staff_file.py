"""`manage.py make_staff_file PATH`: a staff file of invented people, to try the import with."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo.staff_file import bad_rows, spread, staff, write

MOST = 80_000


class Command(BaseCommand):
    help = "Write a staff file of invented people in a tree of units, for trying import_staff."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="FILE.csv")
        parser.add_argument("--people", type=int, default=19_000)
        parser.add_argument(
            "--bad-rows", type=int, default=0, help="rows with a fault among the good ones"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same people")

    def handle(self, *args: Any, **options: Any) -> None:
        people, bad, seed = options["people"], options["bad_rows"], options["seed"]
        if not 0 < people <= MOST or not 0 <= bad <= people:
            raise CommandError(f"Give from 1 to {MOST:,} people, and no more bad rows than people.")
        path, on = Path(options["path"]), timezone.localdate()
        rows = spread(
            staff(people, seed=seed, on=on), bad_rows(bad, seed=seed, on=on), people=people
        )
        try:
            with path.open("w", encoding="utf-8", newline="") as out:
                count = write(out, rows)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{path}: {count:,} rows, {bad} of them with a fault.")
