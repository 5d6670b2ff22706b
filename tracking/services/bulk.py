"""Bulk doors, for imports and simulations: what the single doors do, a batch at a time.

Rows are made in memory by the same functions that the single doors use and written a
batch at a time. What is rare (a registration on a version that was withdrawn) goes
through the single doors in its turn, so that there is one rule.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby, islice
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Conflict, NotFound
from tracking import queries
from tracking.enums import Verb
from tracking.models import Event, ModuleVersion, Registration
from tracking.services.batch import Batch
from tracking.services.gathering import gathers
from tracking.services.ledger import fitted, part_key
from tracking.services.recording import record
from tracking.services.registering import register

Row = TypeVar("Row")
RUNS_AT_ONCE = 500
EVENTS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class NewEvent:
    """One call of `record`, with ids in place of objects."""

    actor_id: int
    verb: Verb
    object_iri: str
    key: str
    occurred_at: datetime
    registration_id: uuid.UUID | None = None
    success: bool | None = None
    score: Decimal | float | None = None
    completion: bool | None = None
    duration: timedelta | None = None
    result: Mapping[str, Any] = field(default_factory=dict)
    recorded_by_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewPart:
    """One thing done in a run. Its key is `part_key(registration, object_iri, verb, nth)`."""

    object_iri: str
    verb: Verb
    occurred_at: datetime
    success: bool | None = None
    score: Decimal | float | None = None
    duration: timedelta | None = None
    result: Mapping[str, Any] = field(default_factory=dict)
    nth: str = ""


@dataclass(frozen=True, slots=True)
class NewRun:
    """One person's going through a module: `register`, then `record` for each part.

    It goes on with an open registration if there is one. Whether it completes the module
    depends, as always, on the parts. `version_id` (default the newest) is the version
    that was current then.
    """

    user_id: int
    module_key: str
    opened_at: datetime
    parts: Sequence[NewPart] = ()
    version_id: uuid.UUID | None = None


@dataclass(slots=True)
class BulkOutcome:
    """How many rows a bulk call added."""

    registrations: int = 0
    events: int = 0
    completions: int = 0

    def add(self, batch: Batch) -> None:
        """Count what a batch has written."""
        self.registrations += batch.registrations_written
        self.events += batch.events_written
        self.completions += batch.completions_written


def record_many(*, by: User | None, events: Sequence[NewEvent]) -> BulkOutcome:
    """`record` for each event, in order: all of them, or none if one is refused.

    `by` is who imports; it is recorded where an event names nobody. Raises what `record`
    raises, NotFound for a registration that does not exist, and Conflict when another
    transaction records standalone play under the same keys at the same moment.
    """
    try:
        with transaction.atomic():
            return _record_many(by=by, events=events)
    except IntegrityError as error:
        keys = [fitted(new.key) for new in events[:EVENTS_AT_ONCE]]
        if Event.objects.filter(idempotency_key__in=keys).exists():
            raise Conflict(_("The same is being recorded elsewhere. Try again.")) from error
        raise


def _record_many(*, by: User | None, events: Sequence[NewEvent]) -> BulkOutcome:
    outcome = BulkOutcome()
    for chunk in _chunks(events, EVENTS_AT_ONCE):
        batch = Batch()
        batch.load(
            registration_ids={new.registration_id for new in chunk if new.registration_id},
            keys=[new.key for new in chunk],
        )
        batch.load_gatherers(new.actor_id for new in chunk)
        for rare, same_kind in groupby(chunk, key=batch.is_rare):
            if rare:
                batch.flush()
                for new in same_kind:
                    _record_singly(new, by=by)
                    outcome.events += 1
                continue
            for new in same_kind:
                registration = batch.registration(new.registration_id)
                batch.take(new, registration, recorded_by_id=new.recorded_by_id or _id(by))
        batch.flush()
        outcome.add(batch)
    return outcome


@transaction.atomic
def complete_many(
    *, by: User | None, runs: Sequence[NewRun], recorded_as_it_happened: bool = False
) -> BulkOutcome:
    """`register` and then `record` for each run, in order: all of them, or none.

    `by` is who imports. `recorded_as_it_happened` writes each event as if it had been
    recorded when it occurred: for demonstrations only, an import leaves it alone.

    Raises what `register` and `record` raise.
    """
    outcome = BulkOutcome()
    versions = _versions(runs)
    for chunk in _chunks(runs, RUNS_AT_ONCE):
        batch = Batch(recorded_as_it_happened=recorded_as_it_happened)
        batch.load_open(
            user_ids={run.user_id for run in chunk}, module_keys={run.module_key for run in chunk}
        )
        batch.load_gatherers(run.user_id for run in chunk)
        for run in chunk:
            version = versions[run.version_id or run.module_key]
            registration = batch.open_registration(run.user_id, run.module_key)
            withdrawn = registration is not None and registration.version.withdrawn_at is not None
            if withdrawn or gathers(version) or batch.is_gathering(run.user_id):
                batch.flush()
                _run_singly(run, version, by=by)
                batch.forget(run.user_id, run.module_key)
                outcome.events += len(run.parts)
                continue
            if registration is None:
                registration = batch.register(
                    run.user_id, version, run.opened_at, recorded_by_id=_id(by)
                )
            for part in run.parts:
                batch.take(_event(part, registration), registration, recorded_by_id=_id(by))
        batch.flush()
        outcome.add(batch)
    return outcome


def _chunks(rows: Sequence[Row], size: int) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, size)):
        yield chunk


def _id(by: User | None) -> int | None:
    return by.pk if by else None


def _event(part: NewPart, registration: Registration) -> NewEvent:
    return NewEvent(
        actor_id=registration.user_id,
        verb=part.verb,
        object_iri=part.object_iri,
        key=part_key(registration.id, part.object_iri, part.verb, part.nth),
        occurred_at=part.occurred_at,
        registration_id=registration.id,
        success=part.success,
        score=part.score,
        duration=part.duration,
        result=part.result,
    )


def _versions(runs: Sequence[NewRun]) -> dict[uuid.UUID | str, ModuleVersion]:
    """The version that each run may open on, by its id and by its module."""
    found: dict[uuid.UUID | str, ModuleVersion] = {}
    found.update(ModuleVersion.objects.in_bulk({run.version_id for run in runs if run.version_id}))
    for key in {run.module_key for run in runs if not run.version_id}:
        current = queries.current_version(key)
        if current is not None:
            found[key] = current
    for run in runs:
        version = found.get(run.version_id or run.module_key)
        if version is None:
            raise NotFound(_("A module in the list is not open to learners."))
        if version.module_key != run.module_key or version.withdrawn_at is not None:
            raise Conflict(_("A version in the list cannot be taken. Choose the newest."))
    return found


def _record_singly(new: NewEvent, *, by: User | None) -> None:
    recorder = User.objects.get(pk=new.recorded_by_id) if new.recorded_by_id else by
    record(
        actor=User.objects.get(pk=new.actor_id),
        verb=new.verb,
        object_iri=new.object_iri,
        key=new.key,
        registration=(
            Registration.objects.get(pk=new.registration_id) if new.registration_id else None
        ),
        success=new.success,
        score=new.score,
        completion=new.completion,
        duration=new.duration,
        result=new.result,
        occurred_at=new.occurred_at,
        recorded_by=recorder,
        reason=new.reason,
    )


def _run_singly(run: NewRun, version: ModuleVersion, *, by: User | None) -> None:
    registration = register(
        by=User.objects.get(pk=run.user_id),
        module_key=run.module_key,
        at=run.opened_at,
        version=version,
        recorded_by=by,
    )
    for part in run.parts:
        _record_singly(_event(part, registration), by=by)
