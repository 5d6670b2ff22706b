"""Absences and exemptions: they stop the clock, and move the due date by their days."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role, leads_a_unit, people_seen_by
from core.dates import say_date
from core.errors import Conflict, InvalidInput, NotAllowed
from core.services import Change, audit_many
from mandatory.models import Absence, Exemption, Requirement
from mandatory.services.rollup import ROWS_AT_ONCE, hold, refresh


@dataclass(frozen=True)
class NewAbsence:
    """A person who is away, both days included; without `until` they are away still."""

    user: User
    from_on: datetime.date
    until: datetime.date | None = None


@dataclass(frozen=True)
class NewExemption:
    """A person whom a requirement does not ask for a while, and who approved that."""

    user: User
    requirement: Requirement
    from_on: datetime.date
    until: datetime.date | None
    reason: str
    approver: User


def record_absence(
    *, by: User | None, user: User, from_on: datetime.date, until: datetime.date | None = None
) -> Absence:
    """Stop all of a person's clocks while they are away for long. No reason is asked or kept.

    Raises NotAllowed for people whom `by` does not see, InvalidInput for an end before the
    beginning, Conflict when it overlaps another absence.
    """
    return record_absences(by=by, absences=[NewAbsence(user, from_on, until)])[0]


@transaction.atomic
def record_absences(*, by: User | None, absences: Sequence[NewAbsence]) -> list[Absence]:
    """`record_absence` for many people; all of them or none."""
    people = {new.user.pk for new in absences}
    _may(by, people)
    hold(people)
    now = timezone.now()
    taken: dict[int, list[tuple[datetime.date, datetime.date | None]]] = {}
    for held in Absence.objects.held().filter(user__in=people):
        taken.setdefault(held.user_id, []).append((held.from_on, held.until))
    made = []
    for new in absences:
        _check_days(new.from_on, new.until)
        mine = taken.setdefault(new.user.pk, [])
        for from_on, until in mine:
            if _overlap((from_on, until), (new.from_on, new.until)):
                raise Conflict(
                    _("They are on record as away from %s. End that first, or change the days.")
                    % say_date(from_on)
                )
        mine.append((new.from_on, new.until))
        made.append(
            Absence(
                user=new.user,
                from_on=new.from_on,
                until=new.until,
                recorded_at=now,
                until_recorded_at=now if new.until else None,
            )
        )
    Absence.objects.bulk_create(made, batch_size=ROWS_AT_ONCE)
    _audit(by, "absence.recorded", made)
    refresh(user_ids=people, now=now)
    return made


@transaction.atomic
def end_absence(*, by: User | None, absence: Absence, until: datetime.date) -> Absence:
    """The last day of an absence; the clocks run on from the next.

    Giving another last day than before takes the absence back and records it anew.
    Raises NotAllowed, InvalidInput and Conflict as `record_absence` does.
    """
    _may(by, {absence.user_id})
    hold([absence.user_id])
    row = Absence.objects.get(pk=absence.pk)
    _check_days(row.from_on, until)
    if row.voided_at is not None:
        raise Conflict(_("This has been changed in the meantime. Look at the page again."))
    if row.until == until:
        return row
    now = timezone.now()
    if row.until is None:
        row.until, row.until_recorded_at = until, now
        row.save(update_fields=["until", "until_recorded_at"])
    else:
        row.voided_at = now
        row.save(update_fields=["voided_at"])
        others = Absence.objects.held().filter(user=row.user_id, from_on__lte=until)
        if others.filter(Q(until__isnull=True) | Q(until__gte=row.from_on)).exists():
            raise Conflict(_("That day lies in another absence. Choose an earlier one."))
        row = Absence.objects.create(
            user_id=row.user_id,
            from_on=row.from_on,
            until=until,
            until_recorded_at=now,
            recorded_at=now,
        )
    _audit(by, "absence.ended", [row])
    refresh(user_ids=[row.user_id], now=now)
    return row


def grant_exemption(
    *,
    by: User | None,
    user: User,
    requirement: Requirement,
    from_on: datetime.date,
    until: datetime.date | None,
    reason: str,
    approver: User,
) -> Exemption:
    """Let a person off a requirement for a while; its clock stands still meanwhile.

    The approver is a second person: neither the one who asks nor the one who is let off,
    and somebody who leads a unit above that person or administers the site. Raises NotAllowed when they are
    not, or when `by` does not see the person; InvalidInput without a reason.
    """
    new = NewExemption(user, requirement, from_on, until, reason, approver)
    return grant_exemptions(by=by, exemptions=[new])[0]


@transaction.atomic
def grant_exemptions(*, by: User | None, exemptions: Sequence[NewExemption]) -> list[Exemption]:
    """`grant_exemption` for many; all of them or none."""
    people = {new.user.pk for new in exemptions}
    _may(by, people)
    hold(people)
    now = timezone.now()
    made = []
    for new in exemptions:
        _check_days(new.from_on, new.until)
        if not new.reason.strip():
            raise InvalidInput(_("Say why, in a few words about work."))
        _check_approver(by, new)
        made.append(
            Exemption(
                user=new.user,
                requirement=new.requirement,
                from_on=new.from_on,
                until=new.until,
                until_recorded_at=now if new.until else None,
                reason=new.reason.strip(),
                approver=new.approver,
                recorded_at=now,
            )
        )
    Exemption.objects.bulk_create(made, batch_size=ROWS_AT_ONCE)
    _audit(by, "exemption.granted", made)
    requirements = {new.requirement.pk: new.requirement for new in exemptions}
    refresh(
        user_ids=people,
        requirements=list(requirements.values()),
        now=now,
    )
    return made


@transaction.atomic
def end_exemption(*, by: User | None, exemption: Exemption, until: datetime.date) -> Exemption:
    """The last day of an exemption; the requirement's clock runs on from the next."""
    _may(by, {exemption.user_id})
    hold([exemption.user_id])
    row = Exemption.objects.select_related("requirement").get(pk=exemption.pk)
    _check_days(row.from_on, until)
    if row.voided_at is not None:
        raise Conflict(_("This has been changed in the meantime. Look at the page again."))
    if row.until == until:
        return row
    now = timezone.now()
    if row.until is None:
        row.until, row.until_recorded_at = until, now
        row.save(update_fields=["until", "until_recorded_at"])
    else:
        row.voided_at = now
        row.save(update_fields=["voided_at"])
        row = Exemption.objects.create(
            user_id=row.user_id,
            requirement=row.requirement,
            from_on=row.from_on,
            until=until,
            until_recorded_at=now,
            reason=row.reason,
            approver_id=row.approver_id,
            recorded_at=now,
        )
    _audit(by, "exemption.ended", [row])
    refresh(user_ids=[row.user_id], requirements=[row.requirement], now=now)
    return row


def _may(by: User | None, user_ids: set[int]) -> None:
    """Leaders do this for their own people, administrators for everybody, nobody for themselves."""
    if by is None:
        return
    if by.pk in user_ids:
        raise NotAllowed(_("Ask somebody else to do this for you."))
    if has_role(by, Role.ADMINISTRATOR):
        return
    seen = people_seen_by(by).filter(pk__in=user_ids).count()
    if seen < len(user_ids):
        raise NotAllowed(_("This is for people in the units that you lead."))


def _check_days(from_on: datetime.date, until: datetime.date | None) -> None:
    if until is not None and until < from_on:
        raise InvalidInput(_("Give a last day that is not before the first."))


def _check_approver(by: User | None, new: NewExemption) -> None:
    if new.approver.pk == new.user.pk or (by is not None and new.approver.pk == by.pk):
        raise NotAllowed(_("A second person approves. Choose somebody else."))
    if has_role(new.approver, Role.ADMINISTRATOR):
        return
    if by is None and leads_a_unit(new.approver):
        return  # a command that takes over a history: who led whom then is not known now
    # Not the person's own people: whom they lead would have to answer to them for it.
    above = people_seen_by(new.approver).filter(pk=new.user.pk).exists()
    below = people_seen_by(new.user).filter(pk=new.approver.pk).exists()
    if below or not above:
        raise NotAllowed(
            _("Choose an approver who leads a unit above this person, or an administrator.")
        )


def _overlap(
    one: tuple[datetime.date, datetime.date | None],
    other: tuple[datetime.date, datetime.date | None],
) -> bool:
    return one[0] <= (other[1] or datetime.date.max) and other[0] <= (one[1] or datetime.date.max)


def _audit(by: User | None, action: str, rows: Sequence[Absence] | Sequence[Exemption]) -> None:
    """The days of an absence or exemption, and its reason, are about a person: erasable."""
    changes = []
    for row in rows:
        days = {
            "from_on": row.from_on.isoformat(),
            "until": row.until.isoformat() if row.until else None,
        }
        if isinstance(row, Exemption):
            days["reason"] = row.reason
        after = {"requirement": row.requirement.slug} if isinstance(row, Exemption) else {}
        changes.append(Change(row, after=after, about=row.user, personal_after=days))
    audit_many(by=by, action=action, changes=changes)
