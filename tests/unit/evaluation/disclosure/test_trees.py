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


def tell(table):
    counts = {row.key: table.counts[row.key, ALL] for row in table.rows}
    parts = parts_by_row(table.rows)
    told = releasable("total", parts, counts, allowed=frozenset(counts), threshold=10)
    return told, parts, counts


@settings(max_examples=200, deadline=None)
@given(tree_tables())
def test_what_is_left_of_a_published_row_is_safe(table):
    told, parts, counts = tell(table)

    def left(row):
        below = []
        for part in parts.get(row, []):
            below += [] if part in told else (left(part) if part in parts else [part])
        return below

    for row in told:
        rest = left(row)
        assert not rest or is_safe(add([counts[part] for part in rest]), 10)


@settings(max_examples=200, deadline=None)
@given(tree_tables())
def test_what_is_told_is_safe(table):
    told, _parts, counts = tell(table)
    assert all(is_safe(counts[row], 10) for row in told)


def test_a_commander_alone_costs_one_team_not_a_whole_area():
    counts = {
        "total": (601,), "chief": (1,), "north": (300,), "south": (300,),
        **{f"{area}{n}": (100,) for area in ("north", "south") for n in "abc"},
    }  # fmt: skip
    parts = {
        "total": ["chief", "north", "south"],
        "north": ["northa", "northb", "northc"],
        "south": ["southa", "southb", "southc"],
    }
    told = releasable("total", parts, counts, allowed=frozenset(counts), threshold=10)
    assert frozenset(counts) - told == {"chief", "north", "northa"}


def test_one_sibling_that_is_enough_is_preferred_to_several():
    counts = {"total": (118,), "a": (3,), "b": (6,), "c": (9,), "d": (12,), "e": (40,), "f": (48,)}
    told = releasable(
        "total", {"total": list("abcdef")}, counts, allowed=frozenset(counts), threshold=10
    )
    assert told == {"total", "d", "e", "f"}
