"""Cells of rows crossed with columns: what can be worked out about them, and what to withhold.

Two withheld cells in every row and column are not enough: sums of rows less sums of columns
may still single one out. So every pattern is audited: between which values can a withheld
cell lie, given all that is published? In a table of two dimensions that is a question about
flows in a network, and its answer is exact. Pure.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

Cell = tuple[str, str]
Layer = Mapping[Cell, int]


def bounds(
    layer: Layer, withheld: frozenset[Cell], cell: Cell, *, enough: int | None = None
) -> tuple[int, int]:
    """The least and the greatest value that a withheld cell may have, margins being known.

    With `enough` the search stops once the two are that far apart.
    """
    others = withheld - {cell}
    endless = sum(layer.values()) + 1
    limit = endless if enough is None else enough
    up = _flow(layer, others, cell, more=True, limit=limit)
    down = _flow(layer, others, cell, more=False, limit=min(limit, layer[cell]))
    return layer[cell] - down, layer[cell] + up


def _flow(layer: Layer, free: frozenset[Cell], cell: Cell, *, more: bool, limit: int) -> int:
    """By how much a cell can grow (or shrink) while others in its row and column give way.

    Nodes are rows and columns. To grow, the row passes the amount on to a column by
    shrinking a cell there, the column to a row by growing one, until the cell's own column
    is reached. Cells shrink to zero at most; they grow as far as they like.
    """
    source, sink = ("row", cell[0]), ("column", cell[1])
    endless = sum(layer.values()) + 1
    room: dict[tuple[str, str], dict[tuple[str, str], int]] = {source: {}, sink: {}}
    for row, column in free:
        there, back = ("row", row), ("column", column)
        shrink, grow = layer[row, column], endless
        room.setdefault(there, {})[back] = shrink if more else grow
        room.setdefault(back, {})[there] = grow if more else shrink
    total = 0
    while total < limit and (path := _path(room, source, sink)):
        steps = list(pairwise(path))
        amount = min(limit - total, *(room[a][b] for a, b in steps))
        for a, b in steps:
            room[a][b] -= amount
            room[b][a] = room[b].get(a, 0) + amount
        total += amount
    return total


def _path(
    room: Mapping[tuple[str, str], Mapping[tuple[str, str], int]],
    source: tuple[str, str],
    sink: tuple[str, str],
) -> list[tuple[str, str]]:
    came: dict[tuple[str, str], tuple[str, str]] = {source: source}
    waiting = deque([source])
    while waiting and sink not in came:
        here = waiting.popleft()
        for there, left in room[here].items():
            if left > 0 and there not in came:
                came[there] = here
                waiting.append(there)
    if sink not in came:
        return []
    path = [sink]
    while path[-1] != source:
        path.append(came[path[-1]])
    return path[::-1]


def protected_pattern(
    layers: Sequence[Layer],
    *,
    withheld: frozenset[Cell],
    fixed: frozenset[Cell],
    threshold: int,
) -> frozenset[Cell] | None:
    """The cells to withhold so that none below the threshold is known to less than it.

    `layers` are groups that the cells' counts tell apart; a cell is withheld in all or in
    none. `withheld` are withheld in any case; `fixed` are known to everybody and give no
    cover. None when no pattern is good enough: then no cell can be published.
    """
    small = [
        (layer, cell)
        for layer in layers
        for cell, value in sorted(layer.items())
        if value < threshold and cell not in fixed
    ]
    pattern = withheld | frozenset(cell for _layer, cell in small)
    # Withholding more only widens what a cell may be, so each needs to be looked at once.
    for layer, cell in small:
        while (missing := threshold - _width(layer, pattern, cell, threshold)) > 0:
            wider = _cover(layers, layer, pattern, fixed, cell, missing)
            if not wider:
                return None
            pattern |= wider
    return pattern


def _width(layer: Layer, pattern: frozenset[Cell], cell: Cell, enough: int) -> int:
    low, high = bounds(layer, pattern, cell, enough=enough)
    return high - low


def _cover(
    layers: Sequence[Layer],
    layer: Layer,
    pattern: frozenset[Cell],
    fixed: frozenset[Cell],
    cell: Cell,
    missing: int,
) -> frozenset[Cell]:
    """More cells to withhold: the cheapest corners of a rectangle that give enough room."""
    best: tuple[int, int, list[Cell]] | None = None
    for corners in _rectangles(layer, fixed, cell):
        new = [corner for corner in corners if corner not in pattern]
        if not new:
            continue
        beside, above, across = (layer[corner] for corner in corners)
        room = min(beside, above) + min(layer[cell], across)
        price = sum(each[corner] for each in layers for corner in new)
        offer = (min(room, missing), -price, new)
        if best is None or offer > best:
            best = offer
    return frozenset(best[2]) if best else frozenset()


def _rectangles(layer: Layer, fixed: frozenset[Cell], cell: Cell) -> Iterator[tuple[Cell, ...]]:
    """The three other corners of every rectangle of cells that can be withheld."""
    rows = sorted({row for row, _column in layer})
    columns = sorted({column for _row, column in layer})
    for row in rows:
        for column in columns:
            corners = ((cell[0], column), (row, cell[1]), (row, column))
            if row != cell[0] and column != cell[1] and fixed.isdisjoint(corners):
                yield corners
