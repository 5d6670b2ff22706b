"""Tables of counts, as they come in and as they may go out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# The column of a table that adds up all columns.
ALL = ""


class TableError(ValueError):
    """A table that does not add up: nothing can be said about what it discloses."""


@dataclass(frozen=True)
class Node:
    """A row or a column: its key, its words, and the key of the row that it is a part of."""

    key: str
    label: str
    parent: str | None = None


@dataclass(frozen=True)
class Table:
    """Counts of people by rows (a tree, the total first) and, if wanted, by columns.

    `measures` are nested, the widest first: each counts some of those that the one before
    it counts. `counts[row, column]` holds one number for each measure; `counts[row, ALL]`
    is there for every row, `counts[total, column]` for every column, and the cells inside
    for the rows that are parts of the total, or for none. Whatever has parts is their sum.

    Raises `TableError` where it is not.
    """

    measures: tuple[str, ...]
    rows: tuple[Node, ...]
    counts: Mapping[tuple[str, str], tuple[int, ...]]
    columns: tuple[Node, ...] = ()

    def __post_init__(self) -> None:
        if not self.rows or self.rows[0].parent is not None:
            raise TableError("The first row of a table is its total.")
        above: set[str] = set()
        for row in self.rows:
            if row.key in above or (row.parent is None) != (row is self.rows[0]):
                raise TableError(f"Row {row.key!r} stands twice, or apart from the total.")
            if row.parent is not None and row.parent not in above:
                raise TableError(f"Row {row.key!r} stands before the row that it is a part of.")
            above.add(row.key)
        for at, numbers in self.counts.items():
            widest_first = sorted(numbers, reverse=True) == list(numbers)
            if len(numbers) != len(self.measures) or not widest_first or numbers[-1] < 0:
                raise TableError(f"The counts at {at} are not nested.")
        self._check_sums()

    def _check_sums(self) -> None:
        for key, below in parts_by_row(self.rows).items():
            self._check(key, ALL, [(part, ALL) for part in below])
        if self.columns:
            total = self.total
            self._check(total, ALL, [(total, column.key) for column in self.columns])
        if self.has_cells:
            names = [column.key for column in self.columns]
            for part in self.crossed:
                self._check(part, ALL, [(part, name) for name in names])
            for name in names:
                self._check(self.total, name, [(part, name) for part in self.crossed])

    def _check(self, row: str, column: str, parts: Sequence[tuple[str, str]]) -> None:
        if add(self.counts[part] for part in parts) != self.counts[row, column]:
            raise TableError(f"The parts of {(row, column)} do not add up to it.")

    @property
    def total(self) -> str:
        """The key of the row that adds up all rows."""
        return self.rows[0].key

    @property
    def crossed(self) -> list[str]:
        """The keys of the parts of the total: the rows that may be crossed with columns."""
        return [row.key for row in self.rows if row.parent == self.total]

    @property
    def has_cells(self) -> bool:
        """Whether rows are crossed with columns."""
        return bool(self.crossed and self.columns) and (
            (self.crossed[0], self.columns[0].key) in self.counts
        )


def add(numbers: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """The sum of counts, measure by measure."""
    return tuple(sum(each) for each in zip(*numbers, strict=True))


def parts_by_row(rows: Iterable[Node]) -> dict[str, list[str]]:
    """The keys of the rows directly below each row that has any."""
    parts: dict[str, list[str]] = {}
    for row in rows:
        if row.parent is not None:
            parts.setdefault(row.parent, []).append(row.key)
    return parts


@dataclass(frozen=True)
class Rules:
    """What may be published.

    No count from 0 to `threshold` - 1, and no difference of two nested counts in that
    range, may be published or worked out. The one exception is a group in which nobody is
    counted at all: that nobody was there to be counted is no secret. `priority` says which
    measure to keep where not all can be kept, the widest first; `cells` names those that
    are given for rows crossed with columns.
    """

    threshold: int = 10
    priority: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProtectedTable:
    """A table that may leave: it does not hold what is withheld."""

    measures: tuple[str, ...]
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    rules: Rules
    published: Mapping[tuple[str, str, str], int] = field(repr=False)
    # Measures that are given for rows crossed with columns; empty if there are no such cells.
    cell_measures: tuple[str, ...] = ()

    def value(self, row: str, measure: str, column: str = ALL) -> int | None:
        """A published count, or None if it is withheld."""
        return self.published.get((row, column, measure))

    @property
    def withheld(self) -> int:
        """How many counts of the table are withheld."""
        margins = len(self.rows) + len(self.columns)
        inside = len(self.crossed_rows) * len(self.columns) * len(self.cell_measures)
        return margins * len(self.measures) + inside - len(self.published)

    @property
    def crossed_rows(self) -> tuple[Node, ...]:
        """The rows that are crossed with columns."""
        return tuple(row for row in self.rows if row.parent == self.rows[0].key)
