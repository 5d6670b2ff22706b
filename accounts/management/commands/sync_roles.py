"""`manage.py sync_roles`: groups and permissions as accounts/roles.py describes them."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.services import sync_roles


class Command(BaseCommand):
    help = "Make groups and permissions match accounts/roles.py. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        changes = sync_roles(by=None)
        if not options["verbosity"]:
            return
        for change in changes:
            self.stdout.write(change)
        if not changes:
            self.stdout.write("Roles are as described already.")
