"""The one door through which tables leave. Pure."""

from collections.abc import Sequence

from evaluation.disclosure.grids import Cell, protected_pattern
from evaluation.disclosure.tables import ALL, ProtectedTable, Rules, Table, add, parts_by_row
from evaluation.disclosure.trees import Counts, gaps, releasable

# Rows (or columns) that are withheld stand in the audit as one: their sum is what is known.
REST = "\0rest"
Released = dict[str, frozenset[str]]


def protect(table: Table, rules: Rules) -> ProtectedTable:
    """The table without what would disclose a small group, by itself or by subtraction.

    Rows, columns and the cells inside are judged together: nothing that is withheld in one
    can be worked out from the others. Raises ValueError for measures that are not in it.
    """
    priority = rules.priority or table.measures
    if unknown := {*priority, *rules.cells} - set(table.measures):
        raise ValueError(f"The table has no measure {', '.join(sorted(unknown))}.")
    rows = _released(table, rules, priority, by_column=False)
    columns = _released(table, rules, priority, by_column=True) if table.columns else {}
    published: dict[tuple[str, str, str], int] = {}
    for measure in priority:
        place = table.measures.index(measure)
        for key in rows[measure]:
            published[key, ALL, measure] = table.counts[key, ALL][place]
        for key in columns.get(measure, frozenset()) - {ALL}:
            published[table.total, key, measure] = table.counts[table.total, key][place]
    cells = rules.cells if table.has_cells else ()
    if cells:
        published |= _inside(table, rules, rows, columns, cells)
    return ProtectedTable(
        measures=table.measures,
        rows=table.rows,
        columns=table.columns,
        rules=rules,
        published=published,
        cell_measures=cells,
    )


def _released(table: Table, rules: Rules, priority: Sequence[str], *, by_column: bool) -> Released:
    """For each measure the rows (or columns) for which it can be published."""
    if by_column:
        total = ALL
        parts = {ALL: [column.key for column in table.columns]}
        counts = {key: table.counts[table.total, key] for key in [ALL, *parts[ALL]]}
    else:
        total = table.total
        counts = {row.key: table.counts[row.key, ALL] for row in table.rows}
        parts = parts_by_row(table.rows)
    allowed = frozenset(counts)
    released: Released = {}
    for length in range(1, len(priority) + 1):
        chosen = [table.measures.index(measure) for measure in priority[:length]]
        told = {key: _only(numbers, chosen) for key, numbers in counts.items()}
        allowed = releasable(total, parts, told, allowed=allowed, threshold=rules.threshold)
        released[priority[length - 1]] = allowed
    return released


def _only(counts: Counts, places: Sequence[int]) -> Counts:
    return tuple(counts[place] for place in sorted(places))


def _inside(
    table: Table, rules: Rules, rows: Released, columns: Released, measures: Sequence[str]
) -> dict[tuple[str, str, str], int]:
    """The cells that can be published. A cell is given for all `measures` or for none."""
    places = [table.measures.index(measure) for measure in measures]
    known_rows = frozenset.intersection(*(rows[measure] for measure in measures))
    known_columns = frozenset.intersection(*(columns[measure] for measure in measures))
    if table.total not in known_rows or ALL not in known_columns:
        return {}
    merged: dict[Cell, Counts] = {}
    for row in table.crossed:
        for column in table.columns:
            at = (
                row if row in known_rows else REST,
                column.key if column.key in known_columns else REST,
            )
            counts = _only(table.counts[row, column.key], places)
            merged[at] = add([merged[at], counts]) if at in merged else counts
    rest = frozenset(cell for cell in merged if REST in cell)
    # Where nobody is counted, everybody may know it.
    fixed = frozenset(cell for cell, counts in merged.items() if counts[0] == 0) - rest
    layers = [
        {cell: gaps(counts)[index] for cell, counts in merged.items()}
        for index in range(len(places))
    ]
    pattern = protected_pattern(layers, withheld=rest, fixed=fixed, threshold=rules.threshold)
    if pattern is None:
        return {}
    names = [table.measures[place] for place in sorted(places)]
    return {
        (*cell, name): counts[index]
        for cell, counts in merged.items()
        if cell not in pattern
        for index, name in enumerate(names)
    }
