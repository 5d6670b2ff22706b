"""Everything that the site keeps or says, in a form that can be searched and compared."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

# What differs from one going to the next by chance: keys of rows, of forms, of requests.
CHANCE = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")

Traces = dict[str, list[str]]


def tables() -> Traces:
    """Each table with its rows as text, every column, whatever its kind."""
    found: Traces = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name}")
            found[table] = [" | ".join(map(words, row)) for row in cursor.fetchall()]
    found["sessions, opened"] = [str(row.get_decoded()) for row in Session.objects.all()]
    return found


def words(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def cached() -> list[str]:
    """What the cache holds."""
    return [f"{key} {words(value)}" for key, value in cache._cache.items()]


def comparable(traces: Traces) -> Traces:
    """Without what differs by chance, in an order that does not depend on it."""
    return {
        table: sorted(CHANCE.sub("~", row) for row in rows)
        for table, rows in traces.items()
        # Its data is signed; what it says is under "sessions, opened".
        if table != "django_session"
    }


def changed(before: Traces, after: Traces) -> set[str]:
    """The tables that are not as they were."""
    return {table for table in after if before.get(table) != after[table]}


@contextmanager
def logged() -> Iterator[Callable[[], str]]:
    """The site's own log lines from here on, at the level that production has."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    config = settings.LOGGING["formatters"]["json"]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processor=config["processor"], foreign_pre_chain=config["foreign_pre_chain"]
        )
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield written.getvalue
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
