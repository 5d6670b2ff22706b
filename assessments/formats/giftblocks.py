"""A GIFT file cut into the pieces that each hold one question. Pure.

A piece ends at an empty line. In answers an empty line is borne, as long as what follows
still looks like answers: so one brace that is never closed does not swallow all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Escaped signs stand as noncharacters while a file is read, so that the rest may be split at
# the bare ones. Sanitising takes noncharacters out of what people write.
_SIGNS = "\\:#={}~n"
_MARKS = {sign: chr(0xFDD0 + index) for index, sign in enumerate(_SIGNS)}
_BACK = {ord(mark): "\n" if sign == "n" else sign for sign, mark in _MARKS.items()}
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_STRAY = re.compile("[\ufdd0-\ufdef]")

CATEGORY = "$CATEGORY:"
# So many lines ahead the end of open answers is looked for.
_AHEAD = 30


def marked(text: str) -> str:
    """Text whose escaped signs cannot be taken for bare ones any more."""
    return _ESCAPED.sub(lambda found: _MARKS[found[1]], _STRAY.sub("", text))


def unmarked(text: str) -> str:
    """The same text as it was meant."""
    return text.translate(_BACK).strip()


@dataclass(frozen=True)
class Block:
    """The lines of one question, comments apart; `line` is where it begins, from 1."""

    line: int
    text: str
    comments: str = ""

    def line_at(self, place: int) -> int:
        """The line of the sign at `place` in the text."""
        return self.line + self.text.count("\n", 0, max(place, 0))


@dataclass
class _Reader:
    lines: Sequence[str]
    block: list[str]
    begun: int = 0
    comments: str = ""
    # Comments since the last line of text: they may belong to the question that follows.
    waiting: str = ""
    opened: bool = False
    closed: bool = False

    def add(self, number: int, line: str) -> None:
        if not self.block:
            self.begun = number
        self.comments += self.waiting
        self.waiting = ""
        self.block.append(line)
        self.opened = self.opened or "{" in line
        self.closed = self.closed or "}" in line

    def done(self) -> Iterator[Block]:
        if self.block:
            yield Block(self.begun + 1, "\n".join(self.block).rstrip(), self.comments)
        self.block, self.comments = [], ""
        self.opened = self.closed = False


def blocks(text: str) -> Iterator[Block]:
    """The pieces of a file whose text went through `marked`."""
    lines = [line.strip() for line in text.split("\n")]
    reader = _Reader(lines, [])
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.startswith("//"):
            reader.waiting += f"{line}\n"
            if reader.block:
                # Its place is kept, so that lines can still be counted.
                reader.block.append("")
        elif not line:
            after = _next(lines, number)
            if reader.opened and not reader.closed and _goes_on(lines, after):
                reader.block.extend([""] * (after - number))
            else:
                reader.comments += reader.waiting
                reader.waiting = ""
                yield from reader.done()
            number = after - 1
        else:
            if reader.block and line.startswith(("::", CATEGORY)):
                yield from reader.done()
            reader.add(number, line)
            if line.startswith(CATEGORY):
                yield from reader.done()
        number += 1
    yield from reader.done()


def _next(lines: Sequence[str], number: int) -> int:
    """The next line that is not empty; the number of lines when there is none."""
    while number < len(lines) and not lines[number]:
        number += 1
    return number


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Whether what begins here still belongs to open braces."""
    if number == len(lines) or lines[number].startswith(("::", CATEGORY, "//")):
        return False
    if lines[number].startswith(("=", "~", "}", "#")):
        return True
    for line in lines[number : number + _AHEAD]:
        if line.startswith(("::", CATEGORY)):
            return False
        found = re.search("[{}]", line)
        if found:
            return found[0] == "}"
    return False
