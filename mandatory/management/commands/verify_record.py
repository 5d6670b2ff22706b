"""The second opinion over live data."""

import datetime
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mandatory import queries
from mandatory.verifying import Checked, disagreements

SHOWN_AT_MOST = 50


class Command(BaseCommand):
    help = "Recompute every status by the oracle and print where it differs from what is shown."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as-of", type=datetime.date.fromisoformat, help="a day, as 2026-03-31; else today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["as_of"] or queries.today()
        checked, found = Checked(), 0
        for one in disagreements(as_of=day, checked=checked):
            found += 1
            if found <= SHOWN_AT_MOST:
                self.stdout.write(
                    f"person {one.user_id}, {one.requirement.slug}: "
                    f"shown {one.shown}, expected {one.expected}"
                )
        self.stdout.write(
            f"{checked.compared} standings compared as at {day}; disagreements: {found or 'none'}."
        )
        if found:
            sys.exit(1)
