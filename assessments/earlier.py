"""What a mended key would come to for the answers that were given before, as counts."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from assessments.enums import Regrading
from assessments.marking import Mark, WrongShape, empty, mark
from assessments.models import Marking, Regraded, Response
from assessments.rekeying import Unmatched, rekeyed

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Earlier:
    """One answer that was marked by an earlier key. `counts` is the best of its marks."""

    attempt: uuid.UUID
    user: int
    index: int
    revision: int | None
    response: Any
    right: bool
    counts: bool
    score: int
    need: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the mended key makes of one answer; without a mark where it cannot be applied."""

    outcome: Regrading
    mark: Mark | None
    # Whether the score of the attempt rises by this, and whether that makes it a pass.
    rises: bool = False
    passes: bool = False
    # By the mended key alone the attempt would not have passed. It stays passed.
    would_not: bool = False


def earlier_markings(ref: str, revision: int) -> QuerySet[Marking]:
    """The first marks of answers to a question, as it was before this revision."""
    before = Q(revision__lt=revision) | Q(revision__isnull=True)
    return Marking.objects.filter(before, ref=ref, regrade__isnull=True)


def earlier_answers(markings: QuerySet[Marking]) -> Iterator[Earlier]:
    """The answers of these first marks, as a stream; one query."""
    answer = Response.objects.filter(attempt=OuterRef("attempt"), index=OuterRef("index"))
    beside = Marking.objects.filter(attempt=OuterRef("attempt"), index=OuterRef("index"))
    rows = markings.annotate(
        given=Subquery(answer.values("response")[:1]),
        newest=Subquery(beside.order_by("-pk").values("right")[:1]),
        counts=Exists(beside.filter(right=True)),
    ).values_list(
        *("attempt", "attempt__user", "index", "revision", "given", "newest", "counts"),
        *("attempt__score", "attempt__form__need"),
    )
    for row in rows.iterator(chunk_size=2000):
        yield Earlier(*row)


class Applied:
    """A mended question applied to answers; each different answer is marked once."""

    def __init__(self, mended: Document, pinned: Callable[[int | None], Document]) -> None:
        self._mended, self._pinned = mended, pinned
        self._questions: dict[int | None, Document | None] = {}
        self._marks: dict[tuple[int | None, str], Mark | None] = {}

    def verdict(self, one: Earlier) -> Verdict:
        """What becomes of one answer."""
        found = self._mark(one)
        if found is None:
            return Verdict(Regrading.LEFT, None)
        passed = one.score >= one.need
        if found.full and not one.counts:
            return Verdict(Regrading.UP, found, True, not passed and one.score + 1 >= one.need)
        if not found.full and one.right:
            return Verdict(Regrading.DOWN, found, would_not=passed and one.score - 1 < one.need)
        return Verdict(Regrading.SAME, found)

    def _mark(self, one: Earlier) -> Mark | None:
        key = (one.revision, json.dumps(one.response, sort_keys=True))
        if key not in self._marks:
            question = self.question(one.revision)
            self._marks[key] = _marked(question, one.response) if question else None
        return self._marks[key]

    def question(self, revision: int | None) -> Document | None:
        """The question of this revision with the mended key; None where they do not match."""
        if revision not in self._questions:
            try:
                self._questions[revision] = rekeyed(self._pinned(revision), self._mended)
            except Unmatched:
                self._questions[revision] = None
        return self._questions[revision]


def _marked(question: Document, response: object) -> Mark | None:
    try:
        return mark(question, empty(question) if response is None else response)
    except WrongShape:
        return None


def pinned_in(markings: QuerySet[Marking]) -> Callable[[int | None], Document]:
    """How to find the question as a revision of it was shown: from any attempt that has it."""

    def pinned(revision: int | None) -> Document:
        one = markings.filter(revision=revision).select_related("attempt").first()
        if one is None:
            raise Unmatched("nobody was asked this")
        question: Document = one.attempt.form["questions"][one.index]
        return question

    return pinned


@dataclass(slots=True)
class Outlook:
    """Who would change, as counts: attempts are personal, so there is never a name."""

    answers: int = 0
    outcomes: dict[Regrading, int] = field(default_factory=lambda: dict.fromkeys(Regrading, 0))
    people: set[int] = field(default_factory=set)
    would_not: set[int] = field(default_factory=set)

    def add(self, one: Earlier, verdict: Verdict) -> None:
        """Count one answer."""
        self.answers += 1
        self.outcomes[verdict.outcome] += 1
        if verdict.passes:
            self.people.add(one.user)
        if verdict.would_not:
            self.would_not.add(one.user)

    @property
    def up(self) -> int:
        """How many answers count as right now."""
        return self.outcomes[Regrading.UP]

    @property
    def down(self) -> int:
        """How many were right by the old key and are not by the mended one."""
        return self.outcomes[Regrading.DOWN]

    @property
    def left(self) -> int:
        """How many cannot be marked again."""
        return self.outcomes[Regrading.LEFT]

    @property
    def changes(self) -> bool:
        """Whether there is anything to mark again."""
        return bool(self.up or self.down)

    @property
    def gains(self) -> int:
        """How many people would have a pass."""
        return len(self.people)

    @property
    def kept(self) -> int:
        """How many people keep a pass that they would not have by the mended key alone."""
        return len(self.would_not)


def outlook(mended: Document) -> Outlook:
    """What marking again by this compiled question would come to. Two queries, and one more
    for each revision that was asked."""
    markings = earlier_markings(mended["ref"], mended["revision"])
    applied = Applied(mended, pinned_in(markings))
    found = Outlook()
    for one in earlier_answers(markings):
        found.add(one, applied.verdict(one))
    return found


def waiting(markings: QuerySet[Marking], regrade: uuid.UUID) -> QuerySet[Marking]:
    """Those of first marks that a marking again has not come to yet."""
    visited = Regraded.objects.filter(regrade=regrade, attempt=OuterRef("attempt"))
    return markings.filter(~Exists(visited))
