"""The months that stand beside a working-day question. Pure."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.workingdays import BANK_HOLIDAYS


@dataclass(frozen=True)
class Day:
    """A day of a calendar. `role` is "event" or "until" where the question names it."""

    day: date
    holiday: str = ""
    role: str = ""

    @property
    def weekend(self) -> bool:
        """Whether it is a Saturday or a Sunday."""
        return self.day.weekday() >= 5


@dataclass(frozen=True)
class Month:
    """The weeks of a month, Monday to Sunday; None where a day is of another month."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def holidays(self) -> tuple[Day, ...]:
        """Its bank holidays."""
        return tuple(one for week in self.weeks for one in week if one and one.holiday)


def months_beside(question: Mapping[str, Any]) -> tuple[Month, ...]:
    """From the month of the event to two weeks after any answer that somebody might give.

    How long it is tells nothing of the answer. A year whose holidays are not known ends it.
    """
    limit = question["limit"]
    event = date.fromisoformat(limit["event"])
    until = date.fromisoformat(limit["until"]) if limit.get("until") else None
    if until is None:
        until = event + timedelta(days=2 * (limit.get("days") or 0) + 14)
    last = min(until, date(BANK_HOLIDAYS.last_year, 12, 31), event + timedelta(days=400))
    roles = {event: "event"}
    if limit["asks"] == "days" and limit.get("until"):
        roles[date.fromisoformat(limit["until"])] = "until"
    found, year, month = [], event.year, event.month
    while (year, month) <= (last.year, last.month):
        weeks = Calendar().monthdatescalendar(year, month)
        squares = (tuple(_day(day, month, roles) for day in week) for week in weeks)
        found.append(Month(date(year, month, 1), tuple(squares)))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(found)


def _day(day: date, month: int, roles: Mapping[date, str]) -> Day | None:
    if day.month != month:
        return None
    return Day(day, BANK_HOLIDAYS.names.get(day, ""), roles.get(day, ""))
