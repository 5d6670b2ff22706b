"""The second opinion agrees with matching and schedule, which it does not know."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandatory import matching, oracle, schedule
from mandatory.enums import Audience

START = date(2026, 1, 1)


def day(number):
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("start", "months", "later"),
    [
        (date(2025, 3, 3), 12, date(2026, 3, 3)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
    ],
)
def test_months_later(start, months, later):
    assert oracle.months_later(start, months) == later


def test_each_day_of_a_break_puts_the_date_off_by_one():
    person = oracle.Person([], absences=[(date(2026, 3, 2), date(2026, 5, 13))])
    later = oracle.put_off(person, date(2025, 9, 4), date(2026, 9, 4), date(2026, 11, 1))
    assert later == date(2026, 11, 16)


numbers = st.integers(-60, 300)
breaks = st.lists(st.tuples(numbers, st.none() | st.integers(0, 80)), max_size=3)


def dates(pairs):
    return [(day(start), None if more is None else day(start + more)) for start, more in pairs]


@st.composite
def cases(draw):
    rule = oracle.Rule(
        since=day(draw(st.integers(-30, 60))),
        until=draw(st.none() | numbers.map(day)),
        first_days=draw(st.integers(1, 90)),
        repeat_months=draw(st.sampled_from([None, 1, 3, 12])),
        units=(units := {1} if draw(st.booleans()) else None),
        learnt=units is None and draw(st.booleans()),
    )
    person = oracle.Person(
        posts=[
            oracle.Post(draw(st.integers(1, 2)), "other", since, until)
            for since, until in dates(
                draw(st.lists(st.tuples(numbers, st.none() | st.integers(0, 200)), max_size=3))
            )
        ],
        completions=[
            oracle.Completion(day(number), version)
            for number, version in draw(st.lists(st.tuples(numbers, st.integers(0, 3)), max_size=3))
        ],
        absences=dates(draw(breaks)),
        exemptions=dates(draw(breaks)),
        carried=draw(st.none() | numbers.map(day)),
        learnt=draw(st.lists(numbers.map(day), max_size=2)),
    )
    retakes = [
        oracle.Retake(version, day(number), day(number + more))
        for version, (number, more) in enumerate(
            draw(st.lists(st.tuples(numbers, st.integers(0, 90)), max_size=2)), start=2
        )
    ]
    return person, rule, retakes


@given(cases(), st.integers(-60, 500))
def test_oracle_and_schedule_agree(case, number):
    person, rule, retakes = case
    today = day(number)
    terms = matching.Terms(
        key=1,
        audience=Audience.LEARNT
        if rule.learnt
        else Audience.EVERYONE
        if rule.units is None
        else Audience.UNITS,
        effective_from=rule.since,
        closed_on=rule.until,
        first_days=rule.first_days,
        unit_paths=frozenset({"1"}),
    )
    posts = [
        matching.Held(1, str(post.unit), post.job, post.since, post.until) for post in person.posts
    ]
    carried = {(1, 1): person.carried} if person.carried else {}
    learnt = {(1, 1): min(person.learnt)} if person.learnt else {}
    facts = schedule.Facts(
        [
            schedule.Assigned(
                starts_on=row.starts_on, first_due_on=row.first_due_on, closed_on=row.closed_on
            )
            for row in matching.diff([terms], posts, [], carried, learnt).opened
        ],
        [
            schedule.Credited(
                completed_on=one.day,
                renews_on=schedule.renewal(one.day, rule.repeat_months),
                covers=one.version,
            )
            for one in person.completions
        ],
        [
            schedule.Ordered(number=one.version, released_on=one.released, due_by=one.by)
            for one in retakes
        ],
        [schedule.Span(from_on=since, until=until) for since, until in person.absences],
        [schedule.Span(from_on=since, until=until) for since, until in person.exemptions],
    )
    stand = schedule.standing(facts, as_of=today)
    mine = (stand.status.value, stand.due_on) if stand else None
    assert oracle.verdict(person, rule, retakes, today) == mine
