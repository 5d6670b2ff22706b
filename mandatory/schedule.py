"""When a person must do what, from facts alone. Pure: dates in, windows and standings out.

Three clocks may run for one person and one requirement. The first runs from the day on which
the requirement began for them; the renewal from their last completion; the retake from the
release of a version that changed the content. Days on which the person was away or exempt
do not count: each clock is moved on by the days that fell into it.

`standing` answers for one day. `windows` cuts time where the answer changes, which is what
the database keeps; a property test holds that the two agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from core.dates import add_months
from mandatory.enums import DUE_SOON_DAYS, Clock, ReminderKind, State, Status

ONE_DAY = timedelta(days=1)
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Known:
    """A fact was held to be true from `recorded_at` until `voided_at`."""

    recorded_at: datetime | None = None
    voided_at: datetime | None = None

    def held_at(self, known_at: datetime | None) -> bool:
        """Whether the record held this fact at that moment; None means now."""
        if known_at is None:
            return self.voided_at is None
        recorded = self.recorded_at is None or self.recorded_at <= known_at
        return recorded and (self.voided_at is None or self.voided_at > known_at)


@dataclass(frozen=True, kw_only=True)
class Assigned(Known):
    """The requirement asks this person, from a day until a day, both included."""

    starts_on: date
    first_due_on: date
    closed_on: date | None = None
    closed_recorded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Credited(Known):
    """A completion. `renews_on` is empty when once is enough; `covers` is the version number."""

    completed_on: date
    renews_on: date | None
    covers: int = 0


@dataclass(frozen=True, kw_only=True)
class Ordered(Known):
    """A version that changed the content: those who finished an earlier one retake by a date."""

    number: int
    released_on: date
    due_by: date


@dataclass(frozen=True, kw_only=True)
class Span(Known):
    """The person was away or exempt, both ends included; an empty end means still."""

    from_on: date
    until: date | None = None
    until_recorded_at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """All that is on record about one person and one requirement."""

    assigned: list[Assigned] = field(default_factory=list)
    credited: list[Credited] = field(default_factory=list)
    ordered: list[Ordered] = field(default_factory=list)
    absences: list[Span] = field(default_factory=list)
    exemptions: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class Because:
    """What a sentence of why needs. Fields that do not apply are empty.

    `due_on` is empty when the clock stands still and when nothing is due any more.
    """

    starts_on: date
    state: State = State.RUNNING
    due_on: date | None = None
    clock: Clock = Clock.FIRST
    clock_since: date | None = None
    completed_on: date | None = None
    leave_days: int = 0
    exempt_days: int = 0
    paused_from: date | None = None
    paused_until: date | None = None

    @property
    def moved_days(self) -> int:
        """By how many days the due date was moved on."""
        return self.leave_days + self.exempt_days


@dataclass(frozen=True)
class Standing:
    """Where a person stands on one day."""

    status: Status
    due_on: date | None
    because: Because


@dataclass(frozen=True)
class Stretch:
    """Days, both ends included, on which the same holds; an empty end means until further news."""

    from_on: date
    until: date | None
    because: Because


# From, to, and whether the person was away or exempt.
Ended = tuple[date, date, State]


def renewal(completed_on: date, repeat_months: int | None) -> date | None:
    """When a completion must be renewed; never, when once is enough."""
    return None if repeat_months is None else add_months(completed_on, repeat_months)


def pauses(since: date, due_on: date, ended: Iterable[Ended]) -> dict[State, int]:
    """By how many days ended spans move a clock that runs from `since` to `due_on`, by cause.

    A span counts when it begins on or before the due date as moved so far. Days that two
    spans share count once, for the one that began first.
    """
    cursor = since
    moved = {State.AWAY: 0, State.EXEMPT: 0}
    for from_on, until, state in sorted(ended):
        begins = max(from_on, cursor + ONE_DAY)
        if begins > due_on + timedelta(days=sum(moved.values())):
            break
        moved[state] += max((until - begins).days + 1, 0)
        cursor = max(cursor, until)
    return moved


def standing(facts: Facts, *, as_of: date, known_at: datetime | None = None) -> Standing | None:
    """Where the person stood at the end of that day, as known at that moment (None: now).

    None when the requirement did not ask them on that day.
    """
    because = _because(_known(facts, known_at), as_of)
    if because is None:
        return None
    return Standing(status_of(because, as_of), because.due_on, because)


def windows(facts: Facts) -> list[Stretch]:
    """All days on which the requirement asks the person, cut where the answer changes."""
    known = _known(facts, None)
    days = sorted(_turning_points(known))
    found: list[Stretch] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        because = _because(known, day)
        if because is None:
            continue
        until = following - ONE_DAY if following else None
        last = found[-1] if found else None
        if last and last.because == because and last.until == day - ONE_DAY:
            found[-1] = replace(last, until=until)
        else:
            found.append(Stretch(day, until, because))
    return found


def status_of(because: Because, as_of: date) -> Status:
    """What the day makes of a window. The day itself still counts: due today is not overdue."""
    if because.state != State.RUNNING:
        return Status.EXEMPT if because.state == State.EXEMPT else Status.AWAY
    if because.due_on is None:
        return Status.DONE
    if because.due_on < as_of:
        return Status.OVERDUE
    if because.due_on <= as_of + timedelta(days=DUE_SOON_DAYS):
        return Status.DUE_SOON
    return Status.TO_DO if because.clock == Clock.FIRST else Status.IN_DATE


def reminder_kind(due_on: date, today: date) -> ReminderKind | None:
    """Which reminder of the window is in season; None when it is too early for the first."""
    if today < due_on - FORTNIGHT:
        return None
    if today < due_on:
        return ReminderKind.BEFORE
    return ReminderKind.DUE if today < due_on + FORTNIGHT else ReminderKind.AFTER


def _known(facts: Facts, at: datetime | None) -> Facts:
    """The facts as they were known: what was not yet recorded is left out, ends included."""

    def closing(recorded: datetime | None, day: date | None) -> date | None:
        return None if at and recorded and recorded > at else day

    def spans(rows: Sequence[Span]) -> list[Span]:
        held = [row for row in rows if row.held_at(at)]
        return [replace(row, until=closing(row.until_recorded_at, row.until)) for row in held]

    return Facts(
        [
            replace(row, closed_on=closing(row.closed_recorded_at, row.closed_on))
            for row in facts.assigned
            if row.held_at(at)
        ],
        [row for row in facts.credited if row.held_at(at)],
        [row for row in facts.ordered if row.held_at(at)],
        spans(facts.absences),
        spans(facts.exemptions),
    )


def _turning_points(facts: Facts) -> set[date]:
    days = {row.starts_on for row in facts.assigned}
    days |= {row.closed_on + ONE_DAY for row in facts.assigned if row.closed_on}
    days |= {row.completed_on for row in facts.credited}
    days |= {row.released_on for row in facts.ordered}
    for span in (*facts.absences, *facts.exemptions):
        days.add(span.from_on)
        if span.until:
            days.add(span.until + ONE_DAY)
    return days


def _covers(from_on: date, until: date | None, day: date) -> bool:
    return from_on <= day and (until is None or until >= day)


def _because(facts: Facts, day: date) -> Because | None:
    """What holds on a day, from facts that are all known."""
    asked = [row for row in facts.assigned if _covers(row.starts_on, row.closed_on, day)]
    if not asked:
        return None
    assigned = asked[0]
    for rows, state in ((facts.exemptions, State.EXEMPT), (facts.absences, State.AWAY)):
        running = [span for span in rows if _covers(span.from_on, span.until, day)]
        if running:
            span = min(running, key=lambda one: (one.from_on, one.until or date.max))
            return Because(
                assigned.starts_on, state, paused_from=span.from_on, paused_until=span.until
            )
    done = [row for row in facts.credited if row.completed_on <= day]
    last = max(done, key=lambda row: (row.completed_on, row.covers), default=None)
    ended = [
        (span.from_on, span.until, state)
        for spans, state in ((facts.absences, State.AWAY), (facts.exemptions, State.EXEMPT))
        for span in spans
        if span.until is not None and span.until < day
    ]
    orders = [order for order in facts.ordered if order.released_on <= day]
    return _deadline(assigned, last, orders, ended)


def _deadline(
    assigned: Assigned,
    last: Credited | None,
    orders: list[Ordered],
    ended: list[Ended],
) -> Because:
    """The clock that sets the date: a retake pulls the renewal in, the first time is a floor.

    The floor holds for what was finished before the requirement began for this person, so
    that a returner, or somebody whose requirement changed, is never overdue on day one.
    """

    def run(clock: Clock, since: date, due_on: date | None) -> Because:
        moved = pauses(since, due_on, ended) if due_on else {State.AWAY: 0, State.EXEMPT: 0}
        return Because(
            starts_on=assigned.starts_on,
            due_on=due_on + timedelta(days=sum(moved.values())) if due_on else None,
            clock=clock,
            clock_since=since,
            completed_on=last.completed_on if last else None,
            leave_days=moved[State.AWAY],
            exempt_days=moved[State.EXEMPT],
        )

    first = run(Clock.FIRST, assigned.starts_on, assigned.first_due_on)
    if last is None:
        return first
    again = run(Clock.RENEWAL, last.completed_on, last.renews_on)
    for order in sorted(orders, key=lambda one: one.number):
        if order.number > last.covers:
            retake = run(Clock.RETAKE, order.released_on, order.due_by)
            again = min(again, retake, key=_when)
    if last.completed_on >= assigned.starts_on or _when(again) >= _when(first):
        return again
    return first


def _when(because: Because) -> date:
    return because.due_on or date.max
