"""The doors of the question bank and the knowledge checks."""

from assessments.services.attempts import mark_all, note_shown, open_attempt, save_answer, submit
from assessments.services.compiling import compile_check, compile_question
from assessments.services.loading import load_check, load_questions

__all__ = [
    "compile_check",
    "compile_question",
    "load_check",
    "load_questions",
    "mark_all",
    "note_shown",
    "open_attempt",
    "save_answer",
    "submit",
]
