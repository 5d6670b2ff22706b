"""People: added, changed, deactivated when they leave and reactivated when they return."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Job
from accounts.models import Unit, User
from accounts.services.posts import (
    NewPost,
    PostEnd,
    announce,
    chunks,
    close_posts,
    open_posts,
    open_posts_of,
)
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.services import Change, audit_many

DETAILS = frozenset({"email", "first_name", "last_name", "staff_number", "joined_on"})


@dataclass(frozen=True)
class NewPerson:
    """A person to add. Without `unit_code` they get no post; without `joined_on`, from today."""

    email: str
    staff_number: str = ""
    first_name: str = ""
    last_name: str = ""
    joined_on: datetime.date | None = None
    unit_code: str = ""
    job: str = Job.OTHER
    title: str = ""
    leads: bool = False


@dataclass(frozen=True)
class PersonChange:
    """New values of a person's `DETAILS`; what stays may be left out."""

    user: User
    details: Mapping[str, Any]


@transaction.atomic
def add_people(*, by: User | None, people: Sequence[NewPerson]) -> list[User]:
    """Add people with their posts, in order; who is known already stays as they are.

    People are known by staff number, or else by e-mail address. New ones cannot sign in
    before they are invited, reset a password or come by single sign-on. Raises `Conflict`
    when number and address belong to two people, `NotFound` for an unknown unit.
    """
    known = _KnownPeople(people)
    units = _units_by_code({new.unit_code for new in people if new.unit_code})
    made: list[User] = []
    posts: list[NewPost] = []
    answer: list[User] = []
    for new in people:
        user = known.find(new)
        if user is None:
            user = _new_user(new)
            made.append(user)
            known.add(user)
            if new.unit_code:
                starts_on = new.joined_on or timezone.localdate()
                posts.append(
                    NewPost(
                        user, units[new.unit_code], Job(new.job), starts_on,
                        new.leads, new.title, from_feed=True,
                    )
                )  # fmt: skip
        answer.append(user)
    User.objects.bulk_create(made, batch_size=1000)
    audit_many(by=by, action="person.added", changes=[_added(user) for user in made])
    open_posts(by=by, posts=posts, tell=False)
    announce(user.pk for user in made)
    return answer


@transaction.atomic
def change_people(*, by: User | None, changes: Sequence[PersonChange]) -> list[str]:
    """Correct names, addresses, numbers and dates; returns the audit entries' ids.

    A new e-mail address replaces the one that the person signs in with. Raises `Conflict`
    when it is another person's.
    """
    altered: list[tuple[User, dict[str, Any], dict[str, Any]]] = []
    for change in changes:
        if unknown := set(change.details) - DETAILS:
            raise InvalidInput(_("These cannot be changed here: %s") % ", ".join(sorted(unknown)))
        before = {name: getattr(change.user, name) for name in change.details}
        after = {n: value for n, value in change.details.items() if value != before[n]}
        if after:
            altered.append((change.user, {name: before[name] for name in after}, after))
    _refuse_taken_addresses(
        [(user, after["email"]) for user, _b, after in altered if "email" in after]
    )
    for user, _before, after in altered:
        for name, value in after.items():
            setattr(user, name, value)
    User.objects.bulk_update([user for user, _b, _a in altered], sorted(DETAILS), batch_size=150)
    _forget_old_addresses([user for user, _b, after in altered if "email" in after])
    entries = audit_many(
        by=by,
        action="person.changed",
        changes=[
            Change(obj=u, about=u, personal_before=_json(before), personal_after=_json(after))
            for u, before, after in altered
        ],
    )
    announce(user.pk for user, _b, after in altered if "joined_on" in after)
    return [str(entry.pk) for entry in entries]


def deactivate_person(*, by: User | None, user: User, on: datetime.date, reason: str = "") -> User:
    """Close the account of somebody who left, and their posts on that day. Nothing is deleted."""
    return deactivate_people(by=by, users=[user], on=on, reason=reason)[0]


@transaction.atomic
def deactivate_people(
    *, by: User | None, users: Sequence[User], on: datetime.date, reason: str = ""
) -> list[User]:
    """Close many accounts as `deactivate_person` would; who is closed already stays so.

    A post that would only have begun later ends on its first day. Raises `NotAllowed` when
    it would close the account of the person who asks.
    """
    if by is not None and any(user.pk == by.pk for user in users):
        raise NotAllowed(_("You cannot close your own account. Ask another administrator."))
    posts = open_posts_of([user.pk for user in users])
    close_posts(by=by, ends=[PostEnd(p, max(on, p.starts_on)) for p in posts], tell=False)
    leaving = list({user.pk: user for user in users if user.is_active}.values())
    _set_active(leaving, False)
    audit_many(
        by=by,
        action="person.deactivated",
        changes=[Change(u, before={"active": True}, after={"active": False}) for u in leaving],
        reason=reason,
    )
    announce([*(post.user_id for post in posts), *(user.pk for user in leaving)])
    return list(users)


@transaction.atomic
def reactivate_people(*, by: User | None, users: Sequence[User], reason: str = "") -> list[User]:
    """Open the accounts of people who came back. Their posts are opened separately."""
    returning = list({user.pk: user for user in users if not user.is_active}.values())
    _set_active(returning, True)
    audit_many(
        by=by,
        action="person.reactivated",
        changes=[Change(u, before={"active": False}, after={"active": True}) for u in returning],
        reason=reason,
    )
    announce(user.pk for user in returning)
    return list(users)


class _KnownPeople:
    """Finds the people whom a list names, among those that exist and those just added."""

    def __init__(self, people: Sequence[NewPerson]) -> None:
        self.by_number: dict[str, User] = {}
        self.by_email: dict[str, User] = {}
        for numbers in chunks(sorted({new.staff_number for new in people if new.staff_number})):
            for user in User.objects.filter(staff_number__in=numbers):
                self.add(user)
        for addresses in chunks(sorted({new.email.lower() for new in people})):
            rows = User.objects.annotate(address=Lower("email")).filter(address__in=addresses)
            for user in rows:
                self.add(user)

    def add(self, user: User) -> None:
        if user.staff_number:
            self.by_number[user.staff_number] = user
        self.by_email[user.email.lower()] = user

    def find(self, new: NewPerson) -> User | None:
        numbered = self.by_number.get(new.staff_number) if new.staff_number else None
        addressed = self.by_email.get(new.email.lower())
        if addressed is not None and addressed is not numbered:
            other_number = bool(new.staff_number) and new.staff_number != addressed.staff_number
            if numbered is not None or other_number:
                raise Conflict(
                    _("%(email)s is the address of staff number %(number)s. Correct one of them.")
                    % {"email": new.email, "number": addressed.staff_number or "–"}
                )
        return numbered or addressed


def _new_user(new: NewPerson) -> User:
    return User(
        email=new.email.lower(),
        staff_number=new.staff_number or None,
        first_name=new.first_name,
        last_name=new.last_name,
        joined_on=new.joined_on,
        # No password opens this account; made without the cost of hashing one.
        password=make_password(None),
    )


def _units_by_code(codes: set[str]) -> dict[str, Unit]:
    units = {
        unit.code: unit
        for some in chunks(sorted(codes))
        for unit in Unit.objects.filter(code__in=some)
    }
    if missing := sorted(codes - units.keys()):
        raise NotFound(_("There is no unit %s. Add it first.") % ", ".join(missing))
    return units


def _refuse_taken_addresses(wanted: Sequence[tuple[User, str]]) -> None:
    owners = {address.lower(): user.pk for user, address in wanted}
    for addresses in chunks(sorted(owners)):
        rows = User.objects.annotate(address=Lower("email")).filter(address__in=addresses)
        for pk, address in rows.values_list("pk", "address"):
            if owners[address] != pk:
                raise Conflict(_("%s is the address of another person.") % address)


def _forget_old_addresses(users: Sequence[User]) -> None:
    # Sign-in also looks into allauth's own table: an address that was taken away must
    # open nothing any more. allauth writes the new one when the person next signs in.
    for some in chunks(users):
        EmailAddress.objects.filter(user__in=some).delete()


def _set_active(users: Sequence[User], active: bool) -> None:
    for some in chunks(users):
        User.objects.filter(pk__in=[user.pk for user in some]).update(is_active=active)
    for user in users:
        user.is_active = active


def _added(user: User) -> Change:
    details = {name: getattr(user, name) for name in sorted(DETAILS)}
    return Change(obj=user, about=user, personal_after=_json(details))


def _json(details: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in details.items()
    }
