"""`manage.py rebuild_progress`: projections from the ledger, and the differences found."""

from typing import Any

from django.core.management.base import BaseCommand

from tracking import services


class Command(BaseCommand):
    help = "Projects everybody's progress anew from the ledger and prints how much differed."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuilt = services.rebuild_progress()
        self.stdout.write(
            f"{rebuilt.registrations} registrations, {rebuilt.differences} differences"
        )
