"""Whether this process can do its work."""

from collections.abc import Callable
from uuid import uuid4

import structlog
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core.guards import guarded_tables, missing_guards

logger = structlog.get_logger(__name__)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _cache() -> str:
    value = uuid4().hex
    cache.set("core.health", value, 30)
    # Another process may have written in between: any answer shows that it keeps things.
    return "ok" if cache.get("core.health") else "keeps nothing"


def _guards() -> str:
    return "missing" if missing_guards(connection, guarded_tables()) else "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "cache": _cache,
    "guards": _guards,
    "migrations": _migrations,
}


def readiness() -> dict[str, str]:
    """Each check with "ok" or, in a word or two, what is amiss. Details go to the log only."""
    answers: dict[str, str] = {}
    for name, check in CHECKS.items():
        try:
            answers[name] = check()
        except Exception:
            logger.exception("health_check_broke", check=name)
            answers[name] = "does not answer"
    return answers
