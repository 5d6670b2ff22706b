"""A person's learning record to take away: all of it, personal events included.

Only views that serve the person themselves may call this. What managers may take away
comes from `tracking.queries.record_events_for`.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from core.dates import london
from tracking.models import Event, Registration

HEADER = [
    "occurred_at",
    "verb",
    "object",
    "module",
    "version",
    "edition",
    "success",
    "score",
    "completion",
    "duration_seconds",
    "band",
    "result",
    "visibility",
    "recorded_at",
    "recorded_by_somebody_else",
    "corrects",
    "reason",
    "certificate",
    "id",
]


def file_name(suffix: str) -> str:
    """The name of a download, with the day on which it was made."""
    return f"learning-record-{timezone.localdate().isoformat()}.{suffix}"


def record_events(user: User) -> QuerySet[Event]:
    """Everything in the ledger about a person, oldest first, corrections and voided included."""
    return (
        Event.objects.filter(actor=user)
        .select_related("version", "certificate")
        .order_by("occurred_at", "recorded_at", "pk")
    )


def record_rows(user: User) -> Iterator[list[object]]:
    """The rows under `HEADER`, read as they are written."""
    for event in record_events(user).iterator(chunk_size=1000):
        line = _line(event)
        yield ["" if line[column] is None else line[column] for column in HEADER]


def record_document(user: User) -> dict[str, Any]:
    """The same for a machine, with the registrations that the events belong to."""
    registrations = (
        Registration.objects.filter(user=user).select_related("version").order_by("opened_at")
    )
    return {
        "format": "steady-learning-record-1",
        "made_at": moment(timezone.now()),
        "person": {"name": user.get_full_name(), "email": user.email},
        "registrations": [
            {
                "id": str(each.pk),
                "module": each.module_key,
                "version": each.version.number,
                "opened_at": moment(each.opened_at),
                "closed_at": moment(each.closed_at) if each.closed_at else None,
            }
            for each in registrations
        ],
        "events": [
            {
                **_line(event),
                "result": event.result,
                "registration": str(event.registration_id) if event.registration_id else None,
            }
            for event in record_events(user).iterator(chunk_size=1000)
        ],
    }


def _line(event: Event) -> dict[str, Any]:
    certificate = getattr(event, "certificate", None)
    version = event.version
    return {
        "occurred_at": moment(event.occurred_at),
        "verb": event.verb,
        "object": event.object_iri,
        "module": version.title if version else None,
        "version": version.number if version else None,
        "edition": version.edition if version else None,
        "success": event.success,
        "score": None if event.score is None else float(event.score),
        "completion": event.completion,
        "duration_seconds": event.duration.total_seconds() if event.duration else None,
        "band": event.result.get("band"),
        "result": json.dumps(event.result, ensure_ascii=False) if event.result else None,
        "visibility": event.visibility,
        "recorded_at": moment(event.recorded_at),
        "recorded_by_somebody_else": event.recorded_by_id not in {None, event.actor_id},
        "corrects": str(event.corrects_id) if event.corrects_id else None,
        "reason": event.reason or None,
        "certificate": certificate.code if certificate else None,
        "id": str(event.pk),
    }


def moment(moment: datetime) -> str:
    """A moment by London's clocks, with its offset."""
    return london(moment).isoformat(timespec="seconds")
