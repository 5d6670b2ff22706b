"""The audit of withheld cells, against a published example and an exact linear programme.

The example is table 4 of the Federal Committee on Statistical Methodology's Working Paper
22 (second version, 2005): a pattern with two cells or more in every row and column that
still gives one away, and one that does not.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.disclosure.grids import bounds, protected_pattern

COUNTS = [[15, 1, 3, 1], [20, 10, 10, 15], [3, 10, 10, 2], [12, 14, 7, 2]]
LAYER = {(str(i), str(j)): COUNTS[i][j] for i in range(4) for j in range(4)}
NAIVE = {
    "01": (0, 4), "02": (0, 4), "03": (1, 1), "11": (7, 11), "12": (9, 13),
    "20": (1, 5), "23": (0, 4), "30": (10, 14), "33": (0, 4),
}  # fmt: skip
PROTECTED = {
    "01": (0, 5), "02": (0, 5), "03": (0, 5), "20": (0, 9), "21": (6, 11),
    "23": (0, 5), "30": (6, 15), "32": (5, 10), "33": (0, 5),
}  # fmt: skip


def cells(names):
    return frozenset((name[0], name[1]) for name in names)


@pytest.mark.parametrize("known", [NAIVE, PROTECTED])
def test_the_published_bounds_come_out(known):
    pattern = cells(known)
    assert {a + b: bounds(LAYER, pattern, (a, b)) for a, b in pattern} == known


def test_two_cells_in_every_row_and_column_still_give_one_away():
    low, high = bounds(LAYER, cells(NAIVE), ("0", "3"))
    assert low == high == LAYER["0", "3"] == 1


def test_our_own_pattern_for_that_table_passes_the_audit():
    pattern = protected_pattern([LAYER], withheld=frozenset(), fixed=frozenset(), threshold=5)
    assert pattern is not None
    assert cells(["01", "02", "03", "20", "23", "33"]) <= pattern
    for cell in pattern:
        low, high = bounds(LAYER, pattern, cell)
        assert LAYER[cell] >= 5 or high - low >= 5
    assert len(pattern) <= len(PROTECTED) + 2


def test_a_search_that_may_stop_early_agrees_as_far_as_it_goes():
    pattern = cells(PROTECTED)
    for cell in pattern:
        low, high = bounds(LAYER, pattern, cell)
        near_low, near_high = bounds(LAYER, pattern, cell, enough=5)
        assert low <= near_low <= LAYER[cell] <= near_high <= high
        assert (high - low >= 5) == (near_high - near_low >= 5)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_bounds_are_those_of_a_linear_programme(data):
    from tests.unit.evaluation.disclosure.attack import minimum

    rows, columns = data.draw(st.integers(2, 4)), data.draw(st.integers(2, 4))
    places = [(str(i), str(j)) for i in range(rows) for j in range(columns)]
    layer = {place: data.draw(st.integers(0, 12)) for place in places}
    pattern = sorted(data.draw(st.sets(st.sampled_from(places), min_size=1)))
    number = {place: index for index, place in enumerate(pattern)}
    equations = []
    for axis in (0, 1):
        for key in {place[axis] for place in pattern}:
            members = [place for place in pattern if place[axis] == key]
            equations.append(({number[m]: 1 for m in members}, sum(layer[m] for m in members)))
    cell = data.draw(st.sampled_from(pattern))
    low = minimum({number[cell]: 1}, equations, len(pattern))
    high = -minimum({number[cell]: -1}, equations, len(pattern))
    assert bounds(layer, frozenset(pattern), cell) == (low, high)


def test_a_small_cell_that_nothing_can_cover_leaves_no_cell():
    layer = {("0", "0"): 3, ("0", "1"): 0, ("1", "0"): 0, ("1", "1"): 40}
    fixed = frozenset({("0", "1"), ("1", "0")})
    assert protected_pattern([layer], withheld=frozenset(), fixed=fixed, threshold=10) is None
