"""The question bank, the checks drawn from it, and what people answered."""

from assessments.models.attempts import Attempt, Marking, Response, Saved
from assessments.models.questions import Check, Question
from assessments.models.regrades import Regrade, Regraded

__all__ = ["Attempt", "Check", "Marking", "Question", "Regrade", "Regraded", "Response", "Saved"]
