"""What is defined only for a form that is the same for everybody: one mark for each question. Pure.

Checks are drawn, so no page of theirs shows these; they are for instruments of fixed items.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from evaluation.statistics.weighted import covariance, variance

# A row for each person, a mark for each question.
Rows = Sequence[Sequence[float]]


def alpha(rows: Rows) -> float | None:
    """Cronbach's alpha; None for fewer than two questions or people, or totals all the same."""
    items = _columns(rows)
    if len(items) < 2 or len(rows) < 2:
        return None
    whole = _spread([math.fsum(row) for row in rows])
    if not whole:
        return None
    parts = math.fsum(_spread(item) for item in items)
    return len(items) / (len(items) - 1) * (1 - parts / whole)


def alpha_if_dropped(rows: Rows) -> list[float | None]:
    """By question, the alpha of all the others."""
    width = len(rows[0]) if rows else 0
    return [alpha([[*row[:item], *row[item + 1 :]] for row in rows]) for item in range(width)]


def effective_weights(rows: Rows) -> list[float | None]:
    """By question, how much it weighs in the total: the root of its covariance with the total,
    as a share of these roots. None where it goes against the total, which has no root."""
    totals = [math.fsum(row) for row in rows]
    shared = [covariance(_paired(item, totals)) for item in _columns(rows)]
    whole = math.fsum(math.sqrt(one) for one in shared if one is not None and one >= 0)
    if not whole:
        return [None for _one in shared]
    return [None if one is None or one < 0 else math.sqrt(one) / whole for one in shared]


def _columns(rows: Rows) -> list[list[float]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _spread(values: Sequence[float]) -> float:
    counts: dict[float, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return variance(counts) or 0.0


def _paired(one: Sequence[float], other: Sequence[float]) -> dict[tuple[float, float], int]:
    pairs: dict[tuple[float, float], int] = {}
    for at in zip(one, other, strict=True):
        pairs[at] = pairs.get(at, 0) + 1
    return pairs
