"""What `protect` promises, tried by somebody who wants to know what is withheld."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings

from evaluation.disclosure import ALL, ProtectedTable, Rules, Table, protect
from tests.factories.evaluation import (
    grid_table,
    grid_tables,
    linked_tables,
    tree_table,
    tree_tables,
)
from tests.unit.evaluation.disclosure.attack import Attack

RULES = Rules(threshold=10, priority=("offered", "completed", "started"))
GRID = Rules(threshold=10, cells=("offered", "started"))
LINKED = replace(RULES, cells=("offered", "completed"))


def small_groups(table: Table, rules: Rules) -> dict[tuple[str, str, str], dict[int, int]]:
    """Every count and every difference of nested counts that is below the threshold."""
    attack = Attack(table, protect(table, rules))
    found = {}
    for (row, column), counts in table.counts.items():
        if counts[0] == 0:
            continue
        names = rules.cells if column != ALL and row != table.total else table.measures
        vectors = {name: attack.vector(row, column, name) for name in names}
        numbers = {name: counts[table.measures.index(name)] for name in names}
        for wide, narrow in pairwise([*names, ""]):
            left = numbers[wide] - numbers.get(narrow, 0)
            if left < rules.threshold:
                vector = dict(vectors[wide])
                for key in vectors.get(narrow, {}):
                    vector.pop(key)
                found[row, column, f"{wide}-{narrow}"] = vector
    return found


def assert_nothing_small_is_known(table: Table, rules: Rules) -> None:
    protected = protect(table, rules)
    attack = Attack(table, protected)
    for what, vector in small_groups(table, rules).items():
        low, high = attack.interval(vector)
        assert high is None or high - low >= rules.threshold, (what, low, high)


def assert_nothing_small_is_printed(protected: ProtectedTable) -> None:
    for (row, column, _measure), value in protected.published.items():
        base = protected.value(row, "offered", column)
        assert value >= protected.rules.threshold or base == 0
    for row in protected.rows:
        printed = [protected.value(row.key, measure) for measure in protected.measures]
        for one, other in pairwise([number for number in printed if number is not None]):
            assert one - other >= protected.rules.threshold


@settings(max_examples=25, deadline=None)
@given(tree_tables())
def test_no_small_group_of_a_tree_can_be_worked_out(table):
    assert_nothing_small_is_known(table, RULES)


@settings(max_examples=25, deadline=None)
@given(grid_tables())
def test_no_small_group_of_rows_crossed_with_columns_can_be_worked_out(table):
    assert_nothing_small_is_known(table, GRID)


@settings(max_examples=15, deadline=None)
@given(linked_tables())
def test_units_posts_and_cells_together_give_nothing_away(table):
    assert_nothing_small_is_known(table, LINKED)


@settings(max_examples=200, deadline=None)
@given(tree_tables())
def test_nothing_small_is_ever_printed(table):
    assert_nothing_small_is_printed(protect(table, RULES))


@settings(max_examples=200, deadline=None)
@given(grid_tables())
def test_nothing_small_is_ever_printed_inside(table):
    assert_nothing_small_is_printed(protect(table, GRID))


@settings(max_examples=15, deadline=None)
@given(tree_tables())
def test_what_is_printed_is_true(table):
    for (row, column, measure), value in protect(table, RULES).published.items():
        assert value == table.counts[row, column][table.measures.index(measure)]


def test_a_large_table_is_printed_whole():
    table = tree_table({"a": (90, 60, 30), "b": (80, 50, 20)}, {"a": "total", "b": "total"})
    assert protect(table, RULES).withheld == 0


def test_a_single_small_unit_takes_the_smallest_other_with_it():
    leaves = {"a": (90, 60, 30), "b": (8, 4, 2), "c": (50, 30, 15)}
    protected = protect(tree_table(leaves, dict.fromkeys(leaves, "total")), RULES)
    assert protected.value("a", "offered") == 90
    assert protected.value("b", "offered") is None
    assert protected.value("c", "offered") is None
    assert protected.value("total", "offered") == 148


def test_a_completion_rate_near_the_whole_is_withheld_with_its_complement():
    leaves = {"a": (60, 57, 55), "b": (200, 150, 100), "c": (200, 150, 100)}
    protected = protect(tree_table(leaves, dict.fromkeys(leaves, "total")), RULES)
    assert protected.value("a", "offered") == 60
    assert protected.value("a", "completed") is None
    assert protected.value("c", "completed") == 100


def test_completed_is_kept_before_started():
    leaves = {"a": (100, 63, 60), "b": (100, 60, 40), "c": (100, 60, 40)}
    protected = protect(tree_table(leaves, dict.fromkeys(leaves, "total")), RULES)
    assert protected.value("a", "completed") == 60
    assert protected.value("a", "started") is None


def test_below_a_unit_that_only_gives_cover_no_more_is_withheld_than_is_needed():
    leaves = {"x1": (30, 20, 10), "x2": (40, 25, 12), "y": (9, 5, 2), "z": (190, 60, 30)}
    parents = {"x": "total", "y": "total", "z": "total", "x1": "x", "x2": "x"}
    protected = protect(tree_table(leaves, parents), RULES)
    shown = {row.key for row in protected.rows if protected.value(row.key, "offered")}
    assert shown == {"total", "x2", "z"}


def test_where_nobody_was_asked_zero_is_printed():
    cells = {(f"r{i}", f"c{j}"): (50, 25) for i in range(3) for j in range(3)}
    cells["r0", "c0"] = (0, 0)
    protected = protect(grid_table(cells), GRID)
    assert protected.value("r0", "offered", "c0") == 0
    assert protected.value("r1", "offered", "c1") == 50


def test_a_total_that_is_small_leaves_nothing():
    table = tree_table({"a": (5, 3, 1), "b": (4, 2, 1)}, {"a": "total", "b": "total"})
    assert not protect(table, RULES).published


def test_the_protected_table_does_not_hold_what_is_withheld():
    leaves = {"a": (900, 600, 333), "b": (800, 444, 7), "c": (800, 400, 300)}
    protected = protect(tree_table(leaves, dict.fromkeys(leaves, "total")), RULES)
    assert "7" not in {str(value) for value in vars(protected)["published"].values()}
    assert not [name for name, value in vars(protected).items() if isinstance(value, Table)]


def test_protecting_is_deterministic():
    table = tree_table(
        {"a": (9, 6, 3), "b": (20, 15, 10), "c": (20, 15, 10)}, dict.fromkeys("abc", "total")
    )
    assert protect(table, RULES) == protect(table, RULES)


def test_an_unknown_measure_is_refused():
    table = tree_table({"a": (90, 60, 30)}, {"a": "total"})
    with pytest.raises(ValueError, match="no measure"):
        protect(table, Rules(priority=("offered", "liked")))
