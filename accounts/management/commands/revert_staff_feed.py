"""`manage.py revert_staff_feed RUN_ID`: undo an import by new facts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services import revert_staff_feed
from core.errors import SiteError


class Command(BaseCommand):
    help = "Undo what one staff feed run did. Its number is on /accounts/staff-feed/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run_id", type=int, metavar="RUN_ID")

    def handle(self, *args: Any, run_id: int, **options: Any) -> None:
        try:
            run = revert_staff_feed(by=None, run_id=run_id)
        except SiteError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Run {run.pk} is undone. Nothing was deleted.")
