"""The kinds of exercise, each a pure module: what it asks, and what it says to the answers."""

from exercises.enums import ExerciseKind
from exercises.kinds.audit import AUDIT
from exercises.kinds.base import (
    Answers,
    Asks,
    Feedback,
    Field,
    Kind,
    Offer,
    Remark,
    Stand,
    Step,
    Work,
)
from exercises.kinds.calendar import CALENDAR
from exercises.kinds.card import CARD
from exercises.kinds.matching import MATCHING
from exercises.kinds.rewriting import REWRITING
from exercises.kinds.selfcheck import SELF_CHECK
from exercises.kinds.table import TABLE

KINDS: dict[str, Kind] = {
    ExerciseKind.CALENDAR: CALENDAR,
    ExerciseKind.MATCHING: MATCHING,
    ExerciseKind.REWRITING: REWRITING,
    ExerciseKind.SELF_CHECK: SELF_CHECK,
    ExerciseKind.CARD: CARD,
    ExerciseKind.AUDIT: AUDIT,
    ExerciseKind.TABLE: TABLE,
}

__all__ = [
    "KINDS",
    "Answers",
    "Asks",
    "Feedback",
    "Field",
    "Kind",
    "Offer",
    "Remark",
    "Stand",
    "Step",
    "Work",
]
