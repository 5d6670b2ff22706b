"""What is said about a question on its way in or out: a sentence and its values. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.formats.lacking import gettext_noop
from assessments.formats.question import QuestionText

__all__ = ["Found", "Reading", "Said", "Trouble", "gettext_noop", "say"]

Value = str | int


@dataclass(frozen=True, order=True)
class Said:
    """A sentence, translated where it is shown: `gettext(said.message) % dict(said.values)`."""

    message: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.message % dict(self.values) if self.values else self.message


def say(message: str, **values: Value) -> Said:
    """A sentence with its values; a long quotation is cut."""
    return Said(message, tuple((name, _short(value)) for name, value in values.items()))


def _short(value: Value) -> Value:
    if isinstance(value, int):
        return value
    text = " ".join(value.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


@dataclass(frozen=True, order=True)
class Trouble:
    """What could not be taken from a file: in which line (from 1), and why.

    `known` is what the format may hold and this site has no place for; else it is a slip.
    """

    line: int
    said: Said
    known: bool = False


@dataclass(frozen=True)
class Found:
    """A question as it was read: where it began, its name there, and what it lost on the way.

    `question.id` is the id that the file gives; empty when it gives none that can be used.
    `given` names what the file says of level, use, sources and so on; the rest is a first guess.
    """

    line: int
    question: QuestionText
    name: str = ""
    notes: tuple[Said, ...] = ()
    given: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """A file as it was read: the good, the rest by line, and what is to be known of all of it."""

    found: tuple[Found, ...]
    troubles: tuple[Trouble, ...]
    notes: tuple[Said, ...] = ()
