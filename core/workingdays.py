"""Working days in England and Wales, and clocks that run one after the other. Pure.

A working day is neither a Saturday, nor a Sunday, nor a bank holiday. The holidays are
data (data/bank_holidays.json), and a year that is not there is an error, not a guess.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from core.dates import add_months


class UnknownYear(ValueError):
    """The bank holidays of this year are not in the data."""


@dataclass(frozen=True)
class Holidays:
    """Bank holidays by day, with the years for which they are complete."""

    names: dict[date, str]
    first_year: int
    last_year: int

    def __contains__(self, day: date) -> bool:
        if not self.first_year <= day.year <= self.last_year:
            raise UnknownYear(
                f"Bank holidays are known from {self.first_year} to {self.last_year}, "
                f"not in {day.year}. Add the year to core/data/bank_holidays.json."
            )
        return day in self.names


def read_holidays(path: Path) -> Holidays:
    """Read {"first_year": …, "last_year": …, "days": {"2022-06-03": "…"}}."""
    data = json.loads(path.read_text(encoding="utf-8"))
    names = {date.fromisoformat(day): name for day, name in data["days"].items()}
    return Holidays(names, data["first_year"], data["last_year"])


BANK_HOLIDAYS = read_holidays(Path(__file__).parent / "data" / "bank_holidays.json")


def is_working_day(day: date, holidays: Holidays = BANK_HOLIDAYS) -> bool:
    """Whether it is neither a weekend nor a bank holiday. Raises UnknownYear."""
    return day not in holidays and day.weekday() < 5


def add_working_days(start: date, n: int, holidays: Holidays = BANK_HOLIDAYS) -> date:
    """The n-th working day after `start`; the day of the event itself does not count.

    With n = 0, `start` itself, or the next working day when it is none. Raises ValueError
    for a negative n, UnknownYear beyond the data.
    """
    if n < 0:
        raise ValueError("working days are counted forwards")
    day = start
    if n == 0:
        while not is_working_day(day, holidays):
            day += timedelta(days=1)
        return day
    while n:
        day += timedelta(days=1)
        n -= is_working_day(day, holidays)
    return day


def working_days_between(a: date, b: date, holidays: Holidays = BANK_HOLIDAYS) -> int:
    """How many working days after `a`, up to and including `b`; negative when b is before a."""
    if b < a:
        return -working_days_between(b, a, holidays)
    return sum(is_working_day(a + timedelta(days=i), holidays) for i in range(1, (b - a).days + 1))


class Unit(StrEnum):
    """What a clock counts in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True)
class Clock:
    """A time limit."""

    amount: int
    unit: Unit = Unit.WORKING_DAYS

    def due(self, start: date, holidays: Holidays = BANK_HOLIDAYS) -> date:
        """The last day on which it is kept, when it starts on `start`."""
        if self.unit == Unit.WORKING_DAYS:
            return add_working_days(start, self.amount, holidays)
        if self.unit == Unit.MONTHS:
            return add_months(start, self.amount)
        return start + timedelta(days=self.amount)


def run_in_series(
    start: date, clocks: Iterable[Clock | int], holidays: Holidays = BANK_HOLIDAYS
) -> list[date]:
    """The due day of each clock when each starts as the one before runs out.

    A whole number stands for so many working days: `run_in_series(day, [5, 1])`.
    """
    days: list[date] = []
    for clock in clocks:
        start = (Clock(clock) if isinstance(clock, int) else clock).due(start, holidays)
        days.append(start)
    return days
