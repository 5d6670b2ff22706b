"""Ids for questions that come from elsewhere. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from assessments.formats.making import REF

_NUMBERED = re.compile(r"([A-Za-z][A-Za-z-]*?)(\d+)")


def prefix_of(bank: str, refs: Collection[str]) -> str:
    """What the ids of a bank begin with: as most of them do, else the letters of its name."""
    found = Counter(match[1] for ref in refs if (match := _NUMBERED.fullmatch(ref)))
    if found:
        return min(found, key=lambda prefix: (-found[prefix], prefix))
    letters = "".join(word[0] for word in bank.split("-") if word and word[0].isalpha())
    return (letters or "Q").upper()[:6]


def wanted_of(given: str, name: str) -> str:
    """The id that a file asks for: the one it gives, or a name that is one ("Q12"); else none."""
    if REF.fullmatch(given):
        return given
    short = name if REF.fullmatch(name) and len(name) <= 12 else ""
    return short if any(sign.isdigit() for sign in short) else ""


def free_refs(prefix: str, taken: Collection[str]) -> Iterator[str]:
    """Ids that nobody has, counting on from the highest; compared without case."""
    folded = {ref.casefold() for ref in taken}
    numbers = [
        int(match[2])
        for ref in taken
        if (match := _NUMBERED.fullmatch(ref))
        and match[1].casefold() == prefix.casefold()
        # A longer number is no counting on.
        and len(match[2]) <= 6
    ]
    number = max(numbers, default=0)
    while True:
        number += 1
        ref = f"{prefix}{number:02d}"
        if ref.casefold() not in folded:
            yield ref
