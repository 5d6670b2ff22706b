"""Reach as rows of a CSV file. Takes protected tables only."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from evaluation import codebook
from evaluation.codebook import NOT_GIVEN
from evaluation.disclosure import ALL, CONFIDENTIAL, Node, ProtectedTable
from evaluation.queries import Reach, job_names
from evaluation.reach import MEASURES, RULES

HEADER = tuple(variable.name for variable in codebook.VARIABLES)


def reach_rows(reach: Reach) -> Iterator[Sequence[object]]:
    """One row for the total, each unit, each post, and each unit crossed with each post."""
    table = reach.table
    if table is None:
        return
    about = (reach.requirement, reach.module_key, reach.as_at.isoformat())
    for row in table.rows:
        breakdown = "unit" if row.parent else "total"
        yield (*about, breakdown, *_unit(row), "", "", *_counts(table, row, ALL, MEASURES))
    total = table.rows[0]
    for column in table.columns:
        counts = _counts(table, total, column.key, MEASURES)
        yield (*about, "post", *_unit(total), column.key, column.label, *counts)
    for row in table.crossed_rows if table.cell_measures else ():
        for column in table.columns:
            counts = _counts(table, row, column.key, table.cell_measures)
            yield (*about, "unit_post", *_unit(row), column.key, column.label, *counts)


def codebook_rows(reach: Reach) -> Iterator[Sequence[str]]:
    """The codebook of `reach_rows`."""
    return codebook.rows(
        rules=RULES,
        edition=reach.edition,
        generated_at=timezone.localtime(),
        jobs=job_names(),
    )


def _unit(row: Node) -> tuple[str, str, str]:
    return row.key, row.label, row.parent or ""


def _counts(
    table: ProtectedTable, row: Node, column: str, given: Sequence[str]
) -> Iterator[int | str]:
    for measure in MEASURES:
        if measure not in given:
            yield NOT_GIVEN
        else:
            value = table.value(row.key, measure, column)
            yield CONFIDENTIAL if value is None else value
