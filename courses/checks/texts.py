"""What people read of one thing, whatever it is: a lesson, a question, a scenario, an aid. Pure.

Each kind of content becomes a `Unit` of texts with their voices, so that the checks of words
are written once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from care.notes import ContentNote
from core.findings import Finding, Level
from core.yamltext import Path


class Voice(StrEnum):
    """Who speaks, which decides what a text is held to."""

    OURS = "ours"  # we explain: what is said is taken as so
    TOLD = "told"  # a story, a scene, a task: its people and days are invented
    RULE = "rule"  # a fact or a table of limits, with its citation beside it
    ASKED = "asked"  # what a learner is asked
    LESS = "less"  # an answer or a choice that is shown because it is not the best
    OTHERS = "others"  # words of a statute, as they stand there


@dataclass(frozen=True)
class Said:
    """One text in plain words, and where it stands."""

    text: str
    voice: Voice
    passage: str = ""
    line: int = 0
    path: Path = ()
    block_id: str = ""
    field: str = ""


@dataclass(frozen=True)
class Unit:
    """One thing with all that it says. `note` is its own content note, or that of what holds it."""

    name: str
    said: tuple[Said, ...]
    note: ContentNote | None = None
    file: str = ""
    slug: str = ""

    def finding(
        self, message: str, said: Said | None = None, *, level: Level = Level.BLOCKS
    ) -> Finding:
        """What was found in one of its texts, or in the whole."""
        place = said or Said("", Voice.OURS, line=1)
        return Finding(
            lesson=self.name,
            passage=place.passage,
            message=message,
            block_id=place.block_id,
            lesson_slug=self.slug,
            file=self.file,
            line=place.line,
            level=level,
            path=place.path,
            field=place.field,
        )
