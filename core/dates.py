"""Days and months as people in London count them. Pure."""

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def say_date(day: date) -> str:
    """A day in words: 3 March 2026."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def say_time(moment: datetime) -> str:
    """The time of day in London at an aware moment: 5:09 pm."""
    at = london(moment)
    return f"{at.hour % 12 or 12}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"


def say_moment(moment: datetime) -> str:
    """An aware moment in words, in London: 5:09 pm on 3 March 2026."""
    return f"{say_time(moment)} on {say_date(london_day(moment))}"


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day."""
    month_index = day.year * 12 + day.month - 1 + months
    year, month = divmod(month_index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def london(moment: datetime) -> datetime:
    """An aware moment as London's clocks show it."""
    if moment.tzinfo is None:
        raise ValueError("the moment has no time zone")
    return moment.astimezone(LONDON)


def london_day(moment: datetime) -> date:
    """The day that it is in London at an aware moment."""
    return london(moment).date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day in London and the first moment of the next.

    Half open: `start <= moment < end` says that the moment lies in the day, also on the
    days of 23 and of 25 hours.
    """
    start = datetime.combine(day, time(), tzinfo=LONDON)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=LONDON)
    return start, end


def end_of_day(day: date) -> datetime:
    """The last moment of a day in London: what "as at" a day means."""
    return datetime.combine(day, time.max, tzinfo=LONDON)
