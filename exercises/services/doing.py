"""That an exercise was done: all that is ever kept of it."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from tracking.enums import Verb
from tracking.models import Event, Registration
from tracking.services import record


@transaction.atomic
def finish(*, by: User, iri: str, registration: Registration | None) -> Event:
    """Record that a person has done an exercise. Nothing of what was answered is taken.

    Once under a registration, and once for each person without one: a second call gives
    the first event.
    """
    under = f"{registration.pk}" if registration else f"person:{by.pk}"
    return record(
        actor=by,
        verb=Verb.COMPLETED,
        object_iri=iri,
        key=f"{under}:{iri}:completed",
        registration=registration,
        completion=True,
    )
