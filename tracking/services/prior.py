"""Prior learning: a completion that somebody else vouches for."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import InvalidInput, NotAllowed
from core.iris import module_iri
from core.services import audit
from tracking import signals
from tracking.enums import Verb
from tracking.models import Event
from tracking.services.ledger import append, new_event, same, standing_event


@transaction.atomic
def record_prior(
    *,
    by: User,
    user: User,
    module_key: str,
    completed_on: date,
    reason: str,
    evidence: str,
) -> Event:
    """Record that `user` finished a module, or its equal, elsewhere on a day.

    The event has no registration, no version and no certificate. It is dated noon of the
    day, so that it is that day wherever it is read. `evidence` may name the person, so it
    is kept with the audit entry's personal values, which can be erased, and not in the
    ledger. The same person, module and day again returns the first event. Sends
    `signals.completed` with registration None.

    Raises InvalidInput for a day in the future, or without reason or evidence;
    NotAllowed for one's own record.
    """
    if by.pk == user.pk:
        raise NotAllowed(_("Ask somebody else to record your own prior learning."))
    if completed_on > timezone.localdate():
        raise InvalidInput(_("Prior learning is in the past. Give the day it was finished."))
    if not reason.strip() or not evidence.strip():
        raise InvalidInput(_("Say why this counts, and what shows that it was done."))
    first, key = standing_event(f"prior:{user.pk}:{module_key}:{completed_on.isoformat()}")
    noon = timezone.make_aware(datetime.combine(completed_on, time(12)))
    event = new_event(
        verb=Verb.COMPLETED,
        key=key,
        actor_id=user.pk,
        object_iri=module_iri(module_key),
        completion=True,
        result={"prior": True, "module_key": module_key},
        occurred_at=min(noon, timezone.now()),
        recorded_by_id=by.pk,
        reason=reason,
    )
    if first is not None:
        return same(first, event)
    event, is_new = append(event)
    if is_new:
        audit(
            by=by,
            action="prior_learning.recorded",
            obj=event,
            after={"module_key": module_key, "completed_on": completed_on.isoformat()},
            about=user,
            personal_after={"evidence": evidence},
            reason=reason,
        )
        signals.completed.send(
            sender=None,
            event=event,
            registration=None,
            user_id=user.pk,
            module_key=module_key,
            occurred_at=event.occurred_at,
        )
    return event
