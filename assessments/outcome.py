"""What a person is told of a finished check: what to look at again, and why. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.marking import Mark


@dataclass(frozen=True)
class Lesson:
    """A lesson to go back to. `number` and `minutes` may not be known."""

    key: str
    title: str
    url: str
    number: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class Later:
    """One answer by a mended key: the question as it was shown with that key, and its mark."""

    question: Mapping[str, Any]
    mark: Mark
    at: datetime


@dataclass(frozen=True)
class Looked:
    """One question of the form, with its mark; `number` counts from 1."""

    number: int
    question: Mapping[str, Any]
    mark: Mark
    lesson: Lesson | None
    edition: str
    counts: bool = False
    # When its key was mended after it was answered.
    mended_at: datetime | None = None

    @property
    def rights(self) -> tuple[int, ...]:
        """The rights that it is about."""
        return tuple(self.question["rights"])


@dataclass(frozen=True)
class Outcome:
    """A finished check as its learner sees it."""

    score: int
    draw: int
    need: int
    again: tuple[Looked, ...]
    known: tuple[Looked, ...]
    # What counts as right only since its key was mended.
    risen: tuple[Looked, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether it reached the pass mark."""
        return self.score >= self.need

    @property
    def short(self) -> int:
        """How many more right answers it takes."""
        return max(self.need - self.score, 0)

    @property
    def rights(self) -> tuple[int, ...]:
        """The rights to look at again, in their order."""
        return tuple(sorted({right for looked in self.again for right in looked.rights}))

    @property
    def lessons(self) -> tuple[tuple[Lesson, int], ...]:
        """The lessons to go back to, and how many of the questions each would help with."""
        by_key = {looked.lesson.key: looked.lesson for looked in self.again if looked.lesson}
        counts = Counter(looked.lesson.key for looked in self.again if looked.lesson)
        return tuple((by_key[key], count) for key, count in counts.most_common())


def outcome_of(
    form: Mapping[str, Any], marks: Sequence[Mark], later: Mapping[int, Later] | None = None
) -> Outcome:
    """The outcome of an attempt's form, given the mark of each of its questions.

    `later` holds, by index, what has been marked again by a mended key since.
    """
    looked = [
        _looked(form, index, question, mark, (later or {}).get(index))
        for index, (question, mark) in enumerate(zip(form["questions"], marks, strict=True))
    ]
    risen = [
        one for one in looked if one.mended_at and one.counts and not marks[one.number - 1].full
    ]
    return Outcome(
        score=sum(one.counts for one in looked),
        draw=form["draw"],
        need=form["need"],
        again=tuple(one for one in looked if not one.counts),
        known=tuple(one for one in looked if one.counts),
        risen=tuple(risen),
    )


def _looked(
    form: Mapping[str, Any],
    index: int,
    question: Mapping[str, Any],
    mark: Mark,
    later: Later | None,
) -> Looked:
    asked = later.question if later else question
    return Looked(
        number=index + 1,
        question=asked,
        mark=later.mark if later else mark,
        lesson=lesson_of(form, asked),
        edition=edition_of(asked),
        # The better of its marks: nobody loses what counted once.
        counts=mark.full or bool(later and later.mark.full),
        mended_at=later.at if later else None,
    )


def lesson_of(form: Mapping[str, Any], question: Mapping[str, Any]) -> Lesson | None:
    """The lesson that teaches a question; what the document does not tell, its key does."""
    key = question["lesson"]
    if not key:
        return None
    told = form["lessons"].get(key, {})
    slug = key.partition("-")[2] if key.partition("-")[0].isdigit() else key
    return Lesson(
        key=key,
        title=told.get("title") or slug.replace("-", " ").capitalize(),
        url=told.get("url") or f"/modules/{form['module']}/{slug}/",
        number=str(told.get("number", "")),
        minutes=int(told.get("minutes") or 0),
    )


def edition_of(question: Mapping[str, Any]) -> str:
    """The Code edition that a question rests on; empty when it cites none by its year.

    Editions are named by their years, so the newest cited is the one that is asked about.
    """
    editions = [cite.partition("/")[0] for cite in question["cites"]]
    return max((edition for edition in editions if edition.isdigit()), default="")
