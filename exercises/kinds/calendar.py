"""Days on a calendar: limits that run one after the other, across weekends and bank holidays. Pure.

How long a clock runs is never written in the exercise: it is the limit of the duty that it
names, in the edition that stands when the exercise is released.
"""

from __future__ import annotations

import calendar as months_of_the_year
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from core.workingdays import BANK_HOLIDAYS, Clock, Holidays, Unit, UnknownYear, is_working_day
from core.yamltext import Path
from exercises.kinds.base import (
    Answers,
    Asks,
    Feedback,
    Field,
    Kind,
    Remark,
    Stand,
    Step,
    Work,
    cites_of,
)
from exercises.kinds.form import CITE, CITING, Form

GROUPS = ("standard", "enhanced")
NO_HOLIDAYS = Holidays({}, BANK_HOLIDAYS.first_year, BANK_HOLIDAYS.last_year)


class Slip(StrEnum):
    """How somebody may have come to another day than the last one."""

    FOLLOWS = "follows"  # counted well, from another day for the clock before
    FIRST_DAY = "first-day"  # the day of the event was counted as the first
    HOLIDAY = "holiday"  # a bank holiday was counted
    WEEKEND = "weekend"  # every day was counted
    EVENT = "event"  # the second clock was started at the event
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True)
class Counted:
    """One day of a count: its number, or 0 where it does not count, and then why."""

    day: date
    number: int
    weekend: bool = False
    holiday: str = ""


@dataclass(frozen=True)
class Count:
    """How a clock runs, day by day, from the day that starts it to its last day."""

    start: date
    due: date
    clock: Clock
    days: tuple[Counted, ...]
    slip: Slip | None = None
    yours: date | None = None

    @property
    def left_out(self) -> tuple[Counted, ...]:
        """The days that do not count."""
        return tuple(one for one in self.days if not one.number)


# Checking ------------------------------------------------------------------------------------


def check(form: Form, path: Path) -> None:
    """Note what is the matter with the cases."""
    form.keys(path, "parts")
    cases = form.items((*path, "parts"))
    form.ids(cases)
    for case in cases:
        form.keys(case, "id title text day event group clocks", f"after {CITING}")
        form.texts(case, "title text event after")
        form.reader.choice((*case, "group"), GROUPS)
        form.cites(case)
        _known_day(form, (*case, "day"))
        clocks = form.items((*case, "clocks"))
        form.ids(clocks)
        for clock in clocks:
            form.keys(clock, "id name ask limit", "starts why")
            form.texts(clock, "name ask why")
            _known_day(form, (*clock, "starts"))
            limit = form.reader.text((*clock, "limit"))
            if limit and not CITE.fullmatch(limit):
                form.problem((*clock, "limit"), f"“{limit}” should be written <edition>/<id>.")


def _known_day(form: Form, path: Path) -> None:
    day = form.day(path)
    try:
        if day is not None:
            is_working_day(day)
    except UnknownYear as error:
        form.problem(path, str(error))


def troubles(work: Work) -> list[str]:
    """What keeps a compiled exercise from being done: a duty without a limit, an unknown year."""
    found = []
    for case in work.data["parts"]:
        for clock in case["clocks"]:
            limits = work.links.get(clock["limit"], {}).get("limits", {})
            if case["group"] not in limits:
                found.append(f"“{clock['limit']}” has no limit for “{case['group']}”.")
        if not found:
            try:
                counts(work, case)
            except UnknownYear as error:
                found.append(str(error))
    return found


# Steps and counts ------------------------------------------------------------------------------


def steps(work: Work) -> tuple[Step, ...]:
    """Each case is a step, with a day to find for each of its clocks."""
    return tuple(
        Step(
            id=case["id"],
            part=case["id"],
            title=case["title"],
            fields=tuple(
                Field(f"{case['id']}.{clock['id']}", Asks.DAY, clock["ask"])
                for clock in case["clocks"]
            ),
        )
        for case in work.data["parts"]
    )


def clock_of(work: Work, case: Mapping[str, Any], clock: Mapping[str, Any]) -> Clock:
    """How long a clock runs: the limit of its duty for the person of the case."""
    limit = work.links[clock["limit"]]["limits"][case["group"]]
    return Clock(limit["amount"], Unit(limit["unit"]))


def counts(work: Work, case: Mapping[str, Any]) -> list[Count]:
    """Each clock of a case. One starts where the one before runs out, unless it says when."""
    start = date.fromisoformat(case["day"])
    found = []
    for clock in case["clocks"]:
        if clock.get("starts"):
            start = date.fromisoformat(clock["starts"])
        counted = count(start, clock_of(work, case, clock))
        found.append(counted)
        start = counted.due
    return found


def count(start: date, clock: Clock) -> Count:
    """Count from the day after `start` to the last day. Raises UnknownYear beyond the data."""
    due = clock.due(start)
    if clock.unit == Unit.MONTHS:
        return Count(start, due, clock, ())
    days, number, day = [], 0, start
    while day < due:
        day += timedelta(days=1)
        if clock.unit == Unit.CALENDAR_DAYS or is_working_day(day):
            number += 1
            days.append(Counted(day, number))
        else:
            holiday = BANK_HOLIDAYS.names.get(day, "")
            days.append(Counted(day, 0, weekend=day.weekday() >= 5, holiday=holiday))
    return Count(start, due, clock, tuple(days))


def mark(work: Work, step: Step, answers: Answers) -> Feedback:
    """How the days count, beside the days that were chosen."""
    case = work.part(step.part)
    remarks: list[Remark] = []
    before: date | None = None
    for clock, field, counted in zip(case["clocks"], step.fields, counts(work, case), strict=True):
        yours = _day(answers.get(field.name, ()))
        since = None if clock.get("starts") else before
        slip = _slip(counted, yours, date.fromisoformat(case["day"]), since)
        remarks.append(
            Remark(
                about=field.name,
                title=clock["name"],
                stand=Stand.OPEN if yours is None else Stand.OTHER if slip else Stand.SAME,
                yours=() if yours is None else (yours.isoformat(),),
                ours=(counted.due.isoformat(),),
                why=clock.get("why", ""),
                cites=(clock["limit"],),
                more=replace(counted, slip=slip, yours=yours),
            )
        )
        before = yours
    return Feedback(tuple(remarks), after=case.get("after", ""), cites=cites_of(case))


def _day(said: tuple[str, ...]) -> date | None:
    try:
        return date.fromisoformat(said[0]) if said else None
    except ValueError:
        return None


def _slip(counted: Count, yours: date | None, event: date, before: date | None) -> Slip | None:
    """What may have led to another day; None when it is the last day, or none was chosen."""
    if yours is None or yours == counted.due:
        return None
    start, clock = counted.start, counted.clock
    ways = {
        Slip.FOLLOWS: (clock, before, BANK_HOLIDAYS),
        Slip.FIRST_DAY: (Clock(clock.amount - 1, clock.unit), start, BANK_HOLIDAYS),
        Slip.HOLIDAY: (clock, start, NO_HOLIDAYS),
        Slip.WEEKEND: (Clock(clock.amount, Unit.CALENDAR_DAYS), start, BANK_HOLIDAYS),
        Slip.EVENT: (clock, event, BANK_HOLIDAYS),
    }
    for slip, (other, since, holidays) in ways.items():
        if since is not None and _due(other, since, holidays) == yours:
            return slip
    return Slip.EARLIER if yours < counted.due else Slip.LATER


def _due(clock: Clock, start: date, holidays: Holidays) -> date | None:
    """Where a clock would run out; None for a day beyond what is known, as one that was typed."""
    try:
        return clock.due(start, holidays)
    except (UnknownYear, OverflowError):
        return None


# The calendar that is shown -----------------------------------------------------------------------


@dataclass(frozen=True)
class Square:
    """One day of a calendar. `open` says whether it may be chosen."""

    day: date
    open: bool
    event: bool = False
    holiday: str = ""


@dataclass(frozen=True)
class Month:
    """The weeks of a month, Monday to Sunday; None where a day is not of this month."""

    first: date
    weeks: tuple[tuple[Square | None, ...], ...]

    @property
    def holidays(self) -> tuple[Square, ...]:
        """Its bank holidays, as far as they are shown."""
        return tuple(one for week in self.weeks for one in week if one and one.holiday)


def months(work: Work, case: Mapping[str, Any]) -> tuple[Month, ...]:
    """The calendar of a case: from the week of its event to two weeks after the last limit."""
    event = date.fromisoformat(case["day"])
    last = max(counted.due for counted in counts(work, case)) + timedelta(days=14)
    first_week = event - timedelta(days=event.weekday())
    found, year, month = [], event.year, event.month
    while (year, month) <= (last.year, last.month):
        weeks = [
            tuple(_square(day, month, event) for day in week)
            for week in months_of_the_year.Calendar().monthdatescalendar(year, month)
            if first_week <= week[0] <= last
        ]
        weeks = [week for week in weeks if any(week)]
        found += [Month(date(year, month, 1), tuple(weeks))] if weeks else []
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(found)


def _square(day: date, month: int, event: date) -> Square | None:
    if day.month != month:
        return None
    holiday = BANK_HOLIDAYS.names.get(day, "")
    return Square(day, open=day > event, event=day == event, holiday=holiday)


CALENDAR = Kind(check=check, steps=steps, mark=mark, troubles=troubles)
