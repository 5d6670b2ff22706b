"""Which rows of a tree may be published. Pure.

Whoever knows a row and some of the rows below it knows the sum of the others. So that sum is
treated as if it were printed too: rows are withheld until it is as safe as anything that is.
It always can be made so, since all rows below together are the row itself. A row that only
gives cover is opened: of what is below it, no more is withheld than is needed.

Why this is enough. What can be worked out exactly from a tree is what is published and
those sums, and all of them are safe: no part of a sum is then known to less than
`threshold`. Measures are released one after another, each only for rows that have the one
before, so that the groups whose sums are known only get coarser; the README has the proof.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.disclosure.tables import add

Counts = tuple[int, ...]


def gaps(counts: Counts) -> list[int]:
    """The groups that nested counts tell apart: (60, 50, 20) are 10, 30 and 20 people."""
    return [wide - narrow for wide, narrow in zip(counts, [*counts[1:], 0], strict=True)]


def is_safe(counts: Counts, threshold: int) -> bool:
    """Whether all groups that these counts tell apart are large enough."""
    return all(gap >= threshold for gap in gaps(counts))


def releasable(
    total: str,
    parts: Mapping[str, Sequence[str]],
    counts: Mapping[str, Counts],
    *,
    allowed: frozenset[str],
    threshold: int,
) -> frozenset[str]:
    """The rows, of those allowed, whose counts can be published together."""
    if total not in allowed or not is_safe(counts[total], threshold):
        return frozenset()
    published = {total}
    waiting = [total]
    while waiting:
        group = _Group(parts, counts, allowed, threshold)
        group.take(parts.get(waiting.pop(), ()))
        while group.held and group.kept and not group.is_covered:
            group.give_up(group.cheapest())
        published.update(group.kept)
        waiting.extend(group.kept)
    return frozenset(published)


@dataclass
class _Group:
    """The rows below one published row: those to publish, and those whose sum is known."""

    parts: Mapping[str, Sequence[str]]
    counts: Mapping[str, Counts]
    allowed: frozenset[str]
    threshold: int
    kept: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)

    def take(self, rows: Sequence[str]) -> None:
        """Sort rows into kept and held. What is below an unsafe row is smaller still."""
        for row in rows:
            if not is_safe(self.counts[row], self.threshold):
                self.held.append(row)
            elif row in self.allowed:
                self.kept.append(row)
            else:
                self._open(row)

    def give_up(self, row: str) -> None:
        """Withhold a row that could be published; what is below it may still be."""
        self.kept.remove(row)
        self._open(row)

    def _open(self, row: str) -> None:
        if below := self.parts.get(row):
            self.take(below)
        else:
            self.held.append(row)

    @property
    def is_covered(self) -> bool:
        """Whether the sum of what is held is safe to be known."""
        return self._covers(self.held)

    def _covers(self, rows: Sequence[str]) -> bool:
        return is_safe(add([self.counts[row] for row in rows]), self.threshold)

    def cheapest(self) -> str:
        """The smallest row that is enough cover; if no single one is, the smallest."""
        by_size = sorted(self.kept, key=lambda row: (self.counts[row][0], row))
        return next((row for row in by_size if self._covers([*self.held, row])), by_size[0])
