"""`manage.py load_content content/`: the training itself, from files."""

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.enums import Job
from core.contentload import LoadReport
from core.findings import Finding, advice, blocking
from courses import queries
from courses.contentchecks import check_content, problems
from courses.contentfolder import Content, read_content
from courses.services import Blocked, PathwayBlocked, load_folder, release_new


class Command(BaseCommand):
    help = (
        "Loads the content files and publishes them, all or nothing. What an editor has changed "
        "since it was loaded is listed and left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder, as content/")
        parser.add_argument(
            "--check", action="store_true", help="only check; names each mistake by file and line"
        )
        parser.add_argument(
            "--release", action="store_true", help="also release modules that never were"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("wagtail", "modelsearch", "django_tasks"):
            # Each page and its index would fill the screen with lines of their own.
            logging.getLogger(name).setLevel(logging.WARNING)
        content = read_content(options["folder"])
        found = self._refuse(content)
        if options["check"]:
            self._advise(found)
            self.stdout.write(f"{_size(content)}. Nothing stands in the way of publishing.")
            return
        report = load_folder(by=None, content=content)
        self.stdout.write(f"{_size(content)}. {_words(report)}")
        for name in report.kept:
            self.stdout.write(f"  left as an editor made it: {name}")
        for name in report.not_in_files:
            self.stdout.write(f"  in no file, kept: {name}")
        if options["release"]:
            self._release()

    def _refuse(self, content: Content) -> list[Finding]:
        """Print every mistake and stop; or give what was found that does not block."""
        mistakes, found = list(content.problems), []
        if not mistakes:
            modules = [
                (module.slug, [lesson.slug for lesson in module.lessons])
                for module in content.modules
            ]
            addresses = queries.addresses(
                content.code,
                modules,
                [aid.slug for aid in content.aids],
                [pathway.slug for pathway in content.pathways],
            )
            found = check_content(content, addresses=addresses, jobs=Job.values)
            mistakes = problems(blocking(found))
        for mistake in mistakes:
            self.stderr.write(str(mistake))
        if mistakes:
            count = len(mistakes)
            words = "1 mistake" if count == 1 else f"{count} mistakes"
            raise CommandError(
                f"{words}, nothing was loaded. Mend the lines that are named above, "
                "and run the command again.",
                returncode=1,
            )
        return found

    def _advise(self, found: list[Finding]) -> None:
        """Print what might be mended; it blocks nothing."""
        for one in problems(advice(found)):
            self.stdout.write(f"advice: {one}")

    def _release(self) -> None:
        try:
            versions = release_new(by=None)
        except (Blocked, PathwayBlocked) as error:
            for finding in error.findings:
                self.stderr.write(str(finding))
            raise CommandError("The content is loaded, but it cannot be released.") from error
        for version in versions:
            self.stdout.write(f"Released: {version}.")


def _size(content: Content) -> str:
    lessons = sum(len(module.lessons) for module in content.modules)
    questions = sum(len(bank.questions) for bank in content.banks)
    return (
        f"{len(content.code.editions)} editions, {len(content.modules)} modules with {lessons} "
        f"lessons, {questions} questions, {len(content.scenarios)} scenarios, "
        f"{len(content.aids)} job aids, {len(content.diagrams)} diagrams, "
        f"{len(content.exercises)} exercises, "
        f"{len(content.pathways)} pathways, {len(content.support)} support contacts"
    )


def _words(report: LoadReport) -> str:
    if not report.changed:
        return "Nothing has changed since the last load."
    return (
        f"{len(report.created)} new, {len(report.updated)} changed, {report.unchanged} as before."
    )
