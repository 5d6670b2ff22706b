"""Tables of counts for tests: pure, by hypothesis strategies or by hand."""

from hypothesis import strategies as st

from evaluation.disclosure import ALL, Node, Table

MEASURES = ("offered", "started", "completed")


def total_row(label: str = "All units") -> Node:
    return Node("total", label)


def tree_table(leaves: dict[str, tuple[int, ...]], parents: dict[str, str]) -> Table:
    """A table of rows from the counts of its leaves; `parents` names the row above each row."""
    counts = {key: list(numbers) for key, numbers in leaves.items()}
    width = len(next(iter(leaves.values())))
    order = [key for key in parents if key not in leaves]
    for key in ["total", *order]:
        counts[key] = [0] * width
    for leaf, numbers in leaves.items():
        above = parents[leaf]
        while above:
            counts[above] = [a + b for a, b in zip(counts[above], numbers, strict=True)]
            above = parents.get(above, "")
    rows = [total_row(), *(Node(k, k, parents[k]) for k in [*order, *leaves])]
    return Table(
        measures=MEASURES[:width] if width < 3 else MEASURES,
        rows=tuple(rows),
        counts={(key, ALL): tuple(numbers) for key, numbers in counts.items()},
    )


def grid_table(cells: dict[tuple[str, str], tuple[int, ...]]) -> Table:
    """A table of rows crossed with columns, with its margins."""
    rows = sorted({row for row, _column in cells})
    columns = sorted({column for _row, column in cells})
    width = len(next(iter(cells.values())))

    def add(keys: list[tuple[str, str]]) -> tuple[int, ...]:
        return tuple(sum(cells[key][i] for key in keys) for i in range(width))

    counts = dict(cells)
    for row in rows:
        counts[row, ALL] = add([(row, column) for column in columns])
    for column in columns:
        counts["total", column] = add([(row, column) for row in rows])
    counts["total", ALL] = add(list(cells))
    return Table(
        measures=MEASURES[:width] if width < 3 else MEASURES,
        rows=(total_row(), *(Node(row, row, "total") for row in rows)),
        columns=tuple(Node(column, column) for column in columns),
        counts=counts,
    )


@st.composite
def nested(draw: st.DrawFn, most: int = 60, width: int = 3) -> tuple[int, ...]:
    """Counts of which each is at most the one before; small ones are common."""
    gap = st.one_of(st.integers(0, 4), st.integers(5, 15), st.integers(0, most))
    gaps = [draw(gap) for _ in range(width)]
    return tuple(sum(gaps[place:]) for place in range(width))


@st.composite
def tree_tables(draw: st.DrawFn) -> Table:
    """Up to three levels below the total."""
    parents: dict[str, str] = {}
    leaves: dict[str, tuple[int, ...]] = {}
    for i in range(draw(st.integers(1, 4))):
        top = f"a{i}"
        parents[top] = "total"
        below = draw(st.integers(0, 3))
        if not below:
            leaves[top] = draw(nested())
        for j in range(below):
            mid = f"a{i}b{j}"
            parents[mid] = top
            lowest = draw(st.integers(0, 2))
            if not lowest:
                leaves[mid] = draw(nested())
            for k in range(lowest):
                leaf = f"a{i}b{j}c{k}"
                parents[leaf] = mid
                leaves[leaf] = draw(nested())
    return tree_table(leaves, parents)


@st.composite
def grid_tables(draw: st.DrawFn, width: int = 2) -> Table:
    """Two to five rows by two to five columns, empty cells included."""
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    cell = st.one_of(st.just((0,) * width), nested(width=width), nested(width=width))
    return grid_table({(f"r{i}", f"c{j}"): draw(cell) for i in range(rows) for j in range(columns)})


@st.composite
def linked_tables(draw: st.DrawFn) -> Table:
    """Units below units, crossed with posts at the upper level only, in three measures."""
    columns = [f"c{j}" for j in range(draw(st.integers(2, 3)))]
    rows, leaves, upper = [total_row()], {}, {}
    for i in range(draw(st.integers(2, 3))):
        top = f"r{i}"
        rows.append(Node(top, top, "total"))
        for column in columns:
            upper[top, column] = (0, 0, 0)
        below = [f"{top}u{k}" for k in range(draw(st.integers(2, 3)))]
        rows.extend(Node(unit, unit, top) for unit in below)
        for unit in below:
            leaves[unit] = (0, 0, 0)
            for column in columns:
                cell = draw(nested(most=70))
                leaves[unit] = _plus(leaves[unit], cell)
                upper[top, column] = _plus(upper[top, column], cell)
    return Table(
        measures=MEASURES,
        rows=tuple(rows),
        columns=tuple(Node(column, column) for column in columns),
        counts=grid_table(upper).counts | {(unit, ALL): cell for unit, cell in leaves.items()},
    )


def _plus(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))
