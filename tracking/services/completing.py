"""From events to progress, and from progress to completion, inside one transaction."""

from datetime import datetime

from tracking import signals
from tracking.codes import new_code
from tracking.completion import Rule
from tracking.enums import FINISHING_VERBS, Verb
from tracking.models import Certificate, Event, Progress, Registration
from tracking.services.ledger import append, new_event


def advance(progress: Progress, rule: Rule, event: Event) -> bool:
    """Take an event into a progress row in memory; whether everything that counts is done.

    The order in which events come makes no difference to the row.
    """
    done = [*progress.parts_done]
    if rule.counts(event.verb, event.object_iri):
        done.append(event.object_iri)
    standing = rule.standing(done)
    progress.parts_done = list(standing.parts_done)
    progress.parts_total = standing.parts_total
    happened = event.occurred_at
    progress.started_at = min(progress.started_at or happened, happened)
    progress.last_at = max(progress.last_at or happened, happened)
    return standing.is_complete


def may_complete(registration: Registration, progress: Progress) -> bool:
    """Only once, only while it is open, and never on a version that was taken back."""
    return (
        registration.closed_at is None
        and registration.version.withdrawn_at is None
        and progress.completed_id is None
    )


def completed_at(registration: Registration, progress: Progress) -> datetime:
    """When the last part was done; not before the registration opened.

    Parts that were carried over from a version that was withdrawn are older than that.
    """
    return max(registration.opened_at, progress.last_at or registration.opened_at)


def completion_event(registration: Registration, *, at: datetime, like: Event) -> Event:
    """The event that a registration is complete, not yet in the ledger."""
    return new_event(
        verb=Verb.COMPLETED,
        key=f"{registration.id}:completed",
        actor_id=registration.user_id,
        object_iri=registration.version.iri,
        registration=registration,
        version_id=registration.version_id,
        completion=True,
        occurred_at=at,
        recorded_by_id=like.recorded_by_id,
    )


def new_certificate(event: Event) -> Certificate:
    """The certificate of a completion, not yet issued."""
    return Certificate(
        event=event, user_id=event.actor_id, code=new_code(), issued_at=event.recorded_at
    )


def project(event: Event, registration: Registration) -> None:
    """Bring progress up to a new event; complete the registration if that was the last part.

    The caller holds the lock on the registration.
    """
    progress = Progress.objects.get(pk=registration.pk)
    everything = advance(progress, Rule.of(registration.version.manifest), event)
    progress.save(update_fields=["parts_done", "parts_total", "started_at", "last_at"])
    if everything and may_complete(registration, progress):
        _complete(registration, progress, like=event)
    if event.verb in FINISHING_VERBS:
        part = signals.PartChanged(event.actor_id, registration.version_id, event.object_iri)
        signals.parts_changed.send(sender=None, parts=[part])


def _complete(registration: Registration, progress: Progress, *, like: Event) -> None:
    moment = completed_at(registration, progress)
    event, _new = append(completion_event(registration, at=moment, like=like))
    progress.completed = event
    progress.save(update_fields=["completed"])
    registration.closed_at = moment
    registration.save(update_fields=["closed_at"])
    new_certificate(event).save(force_insert=True)
    signals.completed.send(
        sender=None,
        event=event,
        registration=registration,
        user_id=registration.user_id,
        module_key=registration.module_key,
        occurred_at=moment,
    )
