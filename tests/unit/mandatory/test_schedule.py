"""The clocks: first time, renewal, retake; pauses; windows that say what a day says."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandatory.enums import Clock, ReminderKind, State, Status
from mandatory.schedule import (
    Assigned,
    Credited,
    Facts,
    Ordered,
    Span,
    pauses,
    reminder_kind,
    renewal,
    standing,
    status_of,
    windows,
)

DAY = date(2026, 1, 1)


def assigned(starts_on=DAY, first_days=28, **more):
    return Assigned(
        starts_on=starts_on, first_due_on=starts_on + timedelta(days=first_days), **more
    )


def credited(day, months=12, covers=1, **more):
    return Credited(completed_on=day, renews_on=renewal(day, months), covers=covers, **more)


def test_the_first_time_is_due_after_the_first_days():
    stand = standing(Facts([assigned()]), as_of=date(2026, 1, 10))
    assert (stand.status, stand.due_on) == (Status.DUE_SOON, date(2026, 1, 29))
    assert stand.because.clock == Clock.FIRST


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2026, 1, 29), Status.DUE_SOON),
        (date(2026, 1, 30), Status.OVERDUE),
        (date(2026, 1, 1), Status.DUE_SOON),
    ],
)
def test_the_due_day_itself_still_counts(as_of, status):
    assert standing(Facts([assigned()]), as_of=as_of).status == status


def test_a_first_time_far_off_is_to_do():
    assert standing(Facts([assigned(first_days=90)]), as_of=DAY).status == Status.TO_DO


def test_nobody_is_asked_before_and_after():
    facts = Facts([assigned(closed_on=date(2026, 2, 1))])
    assert standing(facts, as_of=DAY - timedelta(days=1)) is None
    assert standing(facts, as_of=date(2026, 2, 1)) is not None
    assert standing(facts, as_of=date(2026, 2, 2)) is None


def test_a_completion_is_in_date_until_it_is_renewed():
    facts = Facts([assigned()], [credited(date(2026, 1, 20))])
    stand = standing(facts, as_of=date(2026, 6, 1))
    assert (stand.status, stand.due_on) == (Status.IN_DATE, date(2027, 1, 20))
    assert standing(facts, as_of=date(2027, 1, 21)).status == Status.OVERDUE


def test_once_is_enough_when_it_is_not_repeated():
    facts = Facts([assigned()], [credited(date(2026, 1, 20), None)])
    stand = standing(facts, as_of=date(2030, 1, 1))
    assert (stand.status, stand.due_on) == (Status.DONE, None)


def test_a_starter_brings_what_they_finished_before():
    facts = Facts([assigned()], [credited(date(2025, 10, 1))])
    assert standing(facts, as_of=DAY).due_on == date(2026, 10, 1)


def test_a_returner_whose_completion_has_run_out_gets_the_first_days_again():
    facts = Facts([assigned()], [credited(date(2022, 10, 1))])
    stand = standing(facts, as_of=DAY)
    assert (stand.status, stand.due_on) == (Status.DUE_SOON, date(2026, 1, 29))


def test_a_retake_pulls_the_date_in_for_those_who_finished_an_earlier_version():
    order = Ordered(number=2, released_on=date(2026, 8, 3), due_by=date(2026, 11, 3))
    earlier = Facts([assigned()], [credited(date(2026, 1, 16))], [order])
    assert standing(earlier, as_of=date(2026, 8, 2)).due_on == date(2027, 1, 16)
    stand = standing(earlier, as_of=date(2026, 8, 3))
    assert (stand.due_on, stand.because.clock) == (date(2026, 11, 3), Clock.RETAKE)
    newer = Facts([assigned()], [credited(date(2026, 1, 16), covers=2)], [order])
    assert standing(newer, as_of=date(2026, 8, 3)).due_on == date(2027, 1, 16)


def test_a_retake_never_puts_a_date_off():
    order = Ordered(number=2, released_on=date(2026, 8, 3), due_by=date(2027, 3, 1))
    facts = Facts([assigned()], [credited(date(2026, 1, 16))], [order])
    assert standing(facts, as_of=date(2026, 9, 1)).due_on == date(2027, 1, 16)


def test_a_returner_is_not_overdue_with_a_retake_that_passed_while_they_were_gone():
    order = Ordered(number=2, released_on=date(2025, 3, 1), due_by=date(2025, 6, 1))
    facts = Facts([assigned()], [credited(date(2025, 2, 1), 24)], [order])
    assert standing(facts, as_of=DAY).due_on == date(2026, 1, 29)


def test_long_leave_moves_the_date_on_by_its_days():
    facts = Facts(
        [assigned(date(2025, 1, 1))],
        [credited(date(2025, 9, 4))],
        absences=[Span(from_on=date(2026, 3, 2), until=date(2026, 5, 13))],
    )
    away = standing(facts, as_of=date(2026, 5, 13))
    assert (away.status, away.due_on) == (Status.AWAY, None)
    back = standing(facts, as_of=date(2026, 5, 14))
    assert (back.due_on, back.because.leave_days) == (date(2026, 11, 16), 73)


def test_leave_that_has_not_ended_is_away_for_as_long_as_it_takes():
    facts = Facts([assigned()], absences=[Span(from_on=DAY)])
    assert standing(facts, as_of=date(2030, 1, 1)).status == Status.AWAY


def test_leave_after_the_date_does_not_forgive():
    facts = Facts([assigned()], absences=[Span(from_on=date(2026, 2, 10), until=date(2026, 3, 10))])
    stand = standing(facts, as_of=date(2026, 4, 1))
    assert (stand.status, stand.due_on) == (Status.OVERDUE, date(2026, 1, 29))


def test_a_second_leave_counts_when_it_begins_before_the_date_as_moved():
    spans = [
        (date(2026, 1, 10), date(2026, 1, 19), State.AWAY),
        (date(2026, 2, 5), date(2026, 2, 14), State.AWAY),
    ]
    assert pauses(DAY, date(2026, 1, 29), spans)[State.AWAY] == 20
    assert pauses(DAY, date(2026, 1, 29), spans[1:])[State.AWAY] == 0


def test_days_of_leave_and_exemption_together_count_once():
    spans = [
        (date(2026, 1, 10), date(2026, 1, 19), State.EXEMPT),
        (date(2026, 1, 15), date(2026, 1, 24), State.AWAY),
    ]
    assert pauses(DAY, date(2026, 1, 29), spans) == {State.EXEMPT: 10, State.AWAY: 5}


def test_an_exemption_comes_before_an_absence_and_ends():
    facts = Facts(
        [assigned()],
        absences=[Span(from_on=date(2026, 1, 2))],
        exemptions=[Span(from_on=date(2026, 1, 5), until=date(2026, 1, 9))],
    )
    assert standing(facts, as_of=date(2026, 1, 6)).status == Status.EXEMPT
    assert standing(facts, as_of=date(2026, 1, 10)).status == Status.AWAY


def test_what_was_not_yet_recorded_was_not_known():
    then = datetime(2026, 1, 5, tzinfo=UTC)
    later = datetime(2026, 3, 5, tzinfo=UTC)
    facts = Facts(
        [assigned(recorded_at=then, closed_on=date(2026, 2, 1), closed_recorded_at=later)],
        [credited(date(2026, 1, 6), recorded_at=then, voided_at=later)],
    )
    day = date(2026, 2, 10)
    assert standing(facts, as_of=day, known_at=datetime(2026, 1, 1, tzinfo=UTC)) is None
    assert standing(facts, as_of=day, known_at=then).status == Status.IN_DATE
    assert standing(facts, as_of=day, known_at=later) is None


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        (date(2026, 1, 14), None),
        (date(2026, 1, 15), ReminderKind.BEFORE),
        (date(2026, 1, 28), ReminderKind.BEFORE),
        (date(2026, 1, 29), ReminderKind.DUE),
        (date(2026, 2, 11), ReminderKind.DUE),
        (date(2026, 2, 12), ReminderKind.AFTER),
        (date(2027, 2, 12), ReminderKind.AFTER),
    ],
)
def test_reminders_have_their_season(today, kind):
    assert reminder_kind(date(2026, 1, 29), today) == kind


days = st.integers(0, 420).map(lambda n: DAY + timedelta(days=n))
short = st.integers(0, 90)


@st.composite
def spans(draw):
    from_on = draw(days)
    open_ended = draw(st.booleans())
    return Span(
        from_on=from_on, until=None if open_ended else from_on + timedelta(days=draw(short))
    )


@st.composite
def some_facts(draw):
    starts_on = draw(days)
    closed = draw(st.none() | short)
    return Facts(
        [
            assigned(
                starts_on,
                draw(st.integers(1, 120)),
                closed_on=None if closed is None else starts_on + timedelta(days=closed),
            )
        ],
        [
            credited(day, draw(st.sampled_from([None, 1, 6, 12])), draw(st.integers(0, 2)))
            for day in draw(st.lists(days, max_size=3))
        ],
        [
            Ordered(number=number, released_on=day, due_by=day + timedelta(days=draw(short)))
            for number, day in enumerate(draw(st.lists(days, max_size=2)), start=1)
        ],
        draw(st.lists(spans(), max_size=3)),
        draw(st.lists(spans(), max_size=2)),
    )


@given(some_facts(), days)
def test_windows_say_for_each_day_what_the_standing_says(facts, day):
    found = [
        stretch.because
        for stretch in windows(facts)
        if stretch.from_on <= day and (stretch.until is None or day <= stretch.until)
    ]
    stand = standing(facts, as_of=day)
    assert found == ([stand.because] if stand else [])
    assert [status_of(because, day) for because in found] == ([stand.status] if stand else [])


@given(some_facts())
def test_windows_do_not_overlap_and_are_not_cut_without_need(facts):
    found = windows(facts)
    for one, following in itertools.pairwise(found):
        assert one.until is not None
        assert one.until < following.from_on
        touching = one.until + timedelta(days=1) == following.from_on
        assert not (touching and one.because == following.because)
