"""Moments of values that come with counts: so many people had this value. Pure.

Two million answers to a question are a few dozen different values, so nothing here needs
the answers one by one. Divisors are n - 1 throughout.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Counts = Mapping[float, int]
Pairs = Mapping[tuple[float, float], int]


def size(counts: Mapping[Any, int]) -> int:
    """How many there are."""
    return sum(counts.values())


def mean(counts: Counts) -> float:
    """The mean. Raises ZeroDivisionError for none."""
    return math.fsum(value * many for value, many in counts.items()) / size(counts)


def variance(counts: Counts) -> float | None:
    """The variance; None for fewer than two."""
    return covariance({(value, value): many for value, many in counts.items()})


def covariance(pairs: Pairs) -> float | None:
    """The covariance; None for fewer than two pairs."""
    n = size(pairs)
    if n < 2:
        return None
    here = math.fsum(x * many for (x, _y), many in pairs.items()) / n
    there = math.fsum(y * many for (_x, y), many in pairs.items()) / n
    terms = ((x - here) * (y - there) * many for (x, y), many in pairs.items())
    return math.fsum(terms) / (n - 1)


def correlation(pairs: Pairs) -> float | None:
    """Pearson's r; None where it is not defined: fewer than two, or one side all the same."""
    if len({x for x, _y in pairs}) < 2 or len({y for _x, y in pairs}) < 2:
        return None
    both = covariance(pairs)
    one = covariance({(x, y): many for (x, y), many in _doubled(pairs, 0).items()})
    other = covariance({(x, y): many for (x, y), many in _doubled(pairs, 1).items()})
    if both is None or not one or not other:
        return None
    return max(-1.0, min(1.0, both / math.sqrt(one * other)))


def _doubled(pairs: Pairs, side: int) -> dict[tuple[float, float], int]:
    counts: dict[tuple[float, float], int] = {}
    for pair, many in pairs.items():
        at = (pair[side], pair[side])
        counts[at] = counts.get(at, 0) + many
    return counts


def sides(pairs: Pairs) -> tuple[dict[float, int], dict[float, int]]:
    """The counts of each side by itself."""
    left: dict[float, int] = {}
    right: dict[float, int] = {}
    for (x, y), many in pairs.items():
        left[x] = left.get(x, 0) + many
        right[y] = right.get(y, 0) + many
    return left, right


def in_step(pairs: Pairs) -> dict[tuple[float, float], int]:
    """The same values as they would pair if both sides rose together: each side in order."""
    left, right = sides(pairs)
    rows, columns = sorted(left.items()), sorted(right.items())
    found: dict[tuple[float, float], int] = {}
    row = column = 0
    left_over, right_over = (rows[0][1], columns[0][1]) if rows else (0, 0)
    while row < len(rows) and column < len(columns):
        many = min(left_over, right_over)
        at = (rows[row][0], columns[column][0])
        found[at] = found.get(at, 0) + many
        left_over, right_over = left_over - many, right_over - many
        if not left_over:
            row += 1
            left_over = rows[row][1] if row < len(rows) else 0
        if not right_over:
            column += 1
            right_over = columns[column][1] if column < len(columns) else 0
    return found


@dataclass(frozen=True)
class Quartiles:
    """The lower quartile, the median and the upper quartile of `n` values."""

    n: int
    lower: float
    median: float
    upper: float


def quartiles(counts: Counts) -> Quartiles | None:
    """The quartiles, between two neighbours in proportion (R's type 7); None for none."""
    n = size(counts)
    if not n:
        return None
    lower, median, upper = _quantiles(counts, n, (0.25, 0.5, 0.75))
    return Quartiles(n, lower, median, upper)


def _quantiles(counts: Counts, n: int, shares: Iterable[float]) -> list[float]:
    values = sorted(counts)
    ends, seen = [], 0
    for value in values:
        seen += counts[value]
        ends.append(seen)

    def at(place: int) -> float:
        return next(value for value, end in zip(values, ends, strict=True) if place < end)

    found = []
    for share in shares:
        place = (n - 1) * share
        below = math.floor(place)
        low, high = at(below), at(min(below + 1, n - 1))
        found.append(low + (high - low) * (place - below))
    return found
