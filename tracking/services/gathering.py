"""Versions that gather: what counts in them is done under other registrations.

A pathway is made of parts of modules. Its version's manifest names those parts by their own
IRIs and has the key `gathers`. A part that is finished under a module's registration counts
under the person's open registration of every such version too, by an event of its own that
names the one it stands for, as when a version is withdrawn. So each registration is still
projected from its own events alone.
"""

from __future__ import annotations

from datetime import datetime

from tracking import queries
from tracking.completion import Rule
from tracking.enums import SATISFYING, Verb
from tracking.models import Event, ModuleVersion, Progress, Registration
from tracking.services.completing import project
from tracking.services.ledger import append, new_event, standing_event


def gathers(version: ModuleVersion) -> bool:
    """Whether parts of this version are done under other registrations."""
    return "gathers" in version.manifest


def share(event: Event, *, at: datetime) -> None:
    """Count a finished part under the person's open registrations that gather it.

    `at` is when it was done, which is later than the event when a part is done again under a
    registration that has it already. The caller holds the lock on the event's registration.
    """
    if event.verb not in SATISFYING:
        return
    for registration in queries.gathering(event.actor_id).select_for_update(of=("self",)):
        counts = Rule.of(registration.version.manifest).counts(event.verb, event.object_iri)
        if registration.pk == event.registration_id or not counts:
            continue
        since = queries.counts_since(
            registration.user_id, registration.version, opened_at=registration.opened_at
        )
        if since.allows(at):
            _take(event, registration, at=at)


def gather(registration: Registration) -> None:
    """Count, under a registration that was just opened, what was done before and still holds.

    That is: not before this version's module was last completed, so that nothing counts
    twice; not longer ago than the version allows; and teaching the same as it does now.
    """
    # Whoever is finishing a part at this moment is waited for.
    mine = Registration.objects.filter(user_id=registration.user_id, closed_at__isnull=True)
    list(mine.select_for_update().order_by("pk"))
    done = set(Progress.objects.get(pk=registration.pk).parts_done)
    found = queries.gatherable(
        registration.user_id, registration.version, opened_at=registration.opened_at
    )
    for event in found:
        if event.object_iri not in done:
            _take(event, registration, at=event.occurred_at)


def _take(event: Event, registration: Registration, *, at: datetime) -> None:
    """Append the copy of a finished part, once for each part of the registration."""
    first, key = standing_event(f"{registration.pk}:{event.object_iri}:gathered")
    if first is not None:
        return
    copy, is_new = append(
        new_event(
            verb=Verb(event.verb),
            key=key,
            actor_id=event.actor_id,
            object_iri=event.object_iri,
            registration=registration,
            version_id=registration.version_id,
            success=event.success,
            score=event.score,
            completion=event.completion,
            result={**event.result, "carried_from": str(event.pk)},
            occurred_at=at,
            recorded_by_id=event.recorded_by_id,
        )
    )
    if is_new:
        project(copy, registration)


def copies(event: Event) -> list[Event]:
    """The standing copies of an event under registrations that gather."""
    found = Event.objects.standing().filter(
        actor_id=event.actor_id,
        object_iri=event.object_iri,
        result__carried_from=str(event.pk),
        registration__version__manifest__has_key="gathers",
    )
    return list(found)
