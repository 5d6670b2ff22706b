from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import dates

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
moments = st.integers(631_152_000, 3_786_912_000).map(lambda s: datetime.fromtimestamp(s, UTC))


def test_a_date_is_said_in_words():
    assert dates.say_date(date(2026, 3, 3)) == "3 March 2026"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 7, 1, 16, 9, tzinfo=UTC), "5:09 pm"),
        (datetime(2026, 1, 1, 0, 30, tzinfo=UTC), "12:30 am"),
        (datetime(2026, 1, 1, 12, 0, tzinfo=UTC), "12:00 pm"),
    ],
)
def test_a_time_is_said_as_clocks_in_london_show_it(moment, said):
    assert dates.say_time(moment) == said


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_are_added_and_clamped(day, months, expected):
    assert dates.add_months(day, months) == expected


@given(days, st.integers(-240, 240))
def test_the_month_is_right_and_the_day_never_later(day, months):
    later = dates.add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


@given(days, st.integers(0, 240))
def test_adding_months_keeps_the_order_of_days(day, months):
    assert dates.add_months(day, months) <= dates.add_months(day + timedelta(days=1), months)


@given(moments)
def test_each_moment_lies_in_exactly_one_london_day(moment):
    day = dates.london_day(moment)

    inside = [
        d
        for d in (day - timedelta(days=1), day, day + timedelta(days=1))
        if dates.day_bounds(d)[0] <= moment < dates.day_bounds(d)[1]
    ]
    assert inside == [day]
    assert dates.end_of_day(day) >= moment.replace(microsecond=0)


def test_days_on_which_clocks_change_have_23_and_25_hours():
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        start, end = (moment.astimezone(UTC) for moment in dates.day_bounds(day))
        assert end - start == timedelta(hours=hours)


def test_late_in_june_london_is_a_day_ahead_of_utc():
    assert dates.london_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        dates.london_day(datetime(2026, 1, 1))  # noqa: DTZ001 -- that is the point
