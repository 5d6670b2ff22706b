"""Reads of mandatory training. Every one takes the day (`as_of`); most the moment (`known_at`).

A standing is one row: `Window.objects.on(day).with_status(day)` says in SQL what
`schedule.standing` says in Python.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Min, Model
from django.utils import timezone

from accounts.models import Post, User
from core.dates import london_day
from mandatory import schedule
from mandatory.enums import Audience, Clock, State
from mandatory.matching import Held, Row, Terms
from mandatory.models import (
    Absence,
    Assignment,
    Credit,
    Exemption,
    FactQuerySet,
    Requirement,
    RetakeOrder,
    Window,
    WindowQuerySet,
)
from mandatory.schedule import Because, Facts, Standing
from tracking.queries import finished_parts

Pair = tuple[int, int]
F = TypeVar("F", bound=Model)
WINDOW_FACTS = (
    "starts_on",
    "state",
    "due_on",
    "clock",
    "clock_since",
    "completed_on",
    "leave_days",
    "exempt_days",
    "paused_from",
    "paused_until",
)


def today() -> datetime.date:
    """The day that it is in London."""
    return london_day(timezone.now())


def standings(*, as_of: datetime.date, known_at: datetime.datetime | None = None) -> WindowQuerySet:
    """How everybody stands at the end of that day: windows with `status`."""
    return Window.objects.on(as_of, known_at).with_status(as_of)


@dataclass(frozen=True)
class PersonStanding:
    """How one person stands with one requirement."""

    requirement: Requirement
    standing: Standing


def standings_of(
    user: User, *, as_of: datetime.date | None = None, known_at: datetime.datetime | None = None
) -> list[PersonStanding]:
    """How a person stands with everything that is asked of them, what is due first first."""
    day = as_of or today()
    rows = Window.objects.on(day, known_at).filter(user=user).select_related("requirement")
    found = [PersonStanding(row.requirement, standing_in(row, as_of=day)) for row in rows]
    return sorted(
        found, key=lambda one: (one.standing.due_on or datetime.date.max, one.requirement.name)
    )


def because(row: Window) -> Because:
    """What explains a window, as the pure functions know it."""
    return _because([getattr(row, name) for name in WINDOW_FACTS])


def _because(facts: Sequence[Any]) -> Because:
    said = dict(zip(WINDOW_FACTS, facts, strict=True))
    return Because(**{**said, "state": State(said["state"]), "clock": Clock(said["clock"])})


def standing_of(facts: Sequence[Any], *, as_of: datetime.date) -> Standing:
    """The standing that the `WINDOW_FACTS` of a row mean, in their order."""
    reason = _because(facts)
    return Standing(schedule.status_of(reason, as_of), reason.due_on, reason)


def standing_in(row: Window, *, as_of: datetime.date) -> Standing:
    """The standing that a window means."""
    return standing_of([getattr(row, name) for name in WINDOW_FACTS], as_of=as_of)


def open_requirements() -> Sequence[Requirement]:
    """Requirements that are not closed, by name."""
    rows = Requirement.objects.filter(closed_on__isnull=True).prefetch_related("units")
    return list(rows.order_by("name", "pk"))


def all_requirements() -> Sequence[Requirement]:
    """Every requirement that ever was, the open ones first, each with its units."""
    rows = Requirement.objects.prefetch_related("units").order_by("name", "-effective_from", "-pk")
    return sorted(rows, key=lambda one: one.closed_on is not None)


def asked_on(day: datetime.date) -> dict[int, int]:
    """How many people each requirement asks on that day, by requirement id."""
    counts: dict[int, int] = {}
    for requirement_id in Window.objects.on(day).values_list("requirement_id", flat=True):
        counts[requirement_id] = counts.get(requirement_id, 0) + 1
    return counts


def due_under(requirement: Requirement, *, on: datetime.date) -> dict[int, datetime.date]:
    """What was due on a day, by person, for those whom the requirement asked on it.

    Somebody who was away or exempt then counts only if they were overdue when that began:
    what fell due in the meantime was paused.
    """
    rows = Window.objects.held().filter(requirement=requirement, from_on__lte=on)
    found: dict[int, datetime.date] = {}
    before: dict[int, datetime.date | None] = {}
    for user_id, from_on, until, state, due_on in rows.order_by("user_id", "from_on").values_list(
        "user_id", "from_on", "until", "state", "due_on"
    ):
        holds = until is None or until >= on
        due = due_on
        if state != State.RUNNING:
            due_then = before.get(user_id)
            due = due_then if due_then and due_then < from_on else None
        before[user_id] = due
        if holds and due:
            found[user_id] = due
    return found


# Facts for the pure functions ------------------------------------------------------------


def terms(requirements: Iterable[Requirement]) -> list[Terms]:
    """Requirements as matching knows them. Prefetch `units`."""
    return [
        Terms(
            key=row.pk,
            audience=row.audience_kind,
            effective_from=row.effective_from,
            closed_on=row.closed_on,
            first_days=row.first_days,
            unit_paths=frozenset(unit.path for unit in row.units.all()),
            jobs=frozenset(row.jobs),
        )
        for row in requirements
    ]


def posts_held(user_ids: Collection[int]) -> list[Held]:
    """All posts of these people, as matching knows them."""
    rows = Post.objects.filter(user_id__in=user_ids).values_list(
        "user_id", "unit__path", "job", "starts_on", "ends_on"
    )
    return [Held(*row) for row in rows]


def learnt_days(
    user_ids: Collection[int], requirements: Iterable[Requirement]
) -> dict[Pair, datetime.date]:
    """The day on which each person first finished a part that a requirement is about.

    By (person, requirement); nothing for other audiences. Corrected events do not count.
    """
    found: dict[Pair, datetime.date] = {}
    for row in requirements:
        if row.audience_kind != Audience.LEARNT:
            continue
        events = finished_parts(taught_by(row)).filter(actor_id__in=user_ids)
        first = events.order_by().values_list("actor_id").annotate(first=Min("occurred_at"))
        found |= {(user_id, row.pk): london_day(moment) for user_id, moment in first}
    return found


def taught_by(requirement: Requirement) -> dict[UUID, set[str]]:
    """The parts that a requirement is about, by version."""
    found: dict[UUID, set[str]] = {}
    for version_id, iri in requirement.taught.values_list("version_id", "part_iri"):
        found.setdefault(version_id, set()).add(iri)
    return found


def rows_on_record(user_ids: Collection[int], requirement_ids: Collection[int]) -> list[Row]:
    """The assignments of these people that are held to be true, as matching knows them."""
    rows = Assignment.objects.held().filter(
        user_id__in=user_ids, requirement_id__in=requirement_ids
    )
    return [
        Row(*row)
        for row in rows.values_list(
            "pk",
            "user_id",
            "requirement_id",
            "starts_on",
            "closed_on",
            "first_due_on",
            "carried_due_on",
        )
    ]


def facts_of(
    user_ids: Collection[int],
    requirements: Collection[Requirement],
    *,
    with_history: bool = False,
) -> dict[Pair, Facts]:
    """All facts by (person, requirement), in five queries; with what was taken back, if asked."""
    wanted = [row.pk for row in requirements]
    gathered: dict[Pair, Facts] = {}

    def facts(user_id: int, requirement_id: int) -> Facts:
        """The facts of one pair, begun empty."""
        return gathered.setdefault((user_id, requirement_id), Facts([], [], [], [], []))

    about = {"user_id__in": user_ids, "requirement_id__in": wanted}
    for one in _read(Assignment.objects.filter(**about), with_history):
        facts(one.user_id, one.requirement_id).assigned.append(_assigned(one))
    for credit in _read(Credit.objects.filter(**about), with_history):
        facts(credit.user_id, credit.requirement_id).credited.append(_credited(credit))
    for exemption in _read(Exemption.objects.filter(**about), with_history):
        facts(exemption.user_id, exemption.requirement_id).exemptions.append(_span(exemption))
    absences: dict[int, list[schedule.Span]] = {}
    for absence in _read(Absence.objects.filter(user_id__in=user_ids), with_history):
        absences.setdefault(absence.user_id, []).append(_span(absence))
    orders = _orders({row.module_key for row in requirements}, with_history=with_history)
    modules = {row.pk: row.module_key for row in requirements}
    for (user_id, requirement_id), found in gathered.items():
        found.absences.extend(absences.get(user_id, ()))
        found.ordered.extend(orders.get(modules[requirement_id], ()))
    return gathered


def _read(rows: FactQuerySet[F], with_history: bool) -> FactQuerySet[F]:
    return (rows if with_history else rows.held()).order_by("pk")


def _assigned(row: Assignment) -> schedule.Assigned:
    return schedule.Assigned(
        recorded_at=row.recorded_at,
        voided_at=row.voided_at,
        starts_on=row.starts_on,
        first_due_on=row.first_due_on,
        closed_on=row.closed_on,
        closed_recorded_at=row.closed_recorded_at,
    )


def _credited(row: Credit) -> schedule.Credited:
    return schedule.Credited(
        recorded_at=row.recorded_at,
        voided_at=row.voided_at,
        completed_on=row.completed_on,
        renews_on=row.renews_on,
        covers=row.covers,
    )


def _span(row: Absence | Exemption) -> schedule.Span:
    return schedule.Span(
        recorded_at=row.recorded_at,
        voided_at=row.voided_at,
        from_on=row.from_on,
        until=row.until,
        until_recorded_at=row.until_recorded_at,
    )


def _orders(
    module_keys: Collection[str], *, with_history: bool
) -> dict[str, list[schedule.Ordered]]:
    rows = RetakeOrder.objects.filter(module_key__in=module_keys).order_by("number")
    orders: dict[str, list[schedule.Ordered]] = {}
    for row in rows if with_history else rows.held():
        orders.setdefault(row.module_key, []).append(
            schedule.Ordered(
                recorded_at=row.recorded_at,
                voided_at=row.voided_at,
                number=row.number,
                released_on=row.released_on,
                due_by=row.due_by,
            )
        )
    return orders
