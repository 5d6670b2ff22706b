"""What somebody with pencil, paper and patience can work out: an exact linear programme.

The second opinion on `evaluation.disclosure`: it knows nothing of trees, sums of withheld
rows or flows. Unknown are the groups that nested counts tell apart, in each cell at the
finest level; known is what is published, and that nobody counts less than zero.
"""

from fractions import Fraction
from itertools import product

from evaluation.disclosure import ALL, ProtectedTable, Table

Vector = dict[int, int]


class Attack:
    """All that is known from a published table, as equations over non-negative unknowns."""

    def __init__(self, table: Table, published: ProtectedTable) -> None:
        self.table = table
        keys = [row.key for row in table.rows]
        self.leaves = [key for key in keys if all(row.parent != key for row in table.rows)]
        columns = [column.key for column in table.columns] or [ALL]
        self.crossed = table.has_cells
        if table.columns and not table.has_cells:
            self.places = [(leaf, ALL) for leaf in self.leaves]
        else:
            self.places = list(product(self.leaves, columns))
        self.unknowns = {
            (place, gap): number
            for number, (place, gap) in enumerate(product(self.places, range(len(table.measures))))
        }
        self.equations = [
            (self.vector(row, column, measure), value)
            for (row, column, measure), value in published.published.items()
        ]

    def vector(self, row: str, column: str, measure: str) -> Vector:
        """The unknowns that add up to one count of the table."""
        below = {row}
        for each in self.table.rows:
            if each.parent in below:
                below.add(each.key)
        first = self.table.measures.index(measure)
        return {
            number: 1
            for ((leaf, col), gap), number in self.unknowns.items()
            if leaf in below and column in (ALL, col) and gap >= first
        }

    def interval(self, target: Vector) -> tuple[Fraction, Fraction | None]:
        """The least and the greatest value that a sum of unknowns may have."""
        low = self._minimum(target)
        high = self._minimum({key: -value for key, value in target.items()})
        assert low is not None
        return low, None if high is None else -high

    def _minimum(self, target: Vector) -> Fraction | None:
        return minimum(target, self.equations, len(self.unknowns))


def minimum(target: Vector, equations: list[tuple[Vector, int]], size: int) -> Fraction | None:
    """The least value of a sum under equations over non-negative unknowns; None if endless.

    The simplex method in fractions, two phases, by Bland's rule.
    """
    width = size + len(equations)
    rows = []
    for place, (vector, value) in enumerate(equations):
        row = [Fraction(0)] * (width + 1)
        for key, number in vector.items():
            row[key] = Fraction(number)
        row[size + place], row[-1] = Fraction(1), Fraction(value)
        rows.append(row)
    basis = [size + place for place in range(len(equations))]
    aid = [Fraction(0)] * size + [Fraction(1)] * len(equations)
    assert _solve(rows, basis, aid, width) == 0
    # Turn what stayed in the basis from the first phase out of it, or drop the empty row.
    for place in reversed(range(len(rows))):
        if basis[place] >= size:
            entering = next((k for k in range(size) if rows[place][k] != 0), None)
            if entering is None:
                del rows[place], basis[place]
            else:
                _pivot(rows, basis, place, entering)
    cost = [Fraction(target.get(key, 0)) for key in range(size)]
    return _solve(rows, basis, cost, size)


def _solve(rows, basis, cost, allowed):
    while True:
        prices = [cost[b] for b in basis]
        entering = None
        for key in range(allowed):
            if key in basis:
                continue
            reduced = cost[key] - sum(
                p * row[key] for p, row in zip(prices, rows, strict=True) if p and row[key]
            )
            if reduced < 0:
                entering = key
                break
        if entering is None:
            return sum((p * row[-1] for p, row in zip(prices, rows, strict=True)), Fraction(0))
        leaving = None
        for place, row in enumerate(rows):
            if row[entering] > 0:
                offer = (row[-1] / row[entering], basis[place], place)
                if leaving is None or offer < leaving:
                    leaving = offer
        if leaving is None:
            return None
        _pivot(rows, basis, leaving[2], entering)


def _pivot(rows, basis, place, entering):
    head = rows[place][entering]
    rows[place] = [value / head for value in rows[place]]
    for other, row in enumerate(rows):
        if other != place and row[entering]:
            factor = row[entering]
            rows[other] = [
                a - factor * b if b else a for a, b in zip(row, rows[place], strict=True)
            ]
    basis[place] = entering
