"""The facts of mandatory training. Statuses are derived from them, never stored.

Each fact has the days for which it holds and the moments at which it was written down
(`recorded_at`) and, when it turned out otherwise, taken back (`voided_at`). An end that is
filled in later has its own moment. So every figure can be had as at any day and as it was
known at any moment.
"""

from mandatory.models.breaks import Absence, Exemption
from mandatory.models.facts import FactQuerySet, SpanQuerySet
from mandatory.models.reminders import Reminder
from mandatory.models.requirements import (
    Assignment,
    Credit,
    Requirement,
    RetakeOrder,
    TaughtPart,
)
from mandatory.models.windows import Window, WindowQuerySet, status_on

__all__ = [
    "Absence",
    "Assignment",
    "Credit",
    "Exemption",
    "FactQuerySet",
    "Reminder",
    "Requirement",
    "RetakeOrder",
    "SpanQuerySet",
    "TaughtPart",
    "Window",
    "WindowQuerySet",
    "status_on",
]
