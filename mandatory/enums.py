"""The words of mandatory training. Plain Python, so that the pure hearts may use them.

What people read for each is in `wording.py`.
"""

from enum import StrEnum

DUE_SOON_DAYS = 30


class Audience(StrEnum):
    """Whom a requirement asks: everyone with a post, posts in certain units or jobs, or people
    with a post who have finished certain parts of certain versions, from that day on."""

    EVERYONE = "everyone"
    UNITS = "units"
    JOBS = "jobs"
    LEARNT = "learnt"


class Why(StrEnum):
    """How an assignment came about."""

    STARTED = "started"
    RETURNED = "returned"
    # The requirement's terms changed, and the person was in its audience before.
    CHANGED = "changed"
    # The record of posts was put right after the event.
    CORRECTED = "corrected"


class Status(StrEnum):
    """Where a person stands with one requirement on one day. Derived, never stored.

    In the order in which they matter: a person who stands differently with several
    requirements is counted under the first of these.
    """

    OVERDUE = "overdue"
    DUE_SOON = "due-soon"
    TO_DO = "to-do"
    AWAY = "away"
    IN_DATE = "in-date"
    DONE = "done"
    EXEMPT = "exempt"


class State(StrEnum):
    """Whether the clock runs. It stands still while the person is exempt or away."""

    RUNNING = "running"
    AWAY = "away"
    EXEMPT = "exempt"


class Clock(StrEnum):
    """Which of the three clocks sets the due date."""

    # From the day the requirement began for this person.
    FIRST = "first"
    # From the last completion.
    RENEWAL = "renewal"
    # From the release of a version that changed the content.
    RETAKE = "retake"


class ReminderKind(StrEnum):
    """The three reminders of one window. There is never a fourth."""

    BEFORE = "before"
    DUE = "due"
    AFTER = "after"


# What an administrator may choose; the others come about by other doors.
CHOSEN_AUDIENCES = (Audience.EVERYONE, Audience.UNITS, Audience.JOBS)
RANK = {status: rank for rank, status in enumerate(Status)}
UP_TO_DATE = frozenset({Status.IN_DATE, Status.DONE})
# People with these are not counted among those who must.
NOT_ASKED = frozenset({Status.AWAY, Status.EXEMPT})
