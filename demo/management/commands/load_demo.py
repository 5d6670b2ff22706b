"""`manage.py load_demo`: what `make run` shows."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import SiteError
from demo.accounts import load_demo
from demo.progress import Progress

FEWEST, MOST = 100, 80_000


class Command(BaseCommand):
    help = (
        "Load the demonstration: six accounts, a force of invented people with a year behind "
        "them, one requirement. A second call changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=600)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ALLOW_DEMO:
            raise CommandError(
                "This command adds invented people whose password is known. "
                "Set ALLOW_DEMO=1 if that is really meant."
            )
        if not FEWEST <= options["people"] <= MOST:
            raise CommandError(f"The demonstration has from {FEWEST} to {MOST:,} people.")
        try:
            added = load_demo(people=options["people"], tell=self.tell)
        except SiteError as error:
            raise CommandError(str(error)) from error
        if added.people:
            self.stdout.write(
                f"{added.people:,} people with a year behind them; the module was finished "
                f"{added.completions:,} times."
            )
        else:
            self.stdout.write("The demonstration is loaded already.")

    def tell(self, label: str, total: int) -> Callable[[int], None]:
        """A bar on the terminal."""
        return Progress(self.stderr, label, total).add
