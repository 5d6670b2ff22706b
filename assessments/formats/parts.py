"""What questions of each type are made of. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Option:
    """One answer on offer, and what is said to a person who chose it."""

    text: str
    feedback: str
    correct: bool = False


@dataclass(frozen=True)
class Pair:
    """One thing to find the match of. Two pairs may share a match."""

    text: str
    match: str
    feedback: str


@dataclass(frozen=True)
class Step:
    """One step of a sequence; the steps stand in the right order."""

    text: str
    feedback: str


@dataclass(frozen=True)
class Wording:
    """A text that may be written: `*` in `accept` stands for any run of characters."""

    accept: str
    feedback: str
    correct: bool = False


@dataclass(frozen=True)
class Value:
    """A number that may be written. Both figures are plain decimals: "5", "2.50"."""

    value: str
    feedback: str
    correct: bool = False
    tolerance: str = ""


@dataclass(frozen=True)
class Limit:
    """A time limit in working days. `asks` is "date" (when do `days` after `event` run out?)
    or "days" (how many working days are there after `event`, up to and including `until`?)."""

    event: date | None
    asks: str
    days: int | None = None
    until: date | None = None


@dataclass(frozen=True)
class LimitFeedback:
    """What is said to a day or a count; the last three speak to the usual slips."""

    right: str
    otherwise: str
    calendar: str = ""
    eventday: str = ""
    holiday: str = ""


@dataclass(frozen=True)
class Rated:
    """One way to respond to a situation, and the experts' key: 0 to 3, or its rank from 1."""

    text: str
    key: int | None
    feedback: str


@dataclass(frozen=True)
class Panel:
    """Who settled the key of a judgement: how many people, when, and how far they agreed (0 to 1)."""

    who: str
    on: date | None
    people: int | None
    agreement: float | None
    measure: str = ""
