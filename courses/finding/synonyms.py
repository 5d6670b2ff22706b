"""What people call the same thing, so that "VPS" finds "Victim Personal Statement". Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from courses.finding.words import Word, stems

FILE = Path(__file__).parent.parent / "data" / "synonyms.txt"


@dataclass(frozen=True)
class Synonyms:
    """Ways of saying one thing: the stems of each, by the first of them, longest first."""

    ways: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def at(self, said: Sequence[str], start: int) -> tuple[int, str] | None:
        """The longest way that begins at a place: how many words it takes, and what it means."""
        for way, meaning in self.ways.get(said[start], ()):
            if tuple(said[start : start + len(way)]) == way:
                return len(way), meaning
        return None

    def in_words(self, found: Sequence[Word]) -> Iterator[Word]:
        """Each thing that words mean, where they stand, as a word of its own."""
        said = [word.stem for word in found]
        for start in range(len(said)):
            if (way := self.at(said, start)) is not None:
                length, meaning = way
                yield Word(found[start].start, found[start + length - 1].end, meaning)


def read_synonyms(text: str) -> Synonyms:
    """A table: a line for each thing, the ways of saying it with commas between, "#" for notes."""
    ways: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in text.splitlines():
        said = [stems(way) for way in line.partition("#")[0].split(",")]
        said = [way for way in said if way]
        for way in said:
            ways.setdefault(way[0], []).append((way, f"~{' '.join(said[0])}"))
    for found in ways.values():
        found.sort(key=lambda way: -len(way[0]))
    return Synonyms(ways)


SYNONYMS = read_synonyms(FILE.read_text(encoding="utf-8"))
