import pytest

from evaluation.disclosure import ALL, Node, Table, TableError

TOTAL = Node("total", "All")
ROWS = (TOTAL, Node("a", "A", "total"), Node("b", "B", "total"))


def table(counts, rows=ROWS, columns=()):
    return Table(measures=("offered", "started"), rows=rows, counts=counts, columns=columns)


def test_a_table_that_adds_up_is_taken():
    assert table({("total", ALL): (5, 3), ("a", ALL): (3, 2), ("b", ALL): (2, 1)}).total == "total"


@pytest.mark.parametrize(
    "counts",
    [
        {("total", ALL): (6, 3), ("a", ALL): (3, 2), ("b", ALL): (2, 1)},
        {("total", ALL): (5, 3), ("a", ALL): (2, 3), ("b", ALL): (3, 0)},
        {("total", ALL): (5, 3), ("a", ALL): (6, 3), ("b", ALL): (-1, 0)},
        {("total", ALL): (5, 3, 1), ("a", ALL): (3, 2, 1), ("b", ALL): (2, 1, 0)},
    ],
)
def test_a_table_that_does_not_is_refused(counts):
    with pytest.raises(TableError):
        table(counts)


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (Node("a", "A", "total"), TOTAL),
        (TOTAL, Node("a", "A")),
        (TOTAL, Node("a", "A", "b"), Node("b", "B", "total")),
        (TOTAL, Node("a", "A", "total"), Node("a", "A", "total")),
    ],
)
def test_rows_must_be_a_tree_with_its_total_first(rows):
    with pytest.raises(TableError):
        table({}, rows=rows)


def test_columns_must_add_up_too():
    counts = {("total", ALL): (5, 3), ("total", "x"): (4, 3)}
    with pytest.raises(TableError):
        table(counts, rows=(TOTAL,), columns=(Node("x", "X"),))
