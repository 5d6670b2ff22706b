"""The question bank, the checks drawn from it, and what people answered."""

from assessments.models.attempts import Attempt, Marking, Response, Saved
from assessments.models.imports import QuestionImport
from assessments.models.questions import Check, Question
from assessments.models.refreshers import NoRefreshers, Refresher
from assessments.models.regrades import Regrade, Regraded

__all__ = [
    "Attempt",
    "Check",
    "Marking",
    "NoRefreshers",
    "Question",
    "QuestionImport",
    "Refresher",
    "Regrade",
    "Regraded",
    "Response",
    "Saved",
]
