"""How a text reads: its words, its sentences, its reading age. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9’'\-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"']?\s+(?=[“‘\"A-Z0-9])")


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text, in which an empty line ends one."""
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        whole = " ".join(paragraph.split())
        found += [one.strip() for one in _SENTENCE_END.split(whole) if _WORD.search(one)]
    return found


# People use the same words again and again.
@lru_cache(maxsize=20_000)
def syllables(word: str) -> float:
    """About how many syllables an English word has."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if not letters:
        return 1
    count: float = len(re.findall(r"[aeiouy]+", letters))
    if re.search(r"[^aeiouyl]e$", letters):
        count -= 1
    if re.search(r"[^aeiouytd]ed$", letters):
        count -= 1
    if re.search(r"[^aeiouyscxzg]es$", letters) and not re.search(r"(sh|ch)es$", letters):
        count -= 1
    if re.search(r"(ia|io(?!n|us)|eo|ua(?!r)|iu)", letters):
        count += 0.5
    return max(1, count)


def reading_age(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade plus five, over sentences of more than three words; 0 if none."""
    whole = [words(one) for text in texts for one in sentences(text)]
    whole = [one for one in whole if len(one) > 3]
    said = [word for one in whole for word in one]
    if not said:
        return 0
    per_sentence = len(said) / len(whole)
    per_word = sum(syllables(word) for word in said) / len(said)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59 + 5
