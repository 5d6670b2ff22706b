"""One batch of a bulk door: rows made in memory, then written together."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.errors import NotFound
from tracking import signals
from tracking.completion import Rule
from tracking.enums import FINISHING_VERBS
from tracking.models import Certificate, Event, ModuleVersion, Progress, Registration
from tracking.services.completing import (
    advance,
    completed_at,
    completion_event,
    may_complete,
    new_certificate,
)
from tracking.services.ledger import check_moment, fitted, new_event, same, standing_event
from tracking.services.recording import check_facts, check_place
from tracking.services.registering import new_progress, new_registration, registered_event

if TYPE_CHECKING:
    from tracking.services.bulk import NewEvent

ROWS_AT_ONCE = 500


class Batch:
    """What the single doors would do to some registrations, kept until `flush`.

    The registrations that it loads stay locked to the end of the transaction.
    """

    def __init__(self, *, recorded_as_it_happened: bool = False) -> None:
        self._as_it_happened = recorded_as_it_happened
        self._registrations: dict[uuid.UUID, Registration] = {}
        self._progress: dict[uuid.UUID, Progress] = {}
        self._open: dict[tuple[int, str], Registration] = {}
        self._rules: dict[uuid.UUID, Rule] = {}
        self._gatherers: set[int] = set()
        # Registrations that were in the database before: their keys have to be looked up.
        self._from_before: set[uuid.UUID | None] = {None}
        self._held: dict[str, Event] = {}
        self._looked_up: set[str] = set()
        self.registrations_written = self.events_written = self.completions_written = 0
        self._clear()

    def _clear(self) -> None:
        self._new_registrations: list[Registration] = []
        self._new_events: list[Event] = []
        self._new_progress: list[Progress] = []
        self._changed: set[uuid.UUID] = set()
        self._closed: set[uuid.UUID] = set()
        self._certificates: list[Certificate] = []
        self._completions: list[signals.Completed] = []
        self._parts: list[signals.PartChanged] = []

    # Reading -----------------------------------------------------------------------------

    def load(self, *, registration_ids: Iterable[uuid.UUID], keys: Sequence[str]) -> None:
        """Fetch and lock these registrations, and the events that hold these keys."""
        wanted = list(registration_ids)
        for start in range(0, len(wanted), ROWS_AT_ONCE):
            self._remember(
                Registration.objects.select_for_update(of=("self",))
                .select_related("version")
                .filter(pk__in=wanted[start : start + ROWS_AT_ONCE])
                .order_by("pk")
            )
        self._look_up(keys)

    def load_open(self, *, user_ids: Iterable[int], module_keys: Iterable[str]) -> None:
        """Fetch and lock the open registrations of these people for these modules."""
        self._remember(
            Registration.objects.select_for_update(of=("self",))
            .select_related("version")
            .filter(
                user_id__in=list(user_ids),
                module_key__in=list(module_keys),
                closed_at__isnull=True,
            )
            .order_by("pk")
        )

    def _remember(self, registrations: Iterable[Registration]) -> None:
        found = {registration.pk: registration for registration in registrations}
        self._registrations.update(found)
        self._from_before.update(found)
        self._progress.update(Progress.objects.in_bulk(list(found)))
        for registration in found.values():
            if registration.closed_at is None:
                self._open[registration.user_id, registration.module_key] = registration

    def _look_up(self, keys: Sequence[str]) -> None:
        stored = [fitted(key) for key in keys]
        self._looked_up.update(stored)
        for start in range(0, len(stored), ROWS_AT_ONCE):
            chunk = stored[start : start + ROWS_AT_ONCE]
            for event in Event.objects.filter(idempotency_key__in=chunk):
                self._held[event.idempotency_key] = event

    def registration(self, pk: uuid.UUID | None) -> Registration | None:
        """A registration that was loaded; None for standalone play."""
        if pk is None:
            return None
        if pk not in self._registrations:
            raise NotFound(_("A registration in the list does not exist."))
        return self._registrations[pk]

    def open_registration(self, user_id: int, module_key: str) -> Registration | None:
        """The open registration of a person for a module, or None."""
        return self._open.get((user_id, module_key))

    def load_gatherers(self, user_ids: Iterable[int]) -> None:
        """Look up whose parts may count under another registration too."""
        rows = Registration.objects.filter(
            user_id__in=set(user_ids),
            closed_at__isnull=True,
            version__manifest__has_key="gathers",
        )
        self._gatherers.update(rows.values_list("user_id", flat=True))

    def is_gathering(self, user_id: int) -> bool:
        """Whether this person has an open registration that gathers."""
        return user_id in self._gatherers

    def is_rare(self, new: NewEvent) -> bool:
        """Whether an event goes through the single door: it is of a version that was withdrawn,
        or may count under another registration too."""
        return self.is_withdrawn(new) or self.is_gathering(new.actor_id)

    def is_withdrawn(self, new: NewEvent) -> bool:
        """Whether an event belongs to a registration on a version that was withdrawn."""
        registration = self.registration(new.registration_id)
        return registration is not None and registration.version.withdrawn_at is not None

    # Doing -------------------------------------------------------------------------------

    def register(
        self,
        user_id: int,
        version: ModuleVersion,
        at: datetime,
        *,
        recorded_by_id: int | None,
    ) -> Registration:
        """Open a registration for somebody who has none."""
        check_moment(at)
        registration = new_registration(user_id, version, at)
        progress = new_progress(registration)
        self._registrations[registration.pk] = registration
        self._open[user_id, version.module_key] = registration
        self._progress[registration.pk] = progress
        self._new_registrations.append(registration)
        self._new_progress.append(progress)
        self._append(registered_event(registration, recorded_by_id=recorded_by_id))
        return registration

    def take(
        self, new: NewEvent, registration: Registration | None, *, recorded_by_id: int | None
    ) -> None:
        """Record one event, and complete its registration if that was the last part."""
        check_facts(new.verb, score=new.score, occurred_at=new.occurred_at)
        if registration is not None:
            check_place(
                registration, actor_id=new.actor_id, verb=new.verb, object_iri=new.object_iri
            )
        event = new_event(
            verb=new.verb,
            key=new.key,
            actor_id=new.actor_id,
            object_iri=new.object_iri,
            registration_id=new.registration_id,
            version_id=registration.version_id if registration else None,
            success=new.success,
            score=None if new.score is None else Decimal(str(new.score)),
            completion=new.completion,
            duration=new.duration,
            result=dict(new.result),
            occurred_at=new.occurred_at,
            recorded_by_id=recorded_by_id,
            reason=new.reason,
        )
        if self._append(event) and registration is not None:
            self._project(event, registration)
            if event.verb in FINISHING_VERBS:
                self._parts.append(
                    signals.PartChanged(event.actor_id, registration.version_id, event.object_iri)
                )

    def _append(self, event: Event) -> bool:
        key = event.idempotency_key
        if key not in self._held and self._might_be_stored(event):
            self._look_up([key])
        first = self._held.get(key)
        if first is not None and not first._state.adding:
            # In the ledger from before: unless it was voided, this is a repetition.
            first, event.idempotency_key = standing_event(key)
        if first is not None:
            same(first, event)
            return False
        self._held[key] = self._held[event.idempotency_key] = event
        if self._as_it_happened:
            event.recorded_at = event.occurred_at
        self._new_events.append(event)
        return True

    def _might_be_stored(self, event: Event) -> bool:
        """Keys under a registration that this batch opened cannot be in the ledger yet."""
        return (
            event.idempotency_key not in self._looked_up
            and event.registration_id in self._from_before
        )

    def _rule(self, registration: Registration) -> Rule:
        version = registration.version
        if version.pk not in self._rules:
            self._rules[version.pk] = Rule.of(version.manifest)
        return self._rules[version.pk]

    def _project(self, event: Event, registration: Registration) -> None:
        progress = self._progress[registration.pk]
        everything = advance(progress, self._rule(registration), event)
        self._changed.add(registration.pk)
        if not everything or not may_complete(registration, progress):
            return
        moment = completed_at(registration, progress)
        completed = completion_event(registration, at=moment, like=event)
        self._append(completed)
        progress.completed = completed
        registration.closed_at = moment
        self._open.pop((registration.user_id, registration.module_key), None)
        self._closed.add(registration.pk)
        self._certificates.append(new_certificate(completed))
        self._completions.append(
            signals.Completed(
                event=completed,
                registration=registration,
                user_id=registration.user_id,
                module_key=registration.module_key,
                occurred_at=moment,
            )
        )

    # Writing -----------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what was done, and send the completions as one list."""
        made = {registration.pk for registration in self._new_registrations}
        # Closing comes first: a person has one open registration for a module at a time.
        Registration.objects.bulk_update(
            [self._registrations[pk] for pk in self._closed - made],
            ["closed_at"],
            batch_size=ROWS_AT_ONCE,
        )
        Registration.objects.bulk_create(self._new_registrations, batch_size=ROWS_AT_ONCE)
        Event.objects.bulk_create(self._new_events, batch_size=ROWS_AT_ONCE)
        Progress.objects.bulk_create(self._new_progress, batch_size=ROWS_AT_ONCE)
        self._write_progress([self._progress[pk] for pk in self._changed - made])
        Certificate.objects.bulk_create(self._certificates, batch_size=ROWS_AT_ONCE)
        self.registrations_written += len(made)
        self.events_written += len(self._new_events)
        self.completions_written += len(self._completions)
        self._from_before.update(made)
        completions, parts = self._completions, self._parts
        self._clear()
        if completions:
            signals.completed_many.send(sender=None, completions=completions)
        if parts:
            signals.parts_changed.send(sender=None, parts=parts)

    def _write_progress(self, rows: list[Progress]) -> None:
        fields = ["parts_done", "parts_total", "started_at", "last_at", "completed"]
        if len(rows) == 1:  # as when a check is handed in: written plainly in half the time
            rows[0].save(update_fields=fields)
        elif rows:
            Progress.objects.bulk_update(rows, fields, batch_size=ROWS_AT_ONCE)

    def forget(self, user_id: int, module_key: str) -> None:
        """Read a person's registration again, after the single doors may have changed it."""
        self._open.pop((user_id, module_key), None)
        self.load_open(user_ids=[user_id], module_keys=[module_key])
        self.load_gatherers([user_id])
