"""`flush`, which the tests use between themselves and nobody else may."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from core.guards import guarded_tables, guards_lifted


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        if not settings.TEST:
            raise CommandError(
                "This database holds a record that is never deleted, so it cannot be flushed. "
                "To begin again in development, delete the database and run `manage.py migrate`."
            )
        connection = connections[options["database"]]
        present = set(connection.introspection.table_names())
        with guards_lifted(connection, [t for t in guarded_tables() if t in present]):
            super().handle(**options)
