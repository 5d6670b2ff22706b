"""Opening a registration, and moving one off a version that was taken back."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Conflict, NotFound
from tracking import queries
from tracking.completion import Rule
from tracking.enums import Verb
from tracking.models import Event, ModuleVersion, Progress, Registration
from tracking.services.completing import project
from tracking.services.gathering import gather, gathers
from tracking.services.ledger import append, check_moment, new_event


@transaction.atomic
def register(
    *,
    by: User,
    module_key: str,
    at: datetime | None = None,
    version: ModuleVersion | None = None,
    recorded_by: User | None = None,
) -> Registration:
    """The person's open registration for a module; opened if there is none.

    `by` is the learner. It opens on the newest released version; who began on an earlier
    one goes on with it, unless it was withdrawn: then they are moved to the newest, and
    take with them what is unchanged. `at` (default now), `version` (default the newest)
    and `recorded_by` (who imports) are for simulations and imports.

    Raises NotFound if nothing of this module is released, Conflict if `version` is of
    another module or was withdrawn.
    """
    moment = at or timezone.now()
    check_moment(moment)
    wanted = version or queries.current_version(module_key)
    if wanted is None:
        raise NotFound(_("This module is not open to learners. Look for it again later."))
    if wanted.module_key != module_key or wanted.withdrawn_at is not None:
        raise Conflict(_("That version of the module cannot be taken. Choose the newest."))
    registration = locked_open(by.pk, module_key)
    if registration is None:
        registration = _open(by.pk, wanted, moment, recorded_by)
        if gathers(wanted):
            gather(registration)
            registration.refresh_from_db()
        return registration
    if registration.version.withdrawn_at is not None:
        return move(registration, to=wanted, at=moment)
    return registration


def locked(pk: uuid.UUID) -> Registration:
    """A registration with its version, locked to the end of the transaction."""
    return Registration.objects.select_for_update(of=("self",)).select_related("version").get(pk=pk)


def locked_open(user_id: int, module_key: str) -> Registration | None:
    """The open registration of a person for a module, locked, or None."""
    return (
        Registration.objects.select_for_update(of=("self",))
        .select_related("version")
        .filter(user_id=user_id, module_key=module_key, closed_at__isnull=True)
        .first()
    )


def new_registration(user_id: int, version: ModuleVersion, at: datetime) -> Registration:
    """A registration that is not yet saved."""
    return Registration(
        user_id=user_id, module_key=version.module_key, version=version, opened_at=at
    )


def registered_event(registration: Registration, *, recorded_by_id: int | None = None) -> Event:
    """The event that a registration was opened, not yet in the ledger."""
    return new_event(
        verb=Verb.REGISTERED,
        key=f"{registration.id}:registered",
        actor_id=registration.user_id,
        object_iri=registration.version.iri,
        registration=registration,
        version_id=registration.version_id,
        occurred_at=registration.opened_at,
        recorded_by_id=recorded_by_id,
    )


def new_progress(registration: Registration) -> Progress:
    """The progress row of a registration under which nothing has been done."""
    total = Rule.of(registration.version.manifest).standing(()).parts_total
    return Progress(registration=registration, parts_done=[], parts_total=total)


def _open(
    user_id: int, version: ModuleVersion, at: datetime, recorded_by: User | None = None
) -> Registration:
    registration = new_registration(user_id, version, at)
    try:
        with transaction.atomic():
            registration.save(force_insert=True)
    except IntegrityError:
        # Another tab was quicker: theirs is the open one.
        first = locked_open(user_id, version.module_key)
        if first is None:
            raise
        return first
    append(registered_event(registration, recorded_by_id=recorded_by.pk if recorded_by else None))
    new_progress(registration).save(force_insert=True)
    return registration


@transaction.atomic
def renew(*, by: User, module_key: str) -> Registration | None:
    """Bring the person's open registration up to the newest version of its module.

    What both versions teach the same is taken along. None, and nothing changes, when the
    module is not open for this person; an open registration on the newest version stays.
    """
    registration = locked_open(by.pk, module_key)
    current = queries.current_version(module_key)
    if registration is None or current is None or registration.version_id == current.pk:
        return registration
    return move(registration, to=current, at=timezone.now())


def move(old: Registration, *, to: ModuleVersion, at: datetime) -> Registration:
    """Close a registration and go on under another version, with what is unchanged."""
    old.closed_at = max(at, old.opened_at)
    old.save(update_fields=["closed_at"])
    new = _open(old.user_id, to, at)
    carry_over(old, to=new)
    if gathers(to):
        gather(new)
    return locked(new.pk)


def carry_over(old: Registration, *, to: Registration) -> None:
    """Count under a registration what was done under an earlier one, where it is unchanged.

    Each part that both versions teach the same becomes an event of its own, which names
    the one it stands for. Doing it twice changes nothing.
    """
    before, after = Rule.of(old.version.manifest), Rule.of(to.version.manifest)
    done = Event.objects.standing().filter(registration=old).order_by("occurred_at", "recorded_at")
    for event in done:
        iri = event.object_iri
        if not after.counts(event.verb, iri) or not before.teaches_the_same(after, iri):
            continue
        carried, is_new = append(
            new_event(
                verb=Verb(event.verb),
                key=f"{to.id}:{iri}:carried",
                actor_id=event.actor_id,
                object_iri=iri,
                registration=to,
                version_id=to.version_id,
                success=event.success,
                score=event.score,
                completion=event.completion,
                result={**event.result, "carried_from": str(event.id)},
                occurred_at=event.occurred_at,
                recorded_by_id=event.recorded_by_id,
            )
        )
        if is_new:
            project(carried, to)
