"""`manage.py import_staff FILE.csv`: the staff feed by file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.feed_wording import brake, in_words, place
from accounts.models import StaffFeedRun, User
from accounts.services import import_staff
from core.errors import SiteError

SHOWN = 100


class Command(BaseCommand):
    help = (
        "Import a staff file: add, move and correct people and units, and close the accounts of "
        "people who are no longer in it. The same file twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--by", metavar="EMAIL", help="the administrator who imports")
        parser.add_argument(
            "--confirm-mass-change",
            action="store_true",
            help="go on although more than one account in twenty would be closed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            with path.open("rb") as source:
                run = import_staff(
                    by=self._person(options["by"]),
                    source=source,
                    name=path.name,
                    dry_run=options["dry_run"],
                    confirm_mass_change=options["confirm_mass_change"],
                )
        except OSError as error:
            raise CommandError(
                f"{path} cannot be read: {error.strerror}. Check the name."
            ) from error
        except SiteError as error:
            raise CommandError(str(error)) from error
        self._tell(run)

    def _person(self, email: str | None) -> User | None:
        if email is None:
            return None
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody with the address {email} has an open account here.")
        return user

    def _tell(self, run: StaffFeedRun) -> None:
        for problem in run.problems[:SHOWN]:
            self.stderr.write(f"{place(problem)}: {problem['says']}")
        if run.problem_count > SHOWN:
            self.stderr.write(f"… and {run.problem_count - SHOWN} more.")
        state = StaffFeedRun.State(run.state)
        if state == StaffFeedRun.State.REFUSED:
            raise CommandError("The file could not be used, so nothing was changed.")
        if state == StaffFeedRun.State.HELD:
            raise CommandError(
                f"{brake(run.counts['leavers'], run.counts['staff'])} "
                "To confirm it, add --confirm-mass-change."
            )
        verb = "Would be done" if state == StaffFeedRun.State.CHECKED else "Done"
        self.stdout.write(f"{verb} (run {run.pk}):")
        for words in in_words(run.counts) or ["nothing: everything is as the file says"]:
            self.stdout.write(f"  {words}")
