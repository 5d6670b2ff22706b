"""Refreshers: when a few questions may be offered again, and which. Pure.

Three and six months after somebody finished a module they may be offered five questions on
what they found hard. An offer stands for six weeks and follows from dates alone: nothing is
kept of it until it is taken or declined.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from care.notes import LEAST_STRENGTH, Topic, needs_alternative
from care.topicwords import named_in, told_in
from core.dates import add_months

MONTHS = (3, 6)
WINDOW = timedelta(weeks=6)
SIZE = 5
# Where a compiled question of any type has words that its reader meets.
WORDS = ("stem", "rationale", "options", "items", "matches", "answers", "otherwise", "feedback")
Question = Mapping[str, Any]


@dataclass(frozen=True)
class Occasion:
    """So many months after a module was finished; the offer stands from a day until another."""

    completed_on: date
    months: int
    from_on: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether the offer stands on a day; both ends included."""
        return self.from_on <= day <= self.until


def occasions(completed_on: date) -> tuple[Occasion, ...]:
    """When refreshers may be offered to somebody who finished on a day.

    So many months later to the day, or on the last day of a shorter month.
    """
    return tuple(
        Occasion(completed_on, months, begin, begin + WINDOW - timedelta(days=1))
        for months in MONTHS
        for begin in [add_months(completed_on, months)]
    )


def occasion(completed_on: date, today: date) -> Occasion | None:
    """The occasion that stands today; at most one does."""
    return next((one for one in occasions(completed_on) if one.holds(today)), None)


@dataclass(frozen=True)
class Tried:
    """How somebody once answered a question: whether it counted as right."""

    ref: str
    right: bool


def topics_of(question: Question) -> list[Topic]:
    """What the words of a question touch, in the order of the vocabulary."""
    said = {text for name in WORDS for text in _texts(question.get(name))}
    found = {topic for text in said for topic in {*told_in(text), *named_in(text)}}
    return [topic for topic in Topic if topic in found]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from _texts(part)


def may_come_unbidden(question: Question) -> bool:
    """Whether a question touches nothing difficult, even by name.

    In a lesson or a check a content note stands before what is difficult; a refresher comes
    between other things, and so leaves it out.
    """
    return not any(needs_alternative(LEAST_STRENGTH[topic]) for topic in topics_of(question))


def pick(
    questions: Iterable[Question], tried: Sequence[Tried], seed: int, size: int = SIZE
) -> tuple[str, ...]:
    """The refs of the questions to ask, at most so many, none twice, hardest first.

    First what is not yet right by the last answer to it, then what once was not; then others
    about the same rights or from the same lessons; then what was never asked; then the rest.
    `tried` goes from the oldest to the newest. The same seed gives the same.
    """
    bank = {one["ref"]: one for one in questions}
    last = {one.ref: one.right for one in tried}
    missed = {one.ref for one in tried if not one.right and one.ref in bank}
    rights = {right for ref in missed for right in bank[ref]["rights"]}
    lessons = {bank[ref]["lesson"] for ref in missed}

    def rank(ref: str) -> int:
        if ref in missed:
            return 1 if last[ref] else 0
        one = bank[ref]
        if one["lesson"] in lessons or not rights.isdisjoint(one["rights"]):
            return 2
        return 4 if ref in last else 3

    order = sorted(bank)
    random.Random(f"refresher:{seed}").shuffle(order)  # noqa: S311 -- seeded on purpose, guards nothing
    return tuple(sorted(order, key=rank)[:size])
