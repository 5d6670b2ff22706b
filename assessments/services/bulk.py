"""Many finished attempts at once, as they were taken: for histories that are brought along.

What they meant for the record is not recorded here: that is `tracking.services.complete_many`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.marking import check_response, empty, mark
from assessments.models import Attempt, Marking, Response, Saved
from assessments.services.marks import new_marking
from core.hashing import document_hash

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: when its question was first shown, and when it was saved."""

    response: Any
    shown_at: datetime
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """A finished attempt. `drawn` is what `drawn` gave; an answer that was not given is None."""

    user_id: int
    registration_id: Any
    drawn: Mapping[str, Any]
    answers: Sequence[Given | None]
    opened_at: datetime
    submitted_at: datetime


@transaction.atomic
def keep_attempts(
    *, document: Mapping[str, Any], iri: str, back_url: str, attempts: Iterable[NewAttempt]
) -> int:
    """Keep finished attempts at one check with answers and marks; how many there were.

    The rows are those that opening, answering and submitting one by one would leave. Raises
    `WrongShape` for an answer that could not have been given.
    """
    digest = document_hash(document)
    found = list(attempts)
    rows = [_attempt(one, digest, iri, back_url) for one in found]
    responses: list[Response] = []
    saved: list[Saved] = []
    marks: list[Marking] = []
    for row, one in zip(rows, found, strict=True):
        _mark(row, one, responses, saved, marks)
    Attempt.objects.bulk_create(rows, batch_size=AT_ONCE)
    Response.objects.bulk_create(responses, batch_size=AT_ONCE)
    Saved.objects.bulk_create(saved, batch_size=AT_ONCE)
    Marking.objects.bulk_create(marks, batch_size=AT_ONCE)
    return len(rows)


def _attempt(one: NewAttempt, digest: str, iri: str, back_url: str) -> Attempt:
    return Attempt(
        user_id=one.user_id,
        registration_id=one.registration_id,
        iri=iri,
        document_hash=digest,
        back_url=back_url,
        opened_at=one.opened_at,
        submitted_at=one.submitted_at,
        **one.drawn,
    )


def _mark(
    row: Attempt,
    one: NewAttempt,
    responses: list[Response],
    saved: list[Saved],
    marks: list[Marking],
) -> None:
    row.score = 0
    for index, (question, given) in enumerate(zip(row.form["questions"], one.answers, strict=True)):
        settled: Any = empty(question)
        if given is not None:
            settled = check_response(question, given.response)
            settled = list(settled) if isinstance(settled, tuple) else settled
            kept = {"attempt": row, "index": index, "response": settled, "saved_at": given.saved_at}
            responses.append(Response(**kept, shown_at=given.shown_at))
            saved.append(Saved(**kept))
        result = mark(question, settled)
        row.score += result.full
        marks.append(new_marking(row, index, question, result, at=one.submitted_at))
