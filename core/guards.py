"""Append-only tables: the database itself refuses UPDATE, DELETE and TRUNCATE.

An app names its table once, in `apps.ready`, by `append_only("app_table")`. Triggers are
installed after every `migrate`, because SQLite loses them when a table is rebuilt. The
site refuses to start without them, and only the test flush lifts them.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_tables: set[str] = set()

# The function's name is fixed, so that a dump restored elsewhere finds its own.
_FUNCTION = "core_refuse_change"
_SQLITE = {
    "no_update": """CREATE TRIGGER IF NOT EXISTS {name} BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{label} is append-only'); END""",
    "no_delete": """CREATE TRIGGER IF NOT EXISTS {name} BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{label} is append-only'); END""",
}
# ALWAYS: not even a session that calls itself a replica goes round them.
_POSTGRESQL = {
    "no_update": """CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE ON {table}
        FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}""",
    "no_delete": """CREATE OR REPLACE TRIGGER {name} BEFORE DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}""",
    "no_truncate": """CREATE OR REPLACE TRIGGER {name} BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}""",
}


def append_only(table: str) -> None:
    """Name a table whose rows are never changed. Call it in the app's `ready`."""
    _tables.add(table)


def guarded_tables() -> list[str]:
    """Every table named by `append_only`, sorted."""
    return sorted(_tables)


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    if connection.vendor == "sqlite":
        return _SQLITE
    if connection.vendor == "postgresql":
        return _POSTGRESQL
    raise ImproperlyConfigured(
        f"Append-only tables cannot be guarded on {connection.vendor}. Use PostgreSQL or SQLite."
    )


def install_append_only(connection: BaseDatabaseWrapper, table: str) -> None:
    """Install the triggers of one table; installing them again changes nothing."""
    if guards_present(connection, [table]):
        return
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Class 23, so that Django raises IntegrityError as it does on SQLite.
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
                "USING ERRCODE = 'restrict_violation'; END $$"
            )
        for kind, sql in _triggers(connection).items():
            name = quote(f"{table}_{kind}")
            cursor.execute(sql.format(name=name, table=quote(table), label=table))


def remove_append_only(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the triggers of one table away. For the test flush and for migrations back to zero."""
    quote = connection.ops.quote_name
    on_table = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for kind in _triggers(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {quote(f'{table}_{kind}')}{on_table}")


def missing_guards(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> list[str]:
    """The triggers that should guard `tables` and are absent or switched off, sorted."""
    wanted = {f"{table}_{kind}" for table in tables for kind in _triggers(connection)}
    if connection.vendor == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        sql = (
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE tgenabled = 'A' AND pg_table_is_visible(pg_class.oid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(wanted - present)


def guards_present(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> bool:
    """Whether every one of `tables` refuses to be changed."""
    return not missing_guards(connection, tables)


@contextmanager
def guards_lifted(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> Iterator[None]:
    """Lift the guards for the test flush, and put them back whatever happens."""
    for table in tables:
        remove_append_only(connection, table)
    try:
        yield
    finally:
        for table in tables:
            install_append_only(connection, table)


def refuse_without_guards(alias: str = "default") -> None:
    """Stop the start of a server, worker or sweep whose tables could be changed.

    Raises ImproperlyConfigured with what to do, also when there is no database. Closes the connection, so that workers
    forked afterwards do not share it.
    """
    connection = connections[alias]
    try:
        missing = missing_guards(connection, guarded_tables())
    except OperationalError as error:
        raise ImproperlyConfigured(
            f"The database cannot be reached ({str(error).strip()}). "
            "Check that it runs and that DATABASE_URL names it, then start again."
        ) from error
    finally:
        if not connection.in_atomic_block:
            connection.close()
    if missing:
        raise ImproperlyConfigured(
            f"The database does not guard its append-only tables ({', '.join(missing)} missing). "
            "Run `manage.py migrate`, then start again."
        )


def install_after_migrate(*, using: str, **_kwargs: Any) -> None:
    """`post_migrate` receiver: install what is missing on every guarded table that exists."""
    connection = connections[using]
    for table in sorted(_tables & set(connection.introspection.table_names())):
        install_append_only(connection, table)


def check_guards(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """System check of the databases asked about: every guarded table that exists is guarded."""
    if sys.argv[1:2] == ["migrate"]:
        # It runs the checks first, and it is the cure.
        return []
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        tables = _tables & set(connection.introspection.table_names())
        problems += [
            Error(
                f"The trigger {name} is missing, so an append-only table could be changed.",
                hint="Run `manage.py migrate`.",
                id="core.E001",
            )
            for name in missing_guards(connection, sorted(tables))
        ]
    return problems
