"""Appending to the ledger: the one place where events are made."""

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Conflict, InvalidInput
from tracking.enums import PERSONAL_VERBS, Verb, Visibility
from tracking.models import Event

KEY_LENGTH = 200
# Clocks of servers differ a little; a phone's clock may differ a lot.
CLOCK_SLACK = timedelta(minutes=5)


def part_key(registration_id: uuid.UUID, object_iri: str, verb: Verb, nth: str = "") -> str:
    """The idempotency key of what a person does once to a part under a registration.

    `nth` tells repetitions apart, where there are any: an attempt's id, a question's number.
    """
    return ":".join(filter(None, (str(registration_id), object_iri, str(verb), nth)))


def fitted(key: str) -> str:
    """The key as it is stored: one that is too long ends in a hash of the whole."""
    if not key:
        raise InvalidInput(_("An event needs a key, so that it is recorded once."))
    if len(key) <= KEY_LENGTH:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{key[: KEY_LENGTH - len(digest) - 1]}#{digest}"


def visibility_of(verb: Verb) -> Visibility:
    """Who may ever see events with this verb."""
    return Visibility.PERSONAL if verb in PERSONAL_VERBS else Visibility.RECORD


def check_moment(occurred_at: datetime) -> None:
    """Refuse what has not happened yet."""
    if occurred_at > timezone.now() + CLOCK_SLACK:
        raise InvalidInput(_("This is dated in the future. Check the clock of the device."))


def new_event(*, verb: Verb, key: str, **fields: Any) -> Event:
    """An event that is not yet in the ledger. Its visibility follows its verb."""
    return Event(
        verb=verb,
        idempotency_key=fitted(key),
        recorded_at=timezone.now(),
        **{"visibility": visibility_of(verb), "result": {}, **fields},
    )


def standing_event(key: str) -> tuple[Event | None, str]:
    """What holds this key, and the key to append under if nothing does.

    A voided event holds its key no longer: what is done again after a correction is a
    new event, whose key says which time it is.
    """
    stored, again = fitted(key), 1
    while event := Event.objects.filter(idempotency_key=stored).first():
        if not event.corrections.filter(verb=Verb.VOIDED).exists():
            return event, stored
        again += 1
        stored = fitted(f"{key}~{again}")
    return None, stored


def append(event: Event) -> tuple[Event, bool]:
    """Put an event into the ledger once; (event, whether it is new).

    Of two transactions with the same key the database lets one in; the other gets the
    event of the first. Raises Conflict if the key belongs to something else.
    """
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        first = Event.objects.filter(idempotency_key=event.idempotency_key).first()
        if first is None:
            raise
        return same(first, event), False
    return event, True


def same(first: Event, event: Event) -> Event:
    """The first event, if the second only repeats it; a key is never shared by two things."""
    repeats = (
        first.actor_id == event.actor_id
        and first.verb == event.verb
        and first.object_iri == event.object_iri
        and first.registration_id == event.registration_id
    )
    if not repeats:
        raise Conflict(_("This was already recorded as something else. Go back and try again."))
    return first
