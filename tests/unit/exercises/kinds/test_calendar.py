from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workingdays import Clock, Unit, UnknownYear, is_working_day, run_in_series
from exercises.kinds import Stand, Work
from exercises.kinds.calendar import (
    CALENDAR,
    Slip,
    count,
    counts,
    months,
)
from tests.factories.exercises import exercise_document, links

KNOWN_DAYS = st.dates(date(2018, 1, 1), date(2028, 6, 30))


def work(**case) -> Work:
    document = exercise_document("calendar")["work"]
    document["parts"][0].update(case)
    return Work(document, links())


def marked(work: Work, *days: str):
    step = CALENDAR.steps(work)[0]
    answers = {field.name: (day,) for field, day in zip(step.fields, days, strict=False) if day}
    return CALENDAR.mark(work, step, answers).remarks


@given(day=KNOWN_DAYS, group=st.sampled_from(["standard", "enhanced"]))
def test_the_last_days_are_those_of_clocks_in_series(day: date, group: str) -> None:
    case = work(day=day.isoformat(), group=group)
    amount = 5 if group == "standard" else 1
    due = [one.due for one in counts(case, case.part("august"))]
    assert due == run_in_series(day, [amount, amount])
    said = marked(case, *(one.isoformat() for one in due))
    assert [remark.stand for remark in said] == [Stand.SAME, Stand.SAME]


@given(day=KNOWN_DAYS, amount=st.integers(1, 30))
def test_every_day_of_a_count_is_told_once(day: date, amount: int) -> None:
    counted = count(day, Clock(amount))
    days = [one.day for one in counted.days]
    assert days == [day + timedelta(days=n) for n in range(1, (counted.due - day).days + 1)]
    numbers = [one.number for one in counted.days if one.number]
    assert numbers == list(range(1, amount + 1))
    for one in counted.days:
        assert bool(one.number) == is_working_day(one.day)
        assert bool(one.number) != bool(one.weekend or one.holiday)


@given(day=KNOWN_DAYS, yours=st.dates())
def test_any_other_day_has_a_reason(day: date, yours: date) -> None:
    case = work(day=day.isoformat())
    first = marked(case, yours.isoformat())[0]
    assert (first.more.slip is None) == (yours == first.more.due)
    assert first.more.yours == yours


@pytest.mark.parametrize(
    ("days", "slips"),
    [
        (("2026-09-01", "2026-09-08"), [None, None]),
        # Monday 31 August is a bank holiday
        (("2026-08-31", ""), [Slip.HOLIDAY, None]),
        (("2026-08-28", ""), [Slip.FIRST_DAY, None]),
        (("2026-08-29", ""), [Slip.WEEKEND, None]),
        (("2026-08-25", ""), [Slip.EARLIER, None]),
        (("2026-09-03", ""), [Slip.LATER, None]),
        # the second clock from the first day that was chosen, and from the event
        (("2026-08-31", "2026-09-07"), [Slip.HOLIDAY, Slip.FOLLOWS]),
        (("2026-09-01", "2026-09-01"), [None, Slip.EVENT]),
    ],
)
def test_how_somebody_came_to_another_day_is_found(days, slips) -> None:
    assert [remark.more.slip for remark in marked(work(), *days)] == slips


def test_a_clock_may_say_when_it_starts() -> None:
    case = work()
    case.data["parts"][0]["clocks"][1]["starts"] = "2026-08-26"
    first, second = counts(case, case.part("august"))
    assert (first.start, second.start) == (date(2026, 8, 24), date(2026, 8, 26))
    assert second.due == date(2026, 9, 3)


def test_other_units_count_as_they_should() -> None:
    calendar_days = count(date(2026, 12, 1), Clock(28, Unit.CALENDAR_DAYS))
    assert len(calendar_days.days) == 28
    assert calendar_days.left_out == ()
    assert count(date(2026, 1, 31), Clock(1, Unit.MONTHS)).due == date(2026, 2, 28)


@given(day=KNOWN_DAYS)
def test_the_calendar_shows_each_day_once_and_holds_every_last_day(day: date) -> None:
    case = work(day=day.isoformat())
    squares = [
        square
        for month in months(case, case.part("august"))
        for week in month.weeks
        for square in week
        if square
    ]
    days = [square.day for square in squares]
    assert days == sorted(set(days))
    open_days = {square.day for square in squares if square.open}
    assert {one.due for one in counts(case, case.part("august"))} <= open_days
    assert [square.day for square in squares if square.event] == [day]
    assert min(open_days) == day + timedelta(days=1)


def test_what_cannot_be_counted_is_told_before_anybody_is_asked() -> None:
    case = work()
    no_limit = Work(case.data, {"2020/r6-bail": {"limits": {}}})
    assert "has no limit for “standard”" in CALENDAR.troubles(no_limit)[0]
    assert "Bank holidays are known" in CALENDAR.troubles(work(day="2028-12-28"))[0]
    with pytest.raises(UnknownYear):
        counts(work(day="2031-01-01"), work(day="2031-01-01").part("august"))
