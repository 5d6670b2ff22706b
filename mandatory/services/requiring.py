"""Requirements: set, changed, closed. A change of terms closes one row and opens another."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.enums import Job, Role
from accounts.models import Post, Unit, User
from accounts.queries import has_role
from core.dates import say_date
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.services import audit
from mandatory import matching, queries
from mandatory.enums import CHOSEN_AUDIENCES, Audience
from mandatory.models import Requirement, TaughtPart, Window
from mandatory.services.assigning import match
from tracking.queries import current_version


@dataclass(frozen=True)
class Replacement:
    """What setting a requirement would replace, and what that means for people today."""

    old: Requirement
    no_longer: int
    asked: int


# IRIs of parts by version.
Taught = Mapping[UUID, Collection[str]]
TERMS = ("module_key", "audience", "jobs", "first_days", "repeat_months")
LONGEST_FIRST_DAYS = 3650
LONGEST_REPEAT_MONTHS = 120


@transaction.atomic
def set_requirement(
    *,
    by: User | None,
    name: str,
    module_key: str,
    slug: str = "",
    audience: Audience = Audience.EVERYONE,
    units: Sequence[Unit] = (),
    jobs: Collection[str] = (),
    first_days: int = 28,
    repeat_months: int | None = 12,
    effective_from: datetime.date | None = None,
) -> Requirement:
    """Ask people to take a module, and assign it to all whom it asks.

    With the slug of an open requirement it changes that one: the same terms change nothing;
    other terms close it on the day before and begin anew, with nobody's overdue forgiven
    and nobody made overdue by the change. `repeat_months` None: once is enough.

    Raises NotAllowed for anybody but an administrator, NotFound for a module that is not
    released, InvalidInput for terms that make no sense, Conflict for a change that would
    begin before what it replaces.
    """
    _allowed(by)
    if audience not in CHOSEN_AUDIENCES:
        raise InvalidInput(_("Choose everyone, certain units or certain jobs."))
    name = name.strip()
    new = Requirement(
        slug=slug or slugify(name)[:100],
        name=name,
        module_key=module_key,
        audience=audience,
        jobs=sorted(jobs) if audience == Audience.JOBS else [],
        first_days=first_days,
        repeat_months=repeat_months,
        effective_from=effective_from or queries.today(),
    )
    chosen = list(units) if audience == Audience.UNITS else []
    _check(new, chosen)
    return _set(by, new, chosen)


@transaction.atomic
def require_of_learners(
    *,
    by: User | None,
    name: str,
    slug: str,
    module_key: str,
    parts: Taught,
    due_by: datetime.date,
) -> Requirement:
    """Ask everybody with a post who has finished one of these parts to take a module, once.

    `parts` are IRIs by version. Who has finished one by today is asked by `due_by`; who
    finishes one later has as many days from then. Nobody else is asked. The same again
    changes nothing; other terms replace those before, as in `set_requirement`.

    Raises NotAllowed for anybody but an editor or an administrator, NotFound for a module that
    is not released, InvalidInput for no parts, or a day that is not to come.
    """
    if by is not None and not (has_role(by, Role.EDITOR) or has_role(by, Role.ADMINISTRATOR)):
        raise NotAllowed(_("Asking people to learn what has changed is for editors."))
    today = queries.today()
    new = Requirement(
        slug=slug,
        name=name.strip(),
        module_key=module_key,
        audience=Audience.LEARNT,
        jobs=[],
        first_days=(due_by - today).days,
        repeat_months=None,
        effective_from=today,
    )
    if not any(parts.values()):
        raise InvalidInput(_("Nothing that was taught has changed, so nobody need be asked."))
    _check(new, ())
    return _set(by, new, (), taught=parts)


def _set(
    by: User | None, new: Requirement, units: Sequence[Unit], *, taught: Taught | None = None
) -> Requirement:
    """Write checked terms in the place of what is open under the same short name."""
    old = (
        Requirement.objects.select_for_update(no_key=True)
        .filter(slug=new.slug, closed_on=None)
        .first()
    )
    if old is not None and _same(old, new, units, taught):
        return old
    carried = _replace(by, old, new) if old is not None else {}
    new.save(force_insert=True)
    new.units.set(units)
    TaughtPart.objects.bulk_create(
        TaughtPart(requirement=new, version_id=version_id, part_iri=iri)
        for version_id, iris in sorted((taught or {}).items())
        for iri in sorted(iris)
    )
    audit(by=by, action="requirement.set", obj=new, after=_described(new, units))
    match(
        by=by,
        requirements=[new],
        carried={(user_id, new.pk): due_on for user_id, due_on in carried.items()},
    )
    return new


def would_replace(
    *,
    name: str,
    module_key: str,
    audience: Audience = Audience.EVERYONE,
    units: Sequence[Unit] = (),
    jobs: Collection[str] = (),
    first_days: int = 28,
    repeat_months: int | None = 12,
    effective_from: datetime.date | None = None,
) -> Replacement | None:
    """The open requirement that `set_requirement` with these terms would replace, if any.

    `asked` counts who is asked on the first day of the new terms, or today if that is later;
    `no_longer` those of today who are then not asked any more. Changes nothing.
    """
    old = Requirement.objects.filter(slug=slugify(name.strip())[:100], closed_on=None).first()
    new = Requirement(
        name=name.strip(),
        module_key=module_key,
        audience=audience,
        jobs=sorted(jobs) if audience == Audience.JOBS else [],
        first_days=first_days,
        repeat_months=repeat_months,
    )
    chosen = list(units) if audience == Audience.UNITS else []
    if old is None or _same(old, new, chosen):
        return None
    today = queries.today()
    day = max(today, effective_from or today)
    terms = matching.Terms(
        key=0,
        audience=Audience(audience),
        effective_from=day,
        unit_paths=frozenset(unit.path for unit in chosen),
        jobs=frozenset(new.jobs),
    )
    users = set(Post.objects.held_on(day).values_list("user_id", flat=True))
    wanted = matching.wanted([terms], queries.posts_held(users))
    after = {
        user_id
        for (user_id, _key), runs in wanted.items()
        if any(start <= day and (end is None or end >= day) for start, end in runs)
    }
    before = set(Window.objects.on(today).filter(requirement=old).values_list("user_id", flat=True))
    return Replacement(old, len(before - after), len(after))


@transaction.atomic
def rename_requirement(*, by: User | None, requirement: Requirement, name: str) -> Requirement:
    """Give a requirement another name. Its terms and its history stay."""
    _allowed(by)
    row = Requirement.objects.select_for_update(no_key=True).get(pk=requirement.pk)
    if not name.strip():
        raise InvalidInput(_("Give the requirement a name."))
    before, row.name = row.name, name.strip()
    if before != row.name:
        row.save(update_fields=["name"])
        audit(
            by=by,
            action="requirement.renamed",
            obj=row,
            before={"name": before},
            after={"name": row.name},
        )
    return row


@transaction.atomic
def close_requirement(
    *, by: User | None, requirement: Requirement, on: datetime.date | None = None
) -> Requirement:
    """Ask nobody any more after a day (default: today). What was done stays on record.

    Raises NotAllowed for anybody but an administrator, Conflict when it is closed already,
    InvalidInput for a day before it began.
    """
    _allowed(by)
    row = Requirement.objects.select_for_update(no_key=True).get(pk=requirement.pk)
    day = on or queries.today()
    if row.closed_on is not None:
        raise Conflict(_("It was closed on %s.") % say_date(row.closed_on))
    if day < row.effective_from - datetime.timedelta(days=1):
        raise InvalidInput(
            _("It began on %s. Close it on that day or later.") % say_date(row.effective_from)
        )
    _close(by, row, day)
    match(by=by, requirements=[row])
    return row


@transaction.atomic
def close_delta(*, by: User | None, module_key: str) -> None:
    """Ask nobody any more to learn what an edition had changed, from today on.

    Called when the site goes back from that edition. What was done stays on record.
    """
    rows = Requirement.objects.select_for_update(no_key=True).filter(
        module_key=module_key, audience=Audience.LEARNT, closed_on=None
    )
    for row in rows:
        _close(by, row, queries.today() - datetime.timedelta(days=1))
        match(by=by, requirements=[row])


def _allowed(by: User | None) -> None:
    if by is not None and not has_role(by, Role.ADMINISTRATOR):
        raise NotAllowed(_("Requirements are set by administrators. Ask one of them."))


def _check(new: Requirement, units: Sequence[Unit]) -> None:
    if not new.name or not new.slug:
        raise InvalidInput(_("Give the requirement a name."))
    if not 0 < new.first_days <= LONGEST_FIRST_DAYS:
        raise InvalidInput(_("Give people from 1 to 3650 days for the first time."))
    if new.repeat_months is not None and not 0 < new.repeat_months <= LONGEST_REPEAT_MONTHS:
        raise InvalidInput(_("Repeat it after 1 to 120 months, or not at all."))
    if new.audience == Audience.UNITS and not units:
        raise InvalidInput(_("Choose at least one unit."))
    if new.audience == Audience.JOBS and not new.jobs:
        raise InvalidInput(_("Choose at least one job."))
    if unknown := set(new.jobs) - set(Job.values):
        raise InvalidInput(_("There is no job called %s.") % ", ".join(sorted(unknown)))
    if current_version(new.module_key) is None:
        raise NotFound(
            _("“%s” is not open to learners yet. Release the module first.") % new.module_key
        )


def _same(
    old: Requirement, new: Requirement, units: Sequence[Unit], taught: Taught | None = None
) -> bool:
    fields = [field for field in TERMS if field != "first_days" or taught is None]
    terms = all(getattr(old, field) == getattr(new, field) for field in fields)
    same_people = set(old.units.all()) == set(units)
    if taught is not None:
        # Built again on another day for the same date, nothing is new.
        same_people = _due(old) == _due(new) and queries.taught_by(old) == {
            version_id: set(iris) for version_id, iris in taught.items() if iris
        }
    return terms and old.name == new.name and same_people


def _due(row: Requirement) -> datetime.date:
    return row.effective_from + datetime.timedelta(days=row.first_days)


def _replace(by: User | None, old: Requirement, new: Requirement) -> dict[int, datetime.date]:
    """Close what is replaced; what was due under it, by person, for whoever it still asked."""
    last_day = new.effective_from - datetime.timedelta(days=1)
    if new.effective_from < old.effective_from:
        raise Conflict(
            _("“%(name)s” is in force from %(day)s. Let the change begin then or later.")
            % {"name": old.name, "day": say_date(old.effective_from)}
        )
    due = queries.due_under(old, on=last_day)
    _close(by, old, last_day)
    match(by=by, requirements=[old])
    return due


def _close(by: User | None, row: Requirement, day: datetime.date) -> None:
    row.closed_on, row.closed_recorded_at = day, timezone.now()
    row.save(update_fields=["closed_on", "closed_recorded_at"])
    audit(by=by, action="requirement.closed", obj=row, after={"closed_on": day.isoformat()})


def _described(row: Requirement, units: Sequence[Unit]) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "name": row.name,
        "effective_from": row.effective_from.isoformat(),
        "units": sorted(unit.code for unit in units),
        **{field: getattr(row, field) for field in TERMS},
    }
