"""`manage.py simulate`: a believable history, for load tests and demonstrations."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import SiteError
from demo.building import simulate
from demo.progress import Progress

MOST_PEOPLE, MOST_MONTHS = 80_000, 60


class Command(BaseCommand):
    help = (
        "Add invented people with a history: late, partial, moved, exempt, away, back-dated and "
        "never started. The same seed gives the same; a second call changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=600)
        parser.add_argument("--months", type=int, default=12)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ALLOW_DEMO:
            raise CommandError(
                "This command adds invented people. Set ALLOW_DEMO=1 if that is really meant."
            )
        people, months = options["people"], options["months"]
        if not 0 < people <= MOST_PEOPLE or not 0 < months <= MOST_MONTHS:
            raise CommandError(f"Give 1 to {MOST_PEOPLE:,} people and 1 to {MOST_MONTHS} months.")
        began = time.monotonic()
        try:
            added = simulate(people=people, months=months, seed=options["seed"], tell=self.tell)
        except SiteError as error:
            raise CommandError(str(error)) from error
        if not added.people:
            self.stdout.write("These people and their history are here already.")
            return
        rest, seconds = added.rest, time.monotonic() - began
        self.stdout.write(
            f"{added.people:,} people, {added.runs:,} times begun, {added.completions:,} times "
            f"finished; {len(rest.moves):,} moved, {len(rest.leavers):,} left, "
            f"{len(rest.absences):,} away, {len(rest.exemptions):,} exempt, "
            f"{len(rest.priors):,} with prior learning. {seconds:.0f} s."
        )

    def tell(self, label: str, total: int) -> Callable[[int], None]:
        """A bar on the terminal."""
        return Progress(self.stderr, label, total).add
