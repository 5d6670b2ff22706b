"""An index in memory: what holds all that is sought, the best first. Pure.

The same on every database. It is made of what was released, which never changes and does
not grow with people, so a process keeps it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from courses.finding.synonyms import SYNONYMS, Synonyms
from courses.finding.words import one_slip_apart, words

MOST_WORDS = 12
TITLE, HIDDEN, TEXT = 4.0, 2.0, 1.0
BEGINNING, SLIP = 0.5, 0.4
LEAST_BEGINNING = 3
LEAST_SLIP = 5


@dataclass(frozen=True)
class Entry:
    """Something that can be found: a section of a lesson, a duty, a job aid.

    Entries of one `group` are shown as one, by the best of them. `hidden` are words by
    which it is found and which it does not show.
    """

    kind: str
    group: str
    title: str
    text: str
    href: str
    about: str = ""
    hidden: str = ""
    rights: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """One thing that is sought: the terms that stand for it, each with its worth."""

    terms: dict[str, float]


@dataclass(frozen=True)
class Found:
    """What a search gives: entries, the best of each group, and how the words were taken.

    `instead` are words that were sought in place of misspelt ones; `only_some` when nothing
    holds all that is sought.
    """

    entries: Sequence[Entry]
    terms: frozenset[str] = frozenset()
    instead: Sequence[str] = ()
    only_some: bool = False


class Index:
    """Entries by the terms that they hold."""

    def __init__(self, entries: Iterable[Entry], *, synonyms: Synonyms = SYNONYMS) -> None:
        self.entries = tuple(entries)
        self.synonyms = synonyms
        self.postings: dict[str, dict[int, float]] = {}
        # How a stem is written, for saying what was sought instead of a misspelt word.
        self.written: dict[str, str] = {}
        for number, entry in enumerate(self.entries):
            weights: Counter[str] = Counter()
            for text, weight in (
                (entry.title, TITLE),
                (entry.hidden, HIDDEN),
                (entry.text, TEXT),
            ):
                for term in self._terms(text):
                    weights[term] += weight  # type: ignore[assignment]  # weights are halves
            for term, weight in weights.items():
                self.postings.setdefault(term, {})[number] = weight
        self.vocabulary = sorted(term for term in self.postings if not term.startswith("~"))

    def _terms(self, text: str) -> Iterable[str]:
        found = list(words(text))
        for word in found:
            self.written.setdefault(word.stem, text[word.start : word.end].lower())
            yield word.stem
        for meaning in self.synonyms.in_words(found):
            yield meaning.stem

    def beginning_with(self, stem: str) -> list[str]:
        """The terms that begin so."""
        start = bisect_left(self.vocabulary, stem)
        found = []
        for term in self.vocabulary[start:]:
            if not term.startswith(stem):
                break
            found.append(term)
        return found

    def near(self, stem: str) -> list[str]:
        """The terms that a slip of the pen away would be this one."""
        return [term for term in self.vocabulary if one_slip_apart(stem, term)]


@dataclass
class Search:
    """One search over several indexes."""

    indexes: Sequence[Index]
    keep: Callable[[Entry], bool]
    instead: list[str] = field(default_factory=list)

    def units(self, sought: str, synonyms: Synonyms) -> list[Unit]:
        """What is sought: each known thing, or word, once."""
        said = [word.stem for word in words(sought)][:MOST_WORDS]
        units, at = [], 0
        while at < len(said):
            way = synonyms.at(said, at)
            if way is not None:
                units.append(Unit({way[1]: 1.0}))
                at += way[0]
            else:
                units.append(self._word(said[at]))
                at += 1
        return units

    def _word(self, stem: str) -> Unit:
        terms = {stem: 1.0}
        if len(stem) >= LEAST_BEGINNING:
            for index in self.indexes:
                for term in index.beginning_with(stem):
                    terms.setdefault(term, BEGINNING)
        if not any(term in index.postings for index in self.indexes for term in terms):
            terms |= self._near(stem)
        return Unit(terms)

    def _near(self, stem: str) -> dict[str, float]:
        if len(stem) < LEAST_SLIP:
            return {}
        found = {term: index for index in self.indexes for term in index.near(stem)}
        self.instead += [index.written.get(term, term) for term, index in found.items()]
        return dict.fromkeys(found, SLIP)

    def scores(self, units: Sequence[Unit]) -> dict[tuple[int, int], list[float]]:
        """For each entry, by index and number, the worth of each unit that it holds."""
        total = sum(len(index.entries) for index in self.indexes) or 1
        found: dict[tuple[int, int], list[float]] = {}
        for place, unit in enumerate(units):
            for term, worth in unit.terms.items():
                held = [index.postings.get(term, {}) for index in self.indexes]
                rare = math.log(1 + total / (1 + sum(len(one) for one in held)))
                for which, postings in enumerate(held):
                    for number, weight in postings.items():
                        score = found.setdefault((which, number), [0.0] * len(units))
                        worth_here = worth * rare * weight / (weight + TITLE)
                        score[place] = max(score[place], worth_here)
        return found


def find(
    sought: str,
    indexes: Sequence[Index],
    *,
    keep: Callable[[Entry], bool] = lambda _entry: True,
    synonyms: Synonyms = SYNONYMS,
) -> Found:
    """What holds all that is sought, the best first; else what holds some of it.

    Nothing sought finds all entries that are kept, in their order.
    """
    search = Search(indexes, keep)
    units = search.units(sought, synonyms)
    if not units:
        every = [entry for index in indexes for entry in index.entries if keep(entry)]
        return Found(list({entry.group: entry for entry in reversed(every)}.values())[::-1])
    scores = {
        place: score
        for place, score in search.scores(units).items()
        if keep(indexes[place[0]].entries[place[1]])
    }
    whole = _groups(indexes, scores, all)
    found = whole or _groups(indexes, scores, any)
    terms = frozenset(term for unit in units for term in unit.terms)
    return Found(
        found, terms, tuple(dict.fromkeys(search.instead)), only_some=bool(found) and not whole
    )


def _groups(
    indexes: Sequence[Index],
    scores: dict[tuple[int, int], list[float]],
    holds: Callable[[Sequence[bool]], bool],
) -> list[Entry]:
    """Of each group that holds what is sought between its entries, the best entry; the best first."""
    groups: dict[str, list[tuple[float, tuple[int, int], list[float]]]] = {}
    for (which, number), score in scores.items():
        entry = indexes[which].entries[number]
        groups.setdefault(entry.group, []).append((sum(score), (which, number), score))
    ranked = []
    for group, found in groups.items():
        held = [any(part) for part in zip(*(score for _sum, _place, score in found), strict=True)]
        if not holds(held):
            continue
        best = max(found, key=lambda one: (one[0], -one[1][0], -one[1][1]))
        rest = sum(one[0] for one in found) - best[0]
        ranked.append((-(best[0] + 0.1 * rest), group, indexes[best[1][0]].entries[best[1][1]]))
    return [entry for _score, _group, entry in sorted(ranked, key=lambda one: one[:2])]
