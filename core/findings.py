"""What a check has found in content: where it is, what it is, and whether it blocks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.yamltext import Path, Problem


class Level(StrEnum):
    """What follows from a finding."""

    BLOCKS = "blocks"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """One thing that was found, in words that say what to do.

    `lesson` names the thing that was checked (a lesson, a question, an aid …) and `passage`
    the place in it. In a file the place is a `line`, or the `path` of a value whose line the
    reader of the file knows. In the editor it is a block of a stream, a `field`, or the element
    with the id `anchor`.
    """

    lesson: str
    passage: str
    message: str
    block_id: str = ""
    lesson_slug: str = ""
    file: str = ""
    line: int = 0
    level: Level = Level.BLOCKS
    path: Path = ()
    field: str = ""
    anchor: str = ""

    @property
    def blocks(self) -> bool:
        """Whether nothing may be published while it stands."""
        return self.level is Level.BLOCKS

    @property
    def place(self) -> str:
        """Where the editor's form has it, as a link within the page; empty when it has no place."""
        if self.anchor:
            return f"#{self.anchor}"
        if self.block_id:
            return f"#block-{self.block_id}-section"
        return f"#id_{self.field}" if self.field else ""

    @property
    def problem(self) -> Problem:
        """The same as a mistake in a content file."""
        return Problem(self.file, self.line, self.message)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.lesson, self.passage, self.message) if part)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that keep the content from being published."""
    return [finding for finding in findings if finding.blocks]


def advice(findings: Iterable[Finding]) -> list[Finding]:
    """Those that an editor may set aside."""
    return [finding for finding in findings if not finding.blocks]
