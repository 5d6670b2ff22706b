"""`record`: how everything that a learner does comes into the ledger."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import InvalidInput, NotAllowed
from tracking import queries
from tracking.enums import Verb
from tracking.models import Event, Registration
from tracking.services.completing import project
from tracking.services.gathering import share
from tracking.services.ledger import append, check_moment, new_event, same, standing_event
from tracking.services.registering import carry_over, locked, locked_open, move

# These verbs have doors of their own.
RESERVED = {Verb.REGISTERED, Verb.VOIDED}


@transaction.atomic
def record(
    *,
    actor: User,
    verb: Verb,
    object_iri: str,
    key: str,
    registration: Registration | None = None,
    success: bool | None = None,
    score: Decimal | float | None = None,
    completion: bool | None = None,
    duration: timedelta | None = None,
    result: Mapping[str, Any] | None = None,
    occurred_at: datetime | None = None,
    recorded_by: User | None = None,
    reason: str = "",
) -> Event:
    """Append what `actor` did, once per `key`, and all that follows from it.

    `score` is scaled, 0 to 1. `registration` is the one that the activity was launched
    with; None for standalone play. Visibility follows the verb. In the same transaction
    progress is brought up to date, and if the manifest is now satisfied the completion
    is appended, the registration closed, the certificate issued and `signals.completed`
    sent. A part that an open registration gathers counts there as well, likewise. A second
    call with the same key returns the first event and changes nothing else.

    Raises InvalidInput for a verb that has its own door, a score outside 0 to 1 or a
    moment in the future; NotAllowed under somebody else's registration; Conflict if the
    key belongs to something else.
    """
    moment = occurred_at or timezone.now()
    check_facts(verb, score=score, occurred_at=moment)
    if registration is not None:
        registration = locked(registration.pk)
        check_place(registration, actor_id=actor.pk, verb=verb, object_iri=object_iri)
    first, free_key = standing_event(key)
    event = new_event(
        verb=verb,
        key=free_key,
        actor_id=actor.pk,
        object_iri=object_iri,
        registration=registration,
        version_id=registration.version_id if registration else None,
        success=success,
        score=None if score is None else Decimal(str(score)),
        completion=completion,
        duration=duration,
        result=dict(result or {}),
        occurred_at=moment,
        recorded_by_id=recorded_by.pk if recorded_by else None,
        reason=reason,
    )
    if first is not None:
        first = same(first, event)
        # Done again, which may count where it was not done yet.
        share(first, at=moment)
        return first
    event, is_new = append(event)
    if is_new and registration is not None:
        project(event, registration)
        if registration.version.withdrawn_at is not None:
            _follow_to_current(registration)
    if is_new:
        share(event, at=moment)
    return event


def check_facts(verb: Verb, *, score: Decimal | float | None, occurred_at: datetime) -> None:
    """Raise InvalidInput for what can be seen to be wrong without the database."""
    if verb in RESERVED:
        raise InvalidInput(_("Registrations and corrections are not recorded this way."))
    if score is not None and not 0 <= score <= 1:
        raise InvalidInput(_("A score is a share of what could be had: from 0 to 1."))
    check_moment(occurred_at)


def check_place(registration: Registration, *, actor_id: int, verb: Verb, object_iri: str) -> None:
    """Raise unless this person may record this under this registration."""
    if registration.user_id != actor_id:
        raise NotAllowed(_("This belongs to somebody else’s training. Open the module yourself."))
    if verb == Verb.COMPLETED and object_iri == registration.version.iri:
        raise InvalidInput(_("A module is completed by its parts, and not by hand."))


def _follow_to_current(old: Registration) -> None:
    """Let nothing be lost that was done on a page of a version that was withdrawn meanwhile."""
    current = queries.current_version(old.module_key)
    if current is None:
        return
    if old.closed_at is None:
        move(old, to=current, at=timezone.now())
        return
    successor = locked_open(old.user_id, old.module_key)
    if successor is not None:
        carry_over(old, to=successor)
