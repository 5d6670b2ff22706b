"""The words around what was found, in pieces, so that a template can mark and escape them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from courses.finding.synonyms import SYNONYMS, Synonyms
from courses.finding.words import Word, words

AROUND = 220


@dataclass(frozen=True)
class Piece:
    """A piece of a text: one that was sought, or one between."""

    text: str
    sought: bool = False


def marked(
    text: str, terms: Collection[str], *, synonyms: Synonyms = SYNONYMS
) -> tuple[Piece, ...]:
    """The whole of a text, in pieces."""
    return tuple(_pieces(text, _sought(text, terms, synonyms), 0, len(text)))


def extract(
    text: str, terms: Collection[str], *, synonyms: Synonyms = SYNONYMS, around: int = AROUND
) -> tuple[Piece, ...]:
    """The stretch of a text that holds most of what was sought, in pieces, with "…" for the rest."""
    flat = " ".join(text.split())
    places = _sought(flat, terms, synonyms)
    start = _start(places, around)
    end = min(len(flat), start + around)
    if start:
        start = flat.rfind(" ", 0, start + 1) + 1
    if end < len(flat):
        end = max(flat.rfind(" ", start, end + 1), start + 1)
    pieces = list(_pieces(flat, [one for one in places if one.end <= end], start, end))
    if start:
        pieces.insert(0, Piece("…"))
    if end < len(flat):
        pieces.append(Piece("…"))
    return tuple(pieces)


def _sought(text: str, terms: Collection[str], synonyms: Synonyms) -> list[Word]:
    """Where what was sought stands: longest first where two overlap."""
    found = list(words(text))
    hits = [word for word in (*found, *synonyms.in_words(found)) if word.stem in terms]
    taken: list[Word] = []
    for hit in sorted(hits, key=lambda word: (word.start, -word.end)):
        if not taken or hit.start >= taken[-1].end:
            taken.append(hit)
    return taken


def _start(places: list[Word], around: int) -> int:
    """Where the stretch with the most different sought words begins, a little before the first."""
    best, start = 0, 0
    for first in places:
        within = {one.stem for one in places if 0 <= one.start - first.start <= around - 60}
        if len(within) > best:
            best, start = len(within), first.start
    return max(0, start - 50)


def _pieces(text: str, places: list[Word], start: int, end: int) -> Iterator[Piece]:
    at = start
    for word in places:
        if word.start < at or word.end > end:
            continue
        if word.start > at:
            yield Piece(text[at : word.start])
        yield Piece(text[word.start : word.end], sought=True)
        at = word.end
    if at < end:
        yield Piece(text[at:end])
