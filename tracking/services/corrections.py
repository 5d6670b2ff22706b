"""Corrections: a new event that says that an earlier one does not hold."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Conflict, InvalidInput
from core.iris import module_iri
from core.services import audit
from tracking import signals
from tracking.enums import FINISHING_VERBS, Verb
from tracking.models import Event
from tracking.services.gathering import copies
from tracking.services.ledger import append, new_event
from tracking.services.rebuilding import project_anew
from tracking.services.registering import locked


@transaction.atomic
def void(*, by: User, event: Event, reason: str) -> Event:
    """Append that `event` does not hold. Nothing is rewritten; reads leave it out.

    Where it counted under registrations that gather, it counts no longer. The correction
    is as visible as what it corrects. Progress of the registration is
    projected anew. Voiding the completion of a module does not open its registration
    again: the person registers anew. Voiding twice returns the first correction. Sends
    `signals.voided` when a module's completion is voided.

    Raises InvalidInput without a reason; Conflict for a correction, or for the opening
    of a registration, which are not voided.
    """
    if not reason.strip():
        raise InvalidInput(_("Say why this is corrected."))
    if event.verb in {Verb.VOIDED, Verb.REGISTERED}:
        raise Conflict(_("This cannot be corrected. Record again what should stand instead."))
    registration = locked(event.registration_id) if event.registration_id else None
    correction, is_new = append(
        new_event(
            verb=Verb.VOIDED,
            key=f"void:{event.id}",
            actor_id=event.actor_id,
            object_iri=event.object_iri,
            registration=registration,
            version_id=event.version_id,
            visibility=event.visibility,
            occurred_at=timezone.now(),
            recorded_by_id=by.pk,
            corrects=event,
            reason=reason,
        )
    )
    if not is_new:
        return correction
    audit(
        by=by,
        action="event.voided",
        obj=event,
        after={"correction": str(correction.id)},
        reason=reason,
    )
    if registration is not None:
        project_anew([registration])
        if event.verb in FINISHING_VERBS:
            part = signals.PartChanged(event.actor_id, registration.version_id, event.object_iri)
            signals.parts_changed.send(sender=None, parts=[part])
    for copy in copies(event):
        void(by=by, event=copy, reason=reason)
    module_key = completed_module(event)
    if module_key is not None:
        signals.voided.send(
            sender=None,
            event=event,
            registration=registration,
            user_id=event.actor_id,
            module_key=module_key,
        )
    return correction


def completed_module(event: Event) -> str | None:
    """The key of the module whose completion this event is; None if it is something else."""
    modules = module_iri("")
    key = event.object_iri.removeprefix(modules)
    is_module = event.object_iri.startswith(modules) and "/" not in key
    return key if event.verb == Verb.COMPLETED and is_module else None
