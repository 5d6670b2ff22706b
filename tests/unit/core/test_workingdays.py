from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workingdays import (
    BANK_HOLIDAYS,
    Clock,
    Unit,
    UnknownYear,
    add_working_days,
    is_working_day,
    run_in_series,
    working_days_between,
)

days = st.dates(date(2018, 1, 1), date(2027, 12, 1))
counts = st.integers(0, 60)


def easter(year: int) -> date:
    """The anonymous Gregorian computus, so that the data is not checked against itself."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    big_l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * big_l) // 451
    month, day = divmod(h + big_l - 7 * m + 114, 31)
    return date(year, month, day + 1)


def first_monday(year: int, month: int) -> date:
    return next(d for n in range(1, 8) if (d := date(year, month, n)).weekday() == 0)


def last_monday(year: int, month: int) -> date:
    return next(d for n in range(31, 24, -1) if (d := date(year, month, n)).weekday() == 0)


# What statute and proclamation changed: (removed, added).
SPECIAL: dict[int, tuple[set[date], set[date]]] = {
    2020: ({date(2020, 5, 4)}, {date(2020, 5, 8)}),
    2022: ({date(2022, 5, 30)}, {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}),
    2023: (set(), {date(2023, 5, 8)}),
}


def by_rule(year: int) -> set[date]:
    """The holidays of a year from the general rules, with substitutes for weekends."""
    found = {
        easter(year) - timedelta(days=2),
        easter(year) + timedelta(days=1),
        first_monday(year, 5),
        last_monday(year, 5),
        last_monday(year, 8),
    }
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    found |= {day for day in fixed if day.weekday() < 5}
    for day in fixed:
        if day.weekday() >= 5:
            while day.weekday() >= 5 or day in found:
                day += timedelta(days=1)
            found.add(day)
    removed, added = SPECIAL.get(year, (set(), set()))
    return (found - removed) | added


@pytest.mark.parametrize("year", range(2018, 2029))
def test_the_data_says_what_the_rules_say(year):
    assert {day for day in BANK_HOLIDAYS.names if day.year == year} == by_rule(year)


def test_no_year_is_missing_and_none_falls_on_a_weekend():
    per_year = Counter(day.year for day in BANK_HOLIDAYS.names)

    assert sorted(per_year) == list(range(2018, 2029))
    assert {year for year, n in per_year.items() if n != 8} == {2022, 2023}
    assert (per_year[2022], per_year[2023]) == (10, 9)
    assert all(day.weekday() < 5 for day in BANK_HOLIDAYS.names)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # over a weekend
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Christmas, weekend, substitute day
        (date(2022, 6, 1), 1, date(2022, 6, 6)),  # the Jubilee
        (date(2022, 9, 16), 1, date(2022, 9, 20)),  # the State Funeral
        (date(2023, 5, 5), 1, date(2023, 5, 9)),  # the coronation
        (date(2026, 11, 28), 0, date(2026, 11, 30)),  # a Saturday
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, n, expected):
    assert add_working_days(start, n) == expected


@given(days, counts)
def test_the_end_is_a_working_day(start, n):
    assert is_working_day(add_working_days(start, n))


@given(days, st.integers(1, 60))
def test_between_is_the_inverse_of_add(start, n):
    assert working_days_between(start, add_working_days(start, n)) == n


@given(days, counts, counts)
def test_adding_in_two_steps_is_adding_at_once(start, a, b):
    if a:
        at_once = add_working_days(start, a + b)
        assert add_working_days(add_working_days(start, a), b) == at_once


@given(days, counts)
def test_a_later_start_never_ends_earlier(start, n):
    assert add_working_days(start, n) <= add_working_days(start + timedelta(days=1), n)


@given(days, days)
def test_between_changes_its_sign_with_the_order(a, b):
    assert working_days_between(a, b) == -working_days_between(b, a)


@given(days, days, days)
def test_between_adds_up(a, b, c):
    assert working_days_between(a, b) + working_days_between(b, c) == working_days_between(a, c)


def test_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 1, 1), -1)


@pytest.mark.parametrize("day", [date(2017, 12, 29), date(2029, 1, 2)])
def test_a_year_that_is_not_in_the_data_is_an_error_and_no_guess(day):
    with pytest.raises(UnknownYear, match=str(day.year)):
        is_working_day(day)


@given(days, st.lists(st.integers(1, 20), min_size=1, max_size=4))
def test_clocks_in_series_end_where_their_sum_ends(start, amounts):
    assert run_in_series(start, amounts)[-1] == add_working_days(start, sum(amounts))


def test_clocks_of_different_units_run_one_after_the_other():
    clocks = [Clock(5), Clock(28, Unit.CALENDAR_DAYS), Clock(3, Unit.MONTHS), 1]

    assert run_in_series(date(2026, 11, 23), clocks) == [
        date(2026, 11, 30),
        date(2026, 12, 28),
        date(2027, 3, 28),
        date(2027, 3, 30),  # the 28th is a Sunday and the 29th Easter Monday
    ]
