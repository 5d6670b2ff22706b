"""When a person must do what, from facts alone. Pure: dates in, a standing out.

Three clocks may run for one person and one requirement. The first runs from the day the
requirement began for them; the renewal from their last completion; the retake from the
release of a version that changed the content. Days on which the person was away or exempt
do not count: each clock is moved on by the days that fell into it.

`queries.py` says the same in SQL; a property test holds that they agree.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mandatory.enums import DUE_SOON_DAYS, Clock, ReminderKind, Status

ONE_DAY = timedelta(days=1)
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Known:
    """A fact was held to be true from `recorded_at` until `voided_at`."""

    recorded_at: datetime
    voided_at: datetime | None = None

    def held_at(self, known_at: datetime) -> bool:
        """Whether the record held this fact at that moment."""
        return self.recorded_at <= known_at and (
            self.voided_at is None or self.voided_at > known_at
        )


@dataclass(frozen=True, kw_only=True)
class Assigned(Known):
    """The requirement asks this person from a day (to a day)."""

    key: int = 0
    starts_on: date
    first_due_on: date
    closed_on: date | None = None
    closed_recorded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Credited(Known):
    """A completion. `renews_on` is empty when once is enough; `covers` is the version number."""

    key: int = 0
    completed_on: date
    renews_on: date | None
    covers: int = 0


@dataclass(frozen=True, kw_only=True)
class Ordered(Known):
    """A version that changed the content: those who finished an earlier one retake by a date."""

    key: int = 0
    number: int
    released_on: date
    due_by: date


@dataclass(frozen=True, kw_only=True)
class Span(Known):
    """The person was away or exempt, both ends included; an empty end means still."""

    key: tuple[str, int] = ("absence", 0)
    from_on: date
    until: date | None = None
    until_recorded_at: datetime | None = None

    def end_at(self, known_at: datetime) -> date | None:
        """The end, as far as it was known at that moment."""
        if self.until_recorded_at is not None and self.until_recorded_at > known_at:
            return None
        return self.until


@dataclass(frozen=True)
class Facts:
    """All that is on record about one person and one requirement."""

    assigned: Sequence[Assigned] = ()
    credited: Sequence[Credited] = ()
    ordered: Sequence[Ordered] = ()
    absences: Sequence[Span] = ()
    exemptions: Sequence[Span] = ()


@dataclass(frozen=True)
class Because:
    """What a sentence of why needs. Fields that do not apply are empty."""

    clock: Clock | None = None
    since: date | None = None
    starts_on: date | None = None
    completed_on: date | None = None
    moved_days: int = 0
    paused_from: date | None = None
    paused_until: date | None = None


@dataclass(frozen=True)
class Standing:
    """Where a person stands. `due_on` is empty when nothing is due or the clock is paused."""

    status: Status
    due_on: date | None
    because: Because = field(default_factory=Because)


@dataclass(frozen=True)
class _Deadline:
    clock: Clock
    since: date
    due_on: date | None
    moved: int


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month if it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def renewal(completed_on: date, repeat_months: int | None) -> date | None:
    """When a completion must be renewed; never, when once is enough."""
    return None if repeat_months is None else add_months(completed_on, repeat_months)


def pauses(since: date, due_on: date, spans: Iterable[Span]) -> list[tuple[Span, int]]:
    """By how many days each ended span moves a clock that runs from `since` to `due_on`.

    A span counts when it begins on or before the due date as moved so far. Days that two
    spans share count once, for the one that began earlier.
    """
    ended = [(span.from_on, span.until, span.key, span) for span in spans if span.until is not None]
    cursor, moved = since, []
    for from_on, until, _key, span in sorted(ended, key=lambda item: item[:3]):
        begins = max(from_on, cursor + ONE_DAY)
        if begins > due_on:
            break
        days = (until - begins).days + 1
        if days > 0:
            due_on += timedelta(days=days)
            cursor = until
            moved.append((span, days))
    return moved


def standing(facts: Facts, *, as_of: date, known_at: datetime) -> Standing | None:
    """Where the person stood at the end of that day, as known at that moment.

    None when the requirement did not ask them on that day.
    """
    assigned = _in_force(facts.assigned, as_of, known_at)
    if assigned is None:
        return None
    for spans, status in ((facts.exemptions, Status.EXEMPT), (facts.absences, Status.AWAY)):
        if span := _running(spans, as_of, known_at):
            because = Because(paused_from=span.from_on, paused_until=span.end_at(known_at))
            return Standing(status, None, because)
    credits_then = [
        one for one in facts.credited if one.held_at(known_at) and one.completed_on <= as_of
    ]
    last = max(credits_then, key=lambda one: (one.completed_on, one.covers, one.key), default=None)
    spans = _ended(facts, as_of, known_at)
    orders = [one for one in facts.ordered if one.held_at(known_at) and one.released_on <= as_of]
    deadline = _deadline(assigned, last, orders, spans)
    because = Because(
        clock=deadline.clock,
        since=deadline.since,
        starts_on=assigned.starts_on,
        completed_on=last.completed_on if last else None,
        moved_days=deadline.moved,
    )
    return Standing(status_of(deadline.clock, deadline.due_on, as_of), deadline.due_on, because)


def status_of(clock: Clock, due_on: date | None, as_of: date) -> Status:
    """The status of somebody who is neither away nor exempt."""
    if due_on is None:
        return Status.DONE
    if due_on < as_of:
        return Status.OVERDUE
    if due_on <= as_of + timedelta(days=DUE_SOON_DAYS):
        return Status.DUE_SOON
    return Status.TO_DO if clock == Clock.FIRST else Status.IN_DATE


def reminder_kind(due_on: date, today: date) -> ReminderKind | None:
    """Which reminder of the window is in season; None when it is too early for the first."""
    if today < due_on - FORTNIGHT:
        return None
    if today < due_on:
        return ReminderKind.BEFORE
    return ReminderKind.DUE if today < due_on + FORTNIGHT else ReminderKind.AFTER


def _in_force(rows: Sequence[Assigned], as_of: date, known_at: datetime) -> Assigned | None:
    for row in rows:
        closing_known = row.closed_recorded_at is None or row.closed_recorded_at <= known_at
        closed_on = row.closed_on if closing_known else None
        begun = row.starts_on <= as_of
        if row.held_at(known_at) and begun and (closed_on is None or closed_on >= as_of):
            return row
    return None


def _running(spans: Sequence[Span], as_of: date, known_at: datetime) -> Span | None:
    running = [
        span
        for span in spans
        if span.held_at(known_at)
        and span.from_on <= as_of
        and ((end := span.end_at(known_at)) is None or end >= as_of)
    ]
    return min(running, key=lambda span: (span.from_on, span.key), default=None)


def _ended(facts: Facts, as_of: date, known_at: datetime) -> list[Span]:
    return [
        span
        for span in (*facts.absences, *facts.exemptions)
        if span.held_at(known_at) and (end := span.end_at(known_at)) is not None and end < as_of
    ]


def _moved(clock: Clock, since: date, due_on: date | None, spans: list[Span]) -> _Deadline:
    if due_on is None:
        return _Deadline(clock, since, None, 0)
    days = sum(days for _span, days in pauses(since, due_on, spans))
    return _Deadline(clock, since, due_on + timedelta(days=days), days)


def _deadline(
    assigned: Assigned, last: Credited | None, orders: list[Ordered], spans: list[Span]
) -> _Deadline:
    """The clock that sets the date: a retake pulls the renewal in, the first time is a floor.

    The floor holds for what was finished before the requirement began for this person, so
    that a returner, or somebody whose requirement changed, is never overdue on day one.
    """
    first = _moved(Clock.FIRST, assigned.starts_on, assigned.first_due_on, spans)
    if last is None:
        return first
    again = _moved(Clock.RENEWAL, last.completed_on, last.renews_on, spans)
    retakes = [
        _moved(Clock.RETAKE, order.released_on, order.due_by, spans)
        for order in orders
        if order.number > last.covers
    ]
    for retake in sorted(retakes, key=_when):
        if _when(retake) < _when(again):
            again = retake
    if last.completed_on >= assigned.starts_on or _when(again) >= _when(first):
        return again
    return first


def _when(deadline: _Deadline) -> date:
    return deadline.due_on or date.max
