"""Answers of first attempts, for item analysis: read some attempts at a time, about nobody."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef

from assessments.models import Attempt, Marking, Question, Response

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """One answer in somebody's first finished attempt at a check, for item analysis.

    `revision` is the question as it was asked; `right`, `score` and `most` are by the newest
    mark. `response` is None where there was no answer, `seconds` (from first shown to last
    saved) where it is not known. `total` of `asked` answers of the attempt are right.
    """

    attempt: uuid.UUID
    index: int
    ref: str
    revision: int | None
    right: bool
    score: int
    most: int
    response: Any
    seconds: float | None
    total: int
    asked: int
    submitted_at: datetime


def first_attempt_answers(*, ref: str = "", bank: str = "") -> Iterator[FirstAnswer]:
    """Answers to one question, or to all counting questions of a bank, in first attempts only.

    The first finished attempt of each person at each check, attempt by attempt. It names
    nobody. Two queries for each 500 attempts: what is in memory does not grow with their
    number, and no row has to look for others. Raises ValueError unless exactly one of both
    is given.
    """
    if bool(ref) == bool(bank):
        raise ValueError("ask for a question or for a bank")
    refs = {ref} if ref else set(Question.objects.filter(bank=bank).values_list("ref", flat=True))
    asked = Marking.objects.filter(attempt=OuterRef("pk"), ref__in=refs)
    earlier = Attempt.objects.filter(
        user=OuterRef("user"), iri=OuterRef("iri"), submitted_at__lt=OuterRef("submitted_at")
    )
    firsts = Attempt.objects.filter(Exists(asked), ~Exists(earlier), submitted_at__isnull=False)
    rows = firsts.order_by().values_list("pk", "submitted_at").iterator(chunk_size=AT_ONCE)
    while chunk := {pk: ended for pk, ended in islice(rows, AT_ONCE) if ended}:
        yield from _answers_in(chunk, refs)


def _answers_in(
    attempts: Mapping[uuid.UUID, datetime], refs: Collection[str]
) -> Iterator[FirstAnswer]:
    given = {
        (attempt, index): rest
        for attempt, index, *rest in Response.objects.filter(attempt__in=attempts).values_list(
            "attempt", "index", "response", "shown_at", "saved_at"
        )
    }
    marks = (
        Marking.objects.filter(attempt__in=attempts)
        .order_by("attempt", "index", "pk")
        .values_list("attempt", "index", "ref", "right", "score", "most", "revision", "regrade")
    )
    for attempt, rows in groupby(marks, key=itemgetter(0)):
        newest, pinned = _by_index(rows)
        total = sum(right for _ref, right, *_rest in newest.values())
        for index, (ref, right, score, most) in newest.items():
            if ref not in refs:
                continue
            response, shown, saved = given.get((attempt, index), (None, None, None))
            yield FirstAnswer(
                attempt=attempt,
                index=index,
                ref=ref,
                revision=pinned.get(index),
                right=right,
                score=score,
                most=most,
                response=response,
                seconds=_between(shown, saved),
                total=total,
                asked=len(newest),
                submitted_at=attempts[attempt],
            )


def _by_index(
    rows: Iterable[tuple[Any, ...]],
) -> tuple[dict[int, tuple[str, bool, int, int]], dict[int, int | None]]:
    """The newest mark of each answer, and the revision that was pinned; rows come as written."""
    newest: dict[int, tuple[str, bool, int, int]] = {}
    pinned: dict[int, int | None] = {}
    for _attempt, index, ref, right, score, most, revision, regrade in rows:
        newest[index] = (ref, right, score, most)
        if regrade is None:
            pinned[index] = revision
    return newest, pinned


def _between(shown: datetime | None, saved: datetime | None) -> float | None:
    """Seconds from showing to saving. A clock that went backwards tells nothing."""
    if shown is None or saved is None or saved < shown:
        return None
    return (saved - shown).total_seconds()
