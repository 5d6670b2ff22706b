"""The doors of the question bank and the knowledge checks."""

from assessments.services.attempts import drawn, open_attempt, save_answer, submit
from assessments.services.bringing import (
    choose_questions,
    forget_question_files,
    receive_question_file,
    take_questions,
)
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
    "choose_questions",
    "compile_check",
    "compile_question",
    "decline_refresher",
    "delete_refresher",
    "drawn",
    "forget_question_files",
    "go_on_regrading",
    "keep_attempts",
    "load_check",
    "load_questions",
    "looked_back",
    "mark_all",
    "mended_document",
    "open_attempt",
    "outcomes_of",
    "receive_question_file",
    "save_answer",
    "submit",
    "take_questions",
    "want_refreshers",
]
