from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.refreshing import (
    MONTHS,
    SIZE,
    WINDOW,
    Tried,
    may_come_unbidden,
    occasion,
    occasions,
    pick,
    topics_of,
)
from core.dates import add_months
from tests.factories.assessments import WAYS, document_of_way, question_document

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("completed_on", "three", "six"),
    [
        (date(2026, 1, 15), date(2026, 4, 15), date(2026, 7, 15)),
        # The last day of a shorter month.
        (date(2025, 11, 30), date(2026, 2, 28), date(2026, 5, 30)),
        (date(2023, 11, 30), date(2024, 2, 29), date(2024, 5, 30)),
        (date(2026, 8, 31), date(2026, 11, 30), date(2027, 2, 28)),
    ],
)
def test_three_and_six_months_later(completed_on, three, six):
    assert [one.from_on for one in occasions(completed_on)] == [three, six]


@given(days)
def test_an_offer_stands_for_six_weeks_and_no_two_stand_together(completed_on):
    first, second = occasions(completed_on)
    for one in (first, second):
        assert one.until - one.from_on == WINDOW - timedelta(days=1)
        assert one.from_on == add_months(completed_on, one.months)
    assert first.until < second.from_on
    assert first.from_on > completed_on


@given(days, st.integers(-10, 400))
def test_what_stands_on_a_day_follows_from_dates_alone(completed_on, later):
    today = completed_on + timedelta(days=later)
    found = occasion(completed_on, today)
    standing = [one for one in occasions(completed_on) if one.from_on <= today <= one.until]
    assert standing == ([found] if found else [])


@given(days)
def test_somebody_who_looks_in_late_is_offered_the_next_one_only(completed_on):
    first, second = occasions(completed_on)
    between = first.until + timedelta(days=1)
    assert occasion(completed_on, between) is None
    assert occasion(completed_on, second.from_on) == second
    assert occasion(completed_on, second.until + timedelta(days=1)) is None


def bank(size):
    """Questions Q0, Q1 and so on: each two about one right and from one lesson."""
    return [
        question_document(f"Q{n}", rights=(n // 2 + 1,), lesson=f"{n // 2:02}-lesson")
        for n in range(size)
    ]


tries = st.lists(st.builds(Tried, st.sampled_from([f"Q{n}" for n in range(14)]), st.booleans()))


@given(tries, st.integers(0, 12), st.integers(0, 10**6))
def test_five_are_asked_none_twice_and_all_from_the_bank(tried, size, seed):
    questions = bank(size)
    chosen = pick(questions, tried, seed)
    assert len(chosen) == min(SIZE, size)
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= {one["ref"] for one in questions}
    assert chosen == pick(reversed(questions), tried, seed)


@given(tries, st.integers(0, 10**6))
def test_what_is_not_yet_right_comes_before_everything_else(tried, seed):
    chosen = pick(bank(12), tried, seed)
    last = {one.ref: one.right for one in tried if int(one.ref[1:]) < 12}
    missed = {ref for ref, right in last.items() if not right}
    assert len(missed & set(chosen)) == min(SIZE, len(missed))


def test_then_what_is_near_then_what_was_never_asked():
    tried = [Tried("Q0", False), Tried("Q2", False), Tried("Q2", True), Tried("Q4", True)]
    chosen = pick(bank(7), tried, 3)
    # Missed; missed once; two that share a right with them; never asked.
    assert chosen[:2] == ("Q0", "Q2")
    assert set(chosen[2:4]) == {"Q1", "Q3"}
    assert chosen[4] in {"Q5", "Q6"}


def test_what_left_the_bank_is_not_asked():
    assert "Q9" not in pick(bank(6), [Tried("Q9", False)], 1)


def test_what_touches_something_difficult_does_not_come_unbidden():
    plain = question_document("Q1")
    assert may_come_unbidden(plain)
    hard = question_document("Q2", stem="The victim was bereaved by a homicide. Who is told?")
    assert not may_come_unbidden(hard)
    assert "homicide" in [str(topic.value) for topic in topics_of(hard)]
    mild = question_document("Q3", rationale="A victim of burglary may ask.")
    assert may_come_unbidden(mild)
    assert [topic.value for topic in topics_of(mild)] == ["burglary"]


@pytest.mark.parametrize("way", WAYS)
def test_words_of_every_type_are_read(way):
    document = document_of_way(way)
    assert may_come_unbidden(document)
    for name in ("options", "items", "answers"):
        if document.get(name):
            document[name][-1]["feedback"] = "A homicide is another matter."
    if document["type"] == "workingday":
        document["feedback"]["right"] = "A homicide is another matter."
    assert not may_come_unbidden(document)


def test_there_are_two_occasions():
    assert MONTHS == (3, 6)
