"""What a working-day limit comes to, and what the usual slips come to. Pure."""

from datetime import date, timedelta

from assessments.formats.parts import Limit
from core.workingdays import BANK_HOLIDAYS, Holidays, add_working_days, working_days_between

SLIPS = ("holiday", "eventday", "calendar")
"""Forgot a bank holiday; counted the day of the event; counted every day. The first that fits
speaks: the most particular one."""

_NO_HOLIDAYS = Holidays({}, BANK_HOLIDAYS.first_year, BANK_HOLIDAYS.last_year)


def answer_of(limit: Limit) -> date | int:
    """The right day, or the right number of days.

    Raises UnknownYear beyond the known bank holidays, ValueError for a limit that lacks something.
    """
    return _counted(limit, BANK_HOLIDAYS)


def slips_of(limit: Limit) -> dict[str, date | int]:
    """What each usual slip leads to, where that is not the right answer."""
    right = answer_of(limit)
    event = _event(limit)
    calendar: date | int
    eventday: date | int
    if limit.asks == "date":
        days = limit.days or 0
        calendar = event + timedelta(days=days)
        eventday = add_working_days(event, max(days - 1, 0))
    else:
        calendar = (_until(limit) - event).days
        eventday = int(working_days_between(event, _until(limit))) + 1
    found = {"holiday": _counted(limit, _NO_HOLIDAYS), "eventday": eventday, "calendar": calendar}
    return {name: found[name] for name in SLIPS if found[name] != right}


def _counted(limit: Limit, holidays: Holidays) -> date | int:
    if limit.asks == "date":
        if limit.days is None:
            raise ValueError("how many days?")
        return add_working_days(_event(limit), limit.days, holidays)
    return working_days_between(_event(limit), _until(limit), holidays)


def _event(limit: Limit) -> date:
    if limit.event is None:
        raise ValueError("from which day?")
    return limit.event


def _until(limit: Limit) -> date:
    if limit.until is None:
        raise ValueError("until which day?")
    return limit.until
