"""Questions that ask the same, or almost. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from math import ceil

# The share of their words that two questions have in common when they are almost the same.
ALIKE = 0.85
_WORD = re.compile(r"\w+")


def normal(text: str) -> str:
    """A text without what makes no difference: case, signs, spaces."""
    return " ".join(_WORD.findall(text.casefold()))


def twins(stems: Mapping[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Pairs of refs whose stems are alike; True where they are the same word for word.

    Two stems that share enough words share at least one of the rare words with which each
    begins, so that only few pairs are compared: a bank of 5,000 takes well under a second.
    """
    words = {ref: frozenset(normal(stem).split()) for ref, stem in stems.items()}
    counts = Counter(word for one in words.values() for word in one)
    met: dict[str, list[str]] = {}
    for ref in sorted(words):
        rare_first = sorted(words[ref], key=lambda word: (counts[word], word))
        kept = len(rare_first) - ceil(ALIKE * len(rare_first)) + 1
        others: dict[str, None] = {}
        for word in rare_first[:kept]:
            others.update(dict.fromkeys(met.get(word, ())))
            met.setdefault(word, []).append(ref)
        for other in others:
            if _alike(words[other], words[ref]):
                yield other, ref, normal(stems[other]) == normal(stems[ref])


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
