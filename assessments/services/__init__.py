"""The doors of the question bank and the knowledge checks."""

from assessments.services.attempts import drawn, open_attempt, save_answer, submit
from assessments.services.bulk import Given, NewAttempt, keep_attempts
from assessments.services.compiling import compile_check, compile_question
from assessments.services.loading import load_check, load_questions
from assessments.services.marks import looked_back, mark_all
from assessments.services.refreshing import (
    answer_refresher,
    begin_refresher,
    decline_refresher,
    delete_refresher,
    want_refreshers,
)
from assessments.services.regrading import (
    begin_regrade,
    go_on_regrading,
    mended_document,
    outcomes_of,
)

__all__ = [
    "Given",
    "NewAttempt",
    "answer_refresher",
    "begin_refresher",
    "begin_regrade",
    "compile_check",
    "compile_question",
    "decline_refresher",
    "delete_refresher",
    "drawn",
    "go_on_regrading",
    "keep_attempts",
    "load_check",
    "load_questions",
    "looked_back",
    "mark_all",
    "mended_document",
    "open_attempt",
    "outcomes_of",
    "save_answer",
    "submit",
    "want_refreshers",
]
