"""Progress from nothing but the ledger. Silent: nobody is told anything."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from tracking.completion import Rule
from tracking.enums import Verb
from tracking.models import Event, Progress, Registration
from tracking.services.completing import advance
from tracking.services.registering import new_progress

REGISTRATIONS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild looked at, and how many progress rows differed from the ledger."""

    registrations: int
    differences: int


def rebuild_progress() -> Rebuilt:
    """Project every progress row anew and mend those that differ. Sends no signals.

    Works a batch at a time, each in a transaction of its own that holds the lock of its
    registrations, so that learners go on meanwhile and a rebuild can be stopped anywhere.
    """
    seen, differences = 0, 0
    last: uuid.UUID | None = None
    while True:
        with transaction.atomic():
            batch = _registrations_after(last)
            differences += project_anew(batch)
        if not batch:
            return Rebuilt(registrations=seen, differences=differences)
        seen += len(batch)
        last = batch[-1].pk


def _registrations_after(last: uuid.UUID | None) -> list[Registration]:
    registrations = Registration.objects.select_for_update(of=("self",)).order_by("pk")
    if last is not None:
        registrations = registrations.filter(pk__gt=last)
    return list(registrations.select_related("version")[:REGISTRATIONS_AT_ONCE])


def project_anew(registrations: Sequence[Registration]) -> int:
    """Project the rows of these registrations from the ledger; how many were different.

    Every registration comes with its version. Rows that are right are not touched.
    """
    wanted = projected(registrations)
    found = Progress.objects.in_bulk([registration.pk for registration in registrations])
    missing = [row for pk, row in wanted.items() if pk not in found]
    changed = [
        row for pk, row in wanted.items() if pk in found and _facts(found[pk]) != _facts(row)
    ]
    Progress.objects.bulk_create(missing)
    Progress.objects.bulk_update(
        changed, ["parts_done", "parts_total", "started_at", "last_at", "completed"]
    )
    return len(missing) + len(changed)


def projected(registrations: Sequence[Registration]) -> dict[uuid.UUID, Progress]:
    """What the rows should be, by registration id; nothing is written."""
    rows: dict[uuid.UUID, Progress] = {}
    rules: dict[uuid.UUID, Rule] = {}
    by_id: dict[uuid.UUID | None, Registration] = {
        registration.pk: registration for registration in registrations
    }
    for registration in registrations:
        rows[registration.pk] = new_progress(registration)
        if registration.version_id not in rules:
            rules[registration.version_id] = Rule.of(registration.version.manifest)
    events = (
        Event.objects.standing()
        .filter(registration__in=list(rows))
        .exclude(verb__in=[Verb.REGISTERED, Verb.VOIDED])
        .only("registration_id", "verb", "object_iri", "occurred_at")
    )
    for event in events.iterator(chunk_size=5000):
        registration = by_id[event.registration_id]
        row = rows[registration.pk]
        if event.verb == Verb.COMPLETED and event.object_iri == registration.version.iri:
            row.completed_id = event.pk
        else:
            advance(row, rules[registration.version_id], event)
    return rows


def _facts(row: Progress) -> tuple[object, ...]:
    return (row.parts_done, row.parts_total, row.started_at, row.last_at, row.completed_id)
