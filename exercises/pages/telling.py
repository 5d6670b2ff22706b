"""An exercise as it is told to one person: in the first way, or in the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exercises.kinds import KINDS, Kind, Step, Work


@dataclass(frozen=True)
class Telling:
    """A compiled document, and whether its alternative is told."""

    document: Mapping[str, Any]
    alternative: bool = False

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return KINDS[self.document["kind"]]

    @property
    def work(self) -> Work:
        """What is to be done."""
        told = self.document["alternative"] if self.alternative else self.document
        return Work(told["work"], self.document.get("links", {}))

    @property
    def intro(self) -> str:
        """What to do, in words."""
        other = self.document.get("alternative") or {}
        return str((self.alternative and other.get("intro")) or self.document["intro"])

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its steps, in order."""
        return self.kind.steps(self.work)


def has_note(document: Mapping[str, Any]) -> bool:
    """Whether a reader is asked before the exercise begins."""
    note = document.get("content_note") or {}
    return bool(note.get("strength", "CW0") != "CW0")


def has_alternative(document: Mapping[str, Any]) -> bool:
    """Whether the exercise can be done without the distressing matter."""
    return bool(document.get("alternative"))
