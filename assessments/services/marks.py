"""From answers to marks, and from marks to rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from assessments import queries
from assessments.marking import Mark, empty, mark
from assessments.models import Attempt, Marking
from assessments.outcome import Later, Outcome, outcome_of
from assessments.rekeying import rekeyed


def mark_all(attempt: Attempt) -> list[Mark]:
    """The mark of each question of the attempt by the key that was pinned with it."""
    return marks_of(attempt.form["questions"], queries.answers_of(attempt))


def looked_back(attempt: Attempt) -> Outcome:
    """What a person is told of a finished attempt, by its keys and by those mended since."""
    questions, answers = attempt.form["questions"], queries.answers_of(attempt)
    again = attempt.markings.filter(regrade__isnull=False).select_related("regrade")
    later = {}
    for row in again.order_by("pk"):
        if row.regrade is not None:
            asked = rekeyed(questions[row.index], row.regrade.document)
            mended = mark_given(asked, answers.get(row.index))
            later[row.index] = Later(asked, mended, row.regrade.begun_at)
    return outcome_of(attempt.form, marks_of(questions, answers), later)


def marks_of(questions: Sequence[Mapping[str, Any]], answers: Mapping[int, Any]) -> list[Mark]:
    """The mark of each question; `answers` go by the index of the question."""
    return [mark_given(question, answers.get(index)) for index, question in enumerate(questions)]


def mark_given(question: Mapping[str, Any], answer: object) -> Mark:
    """The mark of an answer; None where there is none."""
    return mark(question, empty(question) if answer is None else answer)


def new_marking(
    attempt: Attempt, index: int, question: Mapping[str, Any], result: Mark, *, at: datetime
) -> Marking:
    """A mark as a row, not yet in the database."""
    return Marking(
        attempt=attempt,
        index=index,
        ref=question["ref"],
        revision=question["revision"],
        score=result.score,
        most=result.most,
        right=result.full,
        marked_at=at,
    )
