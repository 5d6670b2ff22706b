"""Which rows of a tree may be published. Pure.

Whoever knows a row and some of its parts knows the sum of the other parts. So that sum is
treated as if it were printed too: parts are withheld until it is as safe as anything that
is. It always can be made so, since all parts together are the row itself. Below a row that
is withheld nothing is published.

Why this is enough. What can be worked out exactly from a tree is what is published and
those sums, and all of them are safe: no part of a sum is then known to less than
`threshold`. Measures are released one after another, each only for rows that have the one
before, so that the groups whose sums are known only get coarser; the README has the proof.
"""

from collections.abc import Callable, Mapping, Sequence

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

    def safe(rows: Sequence[str]) -> bool:
        return is_safe(add([counts[row] for row in rows]), threshold)

    if total not in allowed or not safe([total]):
        return frozenset()
    published = {total}
    waiting = [total]
    while waiting:
        below = parts.get(waiting.pop(), ())
        kept = [row for row in below if row in allowed and safe([row])]
        held = [row for row in below if row not in kept]
        while held and kept and not safe(held):
            sacrifice = _cheapest(kept, held, counts, safe)
            kept.remove(sacrifice)
            held.append(sacrifice)
        published.update(kept)
        waiting.extend(kept)
    return frozenset(published)


def _cheapest(
    kept: Sequence[str],
    held: Sequence[str],
    counts: Mapping[str, Counts],
    safe: Callable[[Sequence[str]], bool],
) -> str:
    """The smallest row that is enough; if no single one is, the smallest."""
    by_size = sorted(kept, key=lambda row: (counts[row][0], row))
    return next((row for row in by_size if safe([*held, row])), by_size[0])
