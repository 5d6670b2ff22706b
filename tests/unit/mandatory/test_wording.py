"""Every standing explains itself in a sentence, to the person and to those who lead them."""

from datetime import date

import pytest

from mandatory import wording
from mandatory.enums import Audience, Clock, State, Status
from mandatory.schedule import Because, Standing

YEARLY = wording.Terms("The yearly refresher", 28, 12, Audience.EVERYONE)
START = date(2024, 1, 8)


def renewal(due_on, **more):
    return Because(
        starts_on=START,
        due_on=due_on,
        clock=Clock.RENEWAL,
        clock_since=date(2025, 3, 3),
        completed_on=date(2025, 3, 3),
        **more,
    )


def first(due_on, **more):
    return Because(starts_on=START, due_on=due_on, clock_since=START, **more)


def retake(due_on):
    return Because(
        starts_on=START,
        due_on=due_on,
        clock=Clock.RETAKE,
        clock_since=date(2026, 8, 3),
        completed_on=date(2026, 1, 16),
    )


CASES = [
    (
        Status.OVERDUE,
        renewal(date(2026, 3, 3)),
        "Overdue since 3 March 2026: “The yearly refresher” was due 12 months after 3 March 2025.",
        "Everyone takes it every year, and you last finished it on 3 March 2025.",
    ),
    (
        Status.OVERDUE,
        renewal(date(2026, 5, 15), leave_days=73),
        "Overdue since 15 May 2026: “The yearly refresher” was due 12 months after 3 March 2025, "
        "moved on 73 days by long leave.",
        "Everyone takes it every year, and you last finished it on 3 March 2025. "
        "The date was moved on 73 days by long leave.",
    ),
    (
        Status.OVERDUE,
        first(date(2024, 2, 5)),
        "Overdue since 5 February 2024: “The yearly refresher” was due 28 days after "
        "8 January 2024.",
        "Everyone takes it within 28 days, and for you that began on 8 January 2024.",
    ),
    (
        Status.OVERDUE,
        first(date(2023, 11, 1)),
        "Overdue since 1 November 2023: “The yearly refresher” was due then, before its terms "
        "changed on 8 January 2024.",
        "It was due by then before its terms changed on 8 January 2024.",
    ),
    (
        Status.OVERDUE,
        retake(date(2026, 11, 3)),
        "Overdue since 3 November 2026: “The yearly refresher” changed on 3 August 2026, "
        "and was last finished on 16 January 2026.",
        "It changed on 3 August 2026, and you last finished it on 16 January 2026.",
    ),
    (
        Status.DUE_SOON,
        renewal(date(2026, 3, 4), exempt_days=1),
        "Due on 4 March 2026: “The yearly refresher” is due 12 months after 3 March 2025, "
        "moved on 1 day by an exemption.",
        "Everyone takes it every year, and you last finished it on 3 March 2025. "
        "The date was moved on 1 day by an exemption.",
    ),
    (
        Status.TO_DO,
        first(date(2024, 2, 15), leave_days=4, exempt_days=6),
        "Due on 15 February 2024: “The yearly refresher” is due 28 days after 8 January 2024, "
        "moved on 10 days by long leave and an exemption.",
        "Everyone takes it within 28 days, and for you that began on 8 January 2024. "
        "The date was moved on 10 days by long leave and an exemption.",
    ),
    (
        Status.IN_DATE,
        renewal(date(2026, 3, 3)),
        "In date until 3 March 2026: “The yearly refresher” was finished on 3 March 2025, "
        "and is due again after 12 months.",
        "Everyone takes it every year, and you last finished it on 3 March 2025.",
    ),
    (
        Status.IN_DATE,
        retake(date(2026, 11, 3)),
        "In date until 3 November 2026: “The yearly refresher” was finished on 16 January 2026, "
        "and changed on 3 August 2026.",
        "It changed on 3 August 2026, and you last finished it on 16 January 2026.",
    ),
    (
        Status.DONE,
        renewal(None),
        "Done: “The yearly refresher” was finished on 3 March 2025. Once is enough.",
        "You finished it on 3 March 2025. Once is enough.",
    ),
    (
        Status.AWAY,
        Because(starts_on=START, state=State.AWAY, paused_from=date(2026, 3, 2)),
        "Away since 2 March 2026. The clock is paused.",
        "You are away, so nothing is due. The clock runs on when you are back.",
    ),
    (
        Status.AWAY,
        Because(START, State.AWAY, paused_from=date(2026, 3, 2), paused_until=date(2026, 5, 1)),
        "Away from 2 March 2026 until 1 May 2026. The clock is paused.",
        "You are away, so nothing is due. The clock runs on when you are back.",
    ),
    (
        Status.EXEMPT,
        Because(START, State.EXEMPT, paused_from=date(2026, 3, 2), paused_until=date(2026, 5, 1)),
        "Exempt from “The yearly refresher” from 2 March 2026 until 1 May 2026.",
        "You are exempt from 2 March 2026 until 1 May 2026.",
    ),
]


@pytest.mark.parametrize(("status", "because", "theirs", "yours"), CASES)
def test_each_standing_has_its_sentences(status, because, theirs, yours):
    standing = Standing(status, because.due_on, because)
    assert wording.why(standing, YEARLY) == theirs
    assert wording.why_for_you(standing, YEARLY) == yours


def test_a_percent_sign_in_a_name_is_only_a_percent_sign():
    terms = wording.Terms("100% (sure)", 28, 12, Audience.JOBS)
    because = renewal(date(2026, 3, 3))
    assert "“100% (sure)”" in wording.why(Standing(Status.OVERDUE, None, because), terms)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (None, "once"),
        (1, "every 1 month"),
        (6, "every 6 months"),
        (12, "every year"),
        (24, "every 2 years"),
    ],
)
def test_how_often(months, words):
    assert wording.every(months) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 1), "today"),
        (date(2026, 1, 2), "in 1 day"),
        (date(2026, 1, 12), "in 11 days"),
        (date(2025, 12, 31), "1 day ago"),
    ],
)
def test_how_far_off(day, words):
    assert wording.until_due(day, date(2026, 1, 1)) == words


def test_every_status_has_its_words():
    assert set(wording.STATUS_WORDS) == set(Status)
