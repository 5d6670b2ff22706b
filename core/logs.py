"""What may stand in a log line. Pure.

Visits to `BLIND_PATHS` are counted and nothing more: a line about them names neither
person, session, address nor request, and tells the day alone, so that it cannot be laid
beside the lines of another page.
"""

from collections.abc import MutableMapping
from typing import Any

BLIND_PATHS = ("/support", "/leave")
KEPT = ("event", "path", "status", "level", "logger", "exception")

EventDict = MutableMapping[str, Any]


def is_blind(path: str) -> bool:
    """Whether nothing may be known about who asks for this path."""
    path = path.lower()
    return any(path == blind or path.startswith(f"{blind}/") for blind in BLIND_PATHS)


def blind(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Processor: of a line that says `blind=True` keep the counted, drop what links it."""
    if not event.pop("blind", False):
        return event
    kept: EventDict = {key: event[key] for key in KEPT if key in event}
    # Processors to come need what structlog itself put there.
    kept.update((key, value) for key, value in event.items() if key.startswith("_"))
    kept["timestamp"] = str(event.get("timestamp", ""))[:10]
    return kept
