from hypothesis import given, settings

from evaluation.disclosure import ALL
from evaluation.disclosure.tables import add, parts_by_row
from evaluation.disclosure.trees import gaps, is_safe, releasable
from tests.factories.evaluation import tree_tables


def test_gaps_are_the_groups_that_nested_counts_tell_apart():
    assert gaps((60, 50, 20)) == [10, 30, 20]
    assert gaps((7,)) == [7]


def test_a_group_of_nobody_among_somebody_is_not_safe():
    assert not is_safe((60, 60, 20), 10)
    assert is_safe((60, 50, 20), 10)


@settings(max_examples=200, deadline=None)
@given(tree_tables())
def test_the_sum_of_what_is_withheld_below_a_published_row_is_safe(table):
    counts = {row.key: table.counts[row.key, ALL] for row in table.rows}
    parts = parts_by_row(table.rows)
    told = releasable("total", parts, counts, allowed=frozenset(counts), threshold=10)
    for row in told:
        held = [part for part in parts.get(row, []) if part not in told]
        assert not held or is_safe(add([counts[part] for part in held]), 10)


@settings(max_examples=100, deadline=None)
@given(tree_tables())
def test_no_row_is_told_below_one_that_is_not(table):
    counts = {row.key: table.counts[row.key, ALL] for row in table.rows}
    told = releasable(
        "total", parts_by_row(table.rows), counts, allowed=frozenset(counts), threshold=10
    )
    assert all(row.parent is None or row.parent in told for row in table.rows if row.key in told)


def test_one_sibling_that_is_enough_is_preferred_to_several():
    counts = {"total": (118,), "a": (3,), "b": (6,), "c": (9,), "d": (12,), "e": (40,), "f": (48,)}
    told = releasable(
        "total", {"total": list("abcdef")}, counts, allowed=frozenset(counts), threshold=10
    )
    assert told == {"total", "d", "e", "f"}
