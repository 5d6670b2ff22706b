"""Ids that nobody has to invent: readable, each once, kept once they were given. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

_LONGEST = 40
_RESERVED = {"and", "or", "not"}
_NUMBERED = re.compile(r"sc([0-9]{2,4})", re.IGNORECASE)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("’", "")).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.lower())


def _joined(words: Iterable[str], between: str) -> str:
    made = ""
    for word in words:
        longer = f"{made}{between}{word}" if made else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        made = longer
    return made


def slug_of(text: str, taken: Collection[str], *, otherwise: str, most: int = 6) -> str:
    """An id from the first words of a text, as “at-the-counter”."""
    return _free(_joined(_words(text)[:most], "-") or otherwise, taken, "-")


def name_of(text: str) -> str:
    """A name for conditions from words, as “sent_away”; empty when there is nothing to make it of."""
    name = text if re.fullmatch(r"[a-z][a-z0-9_]{0,39}", text) else _joined(_words(text), "_")
    if name[:1].isdigit():
        name = f"n_{name}"[:_LONGEST]
    return f"{name}_" if name in _RESERVED else name


def free_name(text: str, taken: Collection[str], *, otherwise: str) -> str:
    """A name for conditions that nothing else has."""
    return _free(name_of(text) or otherwise, taken, "_")


def _free(name: str, taken: Collection[str], between: str) -> str:
    number, made = 1, name
    while made in taken:
        number += 1
        made = f"{name}{between}{number}"
    return made


def next_id(slugs: Iterable[str]) -> str:
    """The id of a new scenario: the next number after those that there are, as “SC13”."""
    numbers = [int(found[1]) for slug in slugs if (found := _NUMBERED.fullmatch(slug))]
    return f"SC{max(numbers, default=0) + 1:02d}"
