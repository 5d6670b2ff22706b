"""The kinds of exercise, each a pure module: what it asks, and what it says to the answers."""

from exercises.enums import ExerciseKind
from exercises.kinds.base import (
    Answers,
    Asks,
    Feedback,
    Field,
    Kind,
    Remark,
    Stand,
    Step,
    Work,
)
from exercises.kinds.calendar import CALENDAR

KINDS: dict[str, Kind] = {
    ExerciseKind.CALENDAR: CALENDAR,
}

__all__ = [
    "KINDS",
    "Answers",
    "Asks",
    "Feedback",
    "Field",
    "Kind",
    "Remark",
    "Stand",
    "Step",
    "Work",
]
