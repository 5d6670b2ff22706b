"""What all kinds of exercise share: steps with fields, answers, and what is said to them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.yamltext import Path
from exercises.kinds.form import CITING, Form

Answers = Mapping[str, tuple[str, ...]]
"""By field: what was chosen or written. A field that was left open is missing."""


class Asks(StrEnum):
    """What a field takes."""

    ONE = "one"
    MANY = "many"
    TEXT = "text"
    DAY = "day"


@dataclass(frozen=True)
class Offer:
    """One thing to choose. A kind's own words ("may", "keep") are put into words by the page."""

    value: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """One thing to answer: `name` is its own in the exercise, `label` says what it is about."""

    name: str
    asks: Asks
    label: str
    offers: tuple[Offer, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """What may be chosen."""
        return tuple(offer.value for offer in self.offers)


@dataclass(frozen=True)
class Step:
    """One page of an exercise. `part` is the id of the part of the work that it shows.

    `told` says whether there is something to say to its answers; `optional`, whether that
    may be asked for without any.
    """

    id: str
    part: str
    title: str
    fields: tuple[Field, ...] = ()
    told: bool = True
    optional: bool = False


@dataclass(frozen=True)
class Work:
    """What a kind works on: its own part of a compiled document, and the facts that it cites."""

    data: Mapping[str, Any]
    links: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def part(self, name: str) -> Mapping[str, Any]:
        """The part of this id."""
        found: Mapping[str, Any] = next(one for one in self.data["parts"] if one["id"] == name)
        return found


class Stand(StrEnum):
    """How an answer stands beside ours. None of them is a fault."""

    SAME = "same"
    OTHER = "other"
    OPEN = "open"
    TOLD = "told"


@dataclass(frozen=True)
class Remark:
    """What is said about one answer: whose words, and why. `more` is what the kind alone shows."""

    about: str
    title: str
    stand: Stand
    yours: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    why: str = ""
    cites: tuple[str, ...] = ()
    more: Any = None


@dataclass(frozen=True)
class Feedback:
    """What is said to the answers of one step; `after` and `cites` are said to all of them."""

    remarks: tuple[Remark, ...] = ()
    after: str = ""
    cites: tuple[str, ...] = ()
    more: Any = None


@dataclass(frozen=True)
class Kind:
    """A kind of exercise. `check` notes in a form what is the matter with the work at a path."""

    check: Callable[[Form, Path], None]
    steps: Callable[[Work], tuple[Step, ...]]
    mark: Callable[[Work, Step, Answers], Feedback]
    troubles: Callable[[Work], list[str]] = lambda work: []


def cites_of(thing: Mapping[str, Any]) -> tuple[str, ...]:
    """All that a thing cites by itself."""
    return tuple(ref for key in CITING.split() for ref in thing.get(key, ()))


def stand_of(yours: tuple[str, ...], ours: tuple[str, ...]) -> Stand:
    """How what was chosen stands beside what we would choose; the order does not matter."""
    if not yours:
        return Stand.OPEN
    return Stand.SAME if set(yours) == set(ours) else Stand.OTHER
