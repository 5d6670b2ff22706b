"""Words of a text with where they stand, and what is left of them when endings are taken off. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# The longest first. What is left has at least four letters, or the ending stays.
_ENDINGS = ("ements", "ement", "ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "ly")
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word: where it begins and ends, and its stem."""

    start: int
    end: int
    stem: str


def words(text: str) -> Iterator[Word]:
    """The words of a text in order."""
    for match in _WORD.finditer(text):
        yield Word(match.start(), match.end(), stem(match.group()))


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order."""
    return tuple(word.stem for word in words(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word in small letters without its usual ending, so that "interviewing" finds "interviewed"."""
    plain = word.casefold().replace("’", "'")
    plain = plain.removesuffix("'s").replace("'", "")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _LEAST:
            return plain.removesuffix(ending) + ("y" if ending == "ies" else "")
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):
        return plain[:-1]
    return plain


def one_slip_apart(one: str, other: str) -> bool:
    """Whether a letter more, less, other, or two changed about, make one word the other."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    changed_about = (
        one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    )
    return changed_about or one[at + 1 :] == other[at + 1 :]
