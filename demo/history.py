"""What invented people did in the last months. Pure: people and dates in, a history out.

Everybody is drawn from a generator of their own, by seed and staff number, so that the
history of one does not depend on how many others there are.
"""

import datetime
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.dates import LONDON, add_months

FIRST_DAYS = 28
REPEAT_MONTHS = 12
DAY = datetime.timedelta(days=1)


class Way(StrEnum):
    """How somebody deals with what they are asked to do."""

    PROMPT = "prompt"
    LATE = "late"
    PARTIAL = "partial"
    NEVER = "never"
    PRIOR = "prior"
    EXEMPT = "exempt"
    AWAY = "away"
    # Finished nearly a year ago, and has not begun again.
    RUNNING_OUT = "running-out"


SHARES: Mapping[Way, int] = {
    Way.PROMPT: 730,
    Way.LATE: 120,
    Way.PARTIAL: 50,
    Way.NEVER: 45,
    Way.PRIOR: 12,
    Way.EXEMPT: 12,
    Way.AWAY: 16,
    Way.RUNNING_OUT: 15,
}
MOVERS, LEAVERS = 0.03, 0.015
REASONS = (
    "Seconded to a post without contact with the public",
    "Takes the longer course for investigators instead",
    "Restricted duties for the time being",
)


@dataclass(frozen=True)
class Someone:
    """A person as the history needs them. `way` settles what is otherwise drawn."""

    number: str
    user_id: int
    joined_on: datetime.date
    unit_code: str
    leads: bool = False
    way: Way | None = None


@dataclass(frozen=True)
class Part:
    """A part of the module: its IRI, the verb that finishes it, and about how long it takes."""

    iri: str
    verb: str
    minutes: int


@dataclass(frozen=True)
class Done:
    """A part that was finished, or a check that was not yet passed."""

    iri: str
    verb: str
    at: datetime.datetime
    band: str = ""


@dataclass(frozen=True)
class Run:
    """A person's going through the module."""

    user_id: int
    opened_at: datetime.datetime
    parts: tuple[Done, ...]


@dataclass(frozen=True)
class Span:
    """Days on which a person is away or exempt; without `until` they are still."""

    user_id: int
    from_on: datetime.date
    until: datetime.date | None
    reason: str = ""


@dataclass(frozen=True)
class Move:
    """A person who goes to another unit on a day."""

    user_id: int
    unit_code: str
    on: datetime.date


@dataclass(frozen=True)
class Prior:
    """A person who had learnt it elsewhere."""

    user_id: int
    completed_on: datetime.date


@dataclass
class History:
    """All that happened. Runs of one person are in order of time."""

    runs: list[Run] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    leavers: list[tuple[int, datetime.date]] = field(default_factory=list)
    absences: list[Span] = field(default_factory=list)
    exemptions: list[Span] = field(default_factory=list)
    priors: list[Prior] = field(default_factory=list)


@dataclass(frozen=True)
class Setting:
    """When it all happens: asked since `start`, seen at `now`; the module, and the units."""

    start: datetime.date
    now: datetime.datetime
    seed: int
    parts: Sequence[Part]
    unit_codes: Sequence[str]

    @property
    def today(self) -> datetime.date:
        """The day in London."""
        return self.now.astimezone(LONDON).date()


def history(people: Iterable[Someone], setting: Setting) -> History:
    """What these people did from the start until now."""
    told = History()
    for person in people:
        _live(person, setting, told)
    return told


def _live(person: Someone, setting: Setting, told: History) -> None:
    draw = random.Random(f"{setting.seed}:history:{person.number}")
    drawn = draw.choices(list(SHARES), list(SHARES.values()))[0]
    way = person.way or drawn
    asked_on = max(setting.start, person.joined_on)
    last_day = _change_posts(person, way, asked_on, setting, told, draw)
    if way == Way.EXEMPT:
        told.exemptions.append(_exemption(person, asked_on, setting, draw))
        return
    if way == Way.AWAY:
        absence = _absence(person, asked_on, setting, draw)
        told.absences.append(absence)
        last_day = absence.from_on - DAY
    for turn, (day, finishes) in enumerate(_days(way, asked_on, setting, draw)):
        if day > last_day:
            return
        if way == Way.PRIOR and not turn:
            told.priors.append(Prior(person.user_id, day))
        else:
            told.runs.append(_run(person, day, setting, draw, finishes=finishes))


def _days(
    way: Way, asked_on: datetime.date, setting: Setting, draw: random.Random
) -> Iterator[tuple[datetime.date, bool]]:
    """The days of runs until today, and whether each is finished."""
    today, due_on = setting.today, asked_on + FIRST_DAYS * DAY
    if way == Way.NEVER:
        return
    if way == Way.PARTIAL:
        day = asked_on + draw.randint(1, 40) * DAY
        if day < today:
            yield day, False
        return
    if way == Way.RUNNING_OUT:
        day = add_months(today, -REPEAT_MONTHS) + draw.randint(3, 25) * DAY
        yield (day, True) if day >= asked_on else (asked_on + DAY, True)
        return
    while True:
        day = due_on + _lead(way, due_on, asked_on, draw) * DAY
        if day >= today:
            # Some are in the middle of it.
            if asked_on < today - 2 * DAY and day <= today + 20 * DAY and draw.random() < 0.25:
                yield today - DAY, False
            return
        yield day, True
        due_on = add_months(day, REPEAT_MONTHS)


def _lead(way: Way, due_on: datetime.date, asked_on: datetime.date, draw: random.Random) -> int:
    """How many days after the due date they finish; below zero for before."""
    first = due_on == asked_on + FIRST_DAYS * DAY
    if way == Way.LATE:
        return draw.randint(3, 80) if first else draw.randint(-10, 50)
    if first:
        return -draw.randint(1, FIRST_DAYS - 1)
    return -draw.randint(10, 75) if draw.random() < 0.9 else draw.randint(2, 40)


def _run(
    person: Someone, day: datetime.date, setting: Setting, draw: random.Random, *, finishes: bool
) -> Run:
    """One to three sittings that end on the day, at hours at which people are on duty."""
    parts = list(setting.parts)
    if not finishes:
        parts = parts[: draw.randint(1, max(len(parts) - 2, 1))]
    sittings = min(draw.choice((1, 1, 2, 3)), len(parts))
    cuts = sorted(draw.sample(range(1, len(parts)), sittings - 1)) if sittings > 1 else []
    done: list[Done] = []
    opened_at: datetime.datetime | None = None
    for turn, (begin, end) in enumerate(zip([0, *cuts], [*cuts, len(parts)], strict=True)):
        on = max(day - (sittings - 1 - turn) * DAY, person.joined_on)
        clock = datetime.datetime.combine(on, datetime.time(7 + 4 * turn), tzinfo=LONDON)
        clock += datetime.timedelta(minutes=draw.randint(0, 100))
        opened_at = opened_at or clock
        for part in parts[begin:end]:
            minutes = max(part.minutes + draw.randint(-2, 4), 1)
            clock += datetime.timedelta(minutes=minutes, seconds=draw.randint(0, 59))
            if part.verb == "passed":
                if draw.random() < 0.2:
                    done.append(Done(part.iri, "failed", clock))
                    clock += datetime.timedelta(minutes=minutes)
                band = "strong" if draw.random() < 0.6 else "secure"
                done.append(Done(part.iri, part.verb, clock, band))
            else:
                done.append(Done(part.iri, part.verb, clock))
    # Nothing lies in the future, whatever time of the day it is now.
    late = max(done[-1].at - setting.now, datetime.timedelta())
    shifted = tuple(Done(one.iri, one.verb, one.at - late, one.band) for one in done)
    return Run(person.user_id, (opened_at or done[0].at) - late, shifted)


def _change_posts(
    person: Someone,
    way: Way,
    asked_on: datetime.date,
    setting: Setting,
    told: History,
    draw: random.Random,
) -> datetime.date:
    """Some move to another unit, some leave; leaders and people with a settled way stay.

    The day on which they are seen last: today, but for leavers.
    """
    chance, on = draw.random(), asked_on + draw.randint(10, 300) * DAY
    unit_code = draw.choice(setting.unit_codes)
    if person.leads or person.way or on >= setting.today or way in (Way.EXEMPT, Way.AWAY):
        return setting.today
    if chance < MOVERS and unit_code != person.unit_code:
        told.moves.append(Move(person.user_id, unit_code, on))
    elif chance > 1 - LEAVERS:
        # Feeds come at the end of a month.
        last = add_months(on.replace(day=1), 1) - DAY
        if last < setting.today:
            told.leavers.append((person.user_id, last))
            return last
    return setting.today


def _absence(
    person: Someone, asked_on: datetime.date, setting: Setting, draw: random.Random
) -> Span:
    since = max(setting.today - draw.randint(20, 150) * DAY, asked_on)
    still = person.way is not None or draw.random() < 0.6
    until = None if still else max(setting.today - draw.randint(1, 15) * DAY, since)
    return Span(person.user_id, since, until)


def _exemption(
    person: Someone, asked_on: datetime.date, setting: Setting, draw: random.Random
) -> Span:
    since = max(setting.today - draw.randint(5, 90) * DAY, asked_on)
    still = person.way is not None or draw.random() < 0.7
    until = setting.today + (draw.randint(30, 180) if still else -draw.randint(1, 4)) * DAY
    return Span(person.user_id, since, max(until, since), draw.choice(REASONS))
