"""Requirements and posts in, the wanted assignments out, as a diff."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mandatory.enums import Audience, Why
from mandatory.matching import Held, Row, Terms, diff, merge, wanted

START = date(2026, 1, 1)
EVERYONE = Terms(1, Audience.EVERYONE, START)


def day(number):
    return START + timedelta(days=number)


def held(starts, ends=None, user=1, unit="0001", job="response-officer"):
    return Held(user, unit, job, day(starts), None if ends is None else day(ends))


def apply(changes, rows):
    """The record after a diff, with new keys."""
    gone = {row.key for row in changes.withdrawn} | {row.key for row, _new in changes.reopened}
    closing = {row.key: closed_on for row, closed_on in changes.closed}
    after = [
        replace(row, closed_on=closing.get(row.key, row.closed_on))
        for row in rows
        if row.key not in gone
    ]
    key = max((row.key for row in rows), default=0)
    for new in [*changes.opened, *(again for _row, again in changes.reopened)]:
        key += 1
        after.append(
            Row(
                key,
                new.user,
                new.requirement,
                new.starts_on,
                new.closed_on,
                new.first_due_on,
                new.carried_due_on,
            )
        )
    return after


def test_a_starter_is_asked_from_their_first_day():
    (new,) = diff([EVERYONE], [held(10)], []).opened
    assert (new.starts_on, new.first_due_on, new.why) == (day(10), day(38), Why.STARTED)


def test_who_was_there_before_is_asked_from_the_day_the_requirement_began():
    (new,) = diff([EVERYONE], [held(-400)], []).opened
    assert (new.starts_on, new.first_due_on) == (START, day(28))


def test_a_move_within_the_audience_changes_nothing():
    rows = apply(diff([EVERYONE], [held(0)], []), [])
    assert not diff([EVERYONE], [held(0, 30), held(31, unit="0002")], rows)


def test_two_posts_at_once_make_one_assignment_until_the_last_ends():
    posts = [held(0, 30), held(10, 60, job="investigator")]
    assert wanted([EVERYONE], posts) == {(1, 1): [(START, day(60))]}


def test_a_leaver_is_closed_on_their_last_day():
    rows = apply(diff([EVERYONE], [held(0)], []), [])
    changes = diff([EVERYONE], [held(0, 90)], rows)
    assert changes.closed == [(rows[0], day(90))]


def test_a_returner_is_asked_anew():
    rows = apply(diff([EVERYONE], [held(0, 90)], []), [])
    (new,) = diff([EVERYONE], [held(0, 90), held(200)], rows).opened
    assert (new.starts_on, new.first_due_on, new.why) == (day(200), day(228), Why.RETURNED)


def test_an_end_that_is_taken_back_reopens_with_the_same_dates():
    rows = apply(diff([EVERYONE], [held(0, 90)], []), [])
    ((row, again),) = diff([EVERYONE], [held(0)], rows).reopened
    assert row == rows[0]
    assert (again.starts_on, again.closed_on, again.first_due_on) == (START, None, day(28))


def test_a_post_in_another_unit_or_job_is_not_asked():
    units = Terms(1, Audience.UNITS, START, unit_paths=frozenset({"0001"}))
    jobs = Terms(2, Audience.JOBS, START, jobs=frozenset({"investigator"}))
    posts = [held(0, unit="00010002"), held(0, user=2, unit="0002", job="investigator")]
    assert set(wanted([units, jobs], posts)) == {(1, 1), (2, 2)}


def test_who_has_learnt_it_is_asked_from_that_day_and_nobody_else():
    rule = Terms(1, Audience.LEARNT, START, first_days=10)
    people = [held(-50, user=1), held(-50, user=2), held(20, user=3), held(-50, user=4)]
    learnt = {(1, 1): day(-30), (2, 1): day(7), (3, 1): day(-30), (4, 2): day(0)}
    found = diff([rule], people, [], learnt=learnt).opened
    # Before it was asked; since; by somebody who came back later; about something else.
    assert [(one.user, one.starts_on, one.first_due_on) for one in found] == [
        (1, START, day(10)),
        (2, day(7), day(17)),
        (3, day(20), day(30)),
    ]


def test_what_turns_out_not_to_have_been_learnt_is_asked_no_more():
    rule = Terms(1, Audience.LEARNT, START)
    rows = apply(diff([rule], [held(0)], [], learnt={(1, 1): START}), [])
    assert diff([rule], [held(0)], rows, learnt={}).withdrawn == rows


def test_a_closed_requirement_closes_its_assignments():
    rows = apply(diff([EVERYONE], [held(0)], []), [])
    changes = diff([replace(EVERYONE, closed_on=day(50))], [held(0)], rows)
    assert changes.closed == [(rows[0], day(50))]


def test_what_was_due_before_a_change_is_carried_over_and_never_later():
    new = Terms(2, Audience.EVERYONE, day(100))
    overdue = diff([new], [held(0)], [], {(1, 2): day(28)}).opened[0]
    assert (overdue.first_due_on, overdue.why) == (day(28), Why.CHANGED)
    in_date = diff([new], [held(0)], [], {(1, 2): day(400)}).opened[0]
    assert in_date.first_due_on == day(128)


numbers = st.integers(-30, 60)
posts = st.builds(
    lambda user, unit, job, starts, length: held(
        starts, None if length is None else starts + length, user, unit, job
    ),
    st.integers(1, 2),
    st.sampled_from(["0001", "00010001", "0002"]),
    st.sampled_from(["response-officer", "investigator"]),
    numbers,
    st.none() | st.integers(0, 30),
)
terms = st.builds(
    lambda key, audience, starts, length: Terms(
        key,
        audience,
        day(starts),
        None if length is None else day(starts + length),
        unit_paths=frozenset({"0001"}),
        jobs=frozenset({"investigator"}),
    ),
    st.integers(1, 3),
    st.sampled_from(list(Audience)),
    numbers,
    st.none() | st.integers(0, 60),
)
requirements = st.lists(terms, max_size=3, unique_by=lambda term: term.key)
# When people first finished one of the parts that a requirement is about.
learning = st.dictionaries(
    st.tuples(st.integers(1, 2), st.integers(1, 3)), numbers.map(day), max_size=6
)


@given(requirements, st.lists(posts, max_size=5), learning)
def test_a_person_is_asked_on_the_days_on_which_a_post_is_in_the_audience(rules, all_posts, learnt):
    want = wanted(rules, all_posts, learnt)
    for user in (1, 2):
        for rule in rules:
            runs = want.get((user, rule.key), [])
            for number in range(-35, 130):
                today = day(number)
                in_force = rule.effective_from <= today and (
                    rule.closed_on is None or today <= rule.closed_on
                )
                if rule.audience == Audience.LEARNT:
                    in_force &= learnt.get((user, rule.key), date.max) <= today
                asked = in_force and any(
                    post.user == user
                    and rule.asks(post)
                    and post.starts_on <= today
                    and (post.ends_on is None or today <= post.ends_on)
                    for post in all_posts
                )
                covering = [
                    run for run in runs if run[0] <= today and (run[1] is None or today <= run[1])
                ]
                assert len(covering) == asked


@given(
    requirements,
    st.lists(st.tuples(st.lists(posts, max_size=4), learning), min_size=1, max_size=4),
)
def test_applying_each_diff_gives_what_is_wanted_however_it_came_about(rules, histories):
    rows = []
    for all_posts, learnt in histories:
        rows = apply(diff(rules, all_posts, rows, learnt=learnt), rows)
        got = {}
        for row in rows:
            got.setdefault((row.user, row.requirement), []).append((row.starts_on, row.closed_on))
        want = wanted(rules, all_posts, learnt)
        assert {pair: sorted(runs) for pair, runs in got.items()} == want
        assert not diff(rules, all_posts, rows, learnt=learnt)


@given(st.lists(st.tuples(numbers, st.none() | st.integers(0, 20)), max_size=6))
def test_merged_runs_neither_touch_nor_overlap(pairs):
    runs = merge(
        [(day(start), None if length is None else day(start + length)) for start, length in pairs]
    )
    for (_start, end), (following, _end) in itertools.pairwise(runs):
        assert end is not None
        assert end + timedelta(days=1) < following
