from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.disclosure import ALL
from evaluation.reach import NOWHERE, TOTAL, Group, UnitName, Words, reach_table

WORDS = Words(total="Everybody", nowhere="No post", directly_in="{unit}, itself")
UNITS = [
    UnitName("F", "Force", None),
    UnitName("N", "North", "F"),
    UnitName("N1", "North one", "N"),
    UnitName("N2", "North two", "N"),
    UnitName("S", "South", "F"),
    UnitName("X", "Apart", None),
]
JOBS = {"response-officer": "Response officer", "other": "Other post"}


def group(unit, people, job="other", started=False, completed=False):
    return Group(unit, job if unit else None, started, completed, people)


def table(*groups):
    return reach_table(groups, UNITS, JOBS, WORDS)


def test_nobody_asked_is_no_table():
    assert table() is None


def test_units_count_those_below_them():
    found = table(group("N1", 5), group("N2", 4, started=True), group("S", 3, completed=True))
    assert found.counts["F", ALL] == (12, 7, 3)
    assert found.counts["N", ALL] == (9, 4, 0)
    assert [row.key for row in found.rows] == ["F", "N", "N1", "N2", "S"]


def test_people_in_a_unit_that_has_parts_are_a_row_of_their_own():
    found = table(group("N", 2), group("N1", 5))
    assert found.counts["N*", ALL] == (2, 0, 0)
    assert ("N*", "North, itself", "N") in [(r.key, r.label, r.parent) for r in found.rows]


def test_who_finished_elsewhere_counts_as_begun():
    assert table(group("S", 3, started=False, completed=True)).counts["S", ALL] == (3, 3, 3)


def test_people_without_a_post_are_told_apart():
    found = table(group("S", 3), group(None, 2))
    assert found.total == TOTAL
    assert found.counts[NOWHERE, ALL] == (2, 0, 0)
    assert found.counts[TOTAL, NOWHERE] == (2, 0, 0)


def test_several_trees_get_a_row_that_adds_them_up():
    found = table(group("S", 3), group("X", 4))
    assert found.rows[0].label == "Everybody"
    assert found.counts[TOTAL, ALL] == (7, 0, 0)


def test_units_below_the_total_are_crossed_with_posts():
    found = table(group("N1", 5), group("N2", 4, job="response-officer"), group("S", 3))
    assert found.has_cells
    assert found.counts["N", "response-officer"] == (4, 0, 0)
    assert found.counts["S", "response-officer"] == (0, 0, 0)
    assert ("N1", "other") not in found.counts


@pytest.mark.parametrize("unit", ["F", "X", None])
def test_a_single_row_will_do(unit):
    assert table(group(unit, 4)).counts[table(group(unit, 4)).total, ALL] == (4, 0, 0)


@given(
    st.lists(
        st.builds(
            Group,
            st.sampled_from([None, "F", "N", "N1", "N2", "S", "X"]),
            st.sampled_from(list(JOBS)),
            st.booleans(),
            st.booleans(),
            st.integers(1, 50),
        ),
        min_size=1,
    )
)
def test_whatever_comes_in_adds_up(groups):
    # Whoever has no unit has no post.
    groups = [replace(one, job=one.job if one.unit else None) for one in groups]
    found = table(*groups)
    assert found.counts[found.total, ALL][0] == sum(group.people for group in groups)


def test_units_may_have_any_code_without_meeting_what_we_add():
    units = [UnitName("all", "Force", None), UnitName("none", "Nowhere", "all")]
    units += [UnitName("none/", "Deeper", "none")]
    found = reach_table([group("none", 2), group("none/", 5), group(None, 3)], units, JOBS, WORDS)
    assert found.counts["none", ALL] == (7, 0, 0)
    assert found.counts["none/", ALL] == (5, 0, 0)
    assert found.counts[TOTAL, ALL] == (10, 0, 0)
