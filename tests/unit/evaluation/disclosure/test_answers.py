import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.disclosure.answers import SMALL, Share, shown
from evaluation.statistics.items import Answer, Form, figures, tally


def told(counts: dict[str, int], key: str = "b"):
    """The figures of a question with so many people for each option; all else alternates."""
    rest = itertools.cycle([1.0, 0.0])
    forms = [
        Form(
            [
                Answer("q", 1, float(option == key), option == key, (("", option),), 20),
                Answer("o", 1, next(rest), True),
            ]
        )
        for option, many in counts.items()
        for _person in range(many)
    ]
    return figures(tally(forms)["q", 1], [("", option) for option in counts])


def test_nothing_of_fewer_than_30_people():
    assert shown(told({"a": 14, "b": 15})) is None
    assert shown(told({"a": 15, "b": 15})) is not None


def test_large_groups_are_shown_to_the_per_cent():
    item = shown(told({"a": 55, "b": 245}))
    assert item.facility == Share(82)
    assert [(one.key, one.share) for one in item.options] == [("a", Share(18)), ("b", Share(82))]
    assert item.r_rest is not None
    assert not item.withheld
    assert item.step == 1


def test_nothing_finer_is_kept_than_two_places():
    """With more of them the exact shares behind correlations and means could be solved for."""
    item = shown(told({"a": 55, "b": 145, "c": 33}))
    values = [item.r_rest, item.r_total, item.efficiency, item.tails.index]
    values += [one.mean_rest for one in item.options] + [one.r_rest for one in item.options]
    assert all(value == round(value, 2) for value in values)
    assert item.sd is None


def test_few_who_missed_it_make_facility_a_bound():
    item = shown(told({"a": 4, "b": 196}))
    assert item.facility == Share(95, "above")
    assert item.withheld
    assert (item.r_rest, item.efficiency, item.tails, item.sd) == (None, None, None, None)
    assert item.options[0].share == Share(5, "below")


def test_few_who_had_it_make_facility_a_bound():
    item = shown(told({"a": 196, "b": 4}))
    assert item.facility == Share(5, "below")
    assert item.withheld


def test_an_option_that_few_chose_is_said_to_be_that():
    item = shown(told({"a": 60, "b": 200, "c": 37, "d": 3}))
    few = item.options[3]
    assert few.share == Share(4, "below")
    assert (few.mean_rest, few.r_rest) == (None, None)
    # The others had to be rounded, or 3 would be 300 less 200, 60 and 37.
    assert item.step == 2
    assert item.options[0].share == Share(20)


def test_nobody_is_a_few_too():
    none, some = shown(told({"a": 100, "b": 200, "c": 0})), shown(told({"a": 97, "b": 200, "c": 3}))
    assert none.options[2] == some.options[2]


def test_options_that_may_be_chosen_together_cannot_be_worked_out():
    item = shown(told({"a": 60, "b": 200, "c": 37, "d": 3}), overlapping=True)
    assert item.step == 1
    assert item.options[3].share == Share(4, "below")


def test_time_of_few_is_not_shown():
    forms = [
        Form([Answer("q", 1, 1.0, True, (), 20 if place < 29 else None), Answer("o", 1, 1, True)])
        for place in range(40)
    ]
    assert shown(figures(tally(forms)["q", 1])).time is None


@given(st.lists(st.integers(0, 60), min_size=2, max_size=4))
def test_an_attacker_finds_no_small_count(counts):
    """Whoever tries every count that fits what is shown finds 0 to 9 possible for the few."""
    named = dict(zip("bacd", counts, strict=False))
    n = sum(counts)
    item = shown(told(named)) if n >= 30 else None
    if item is None or not item.options:
        return
    fits = {one.key: _fitting(one.share, n, item.step) for one in item.options}
    for one in item.options:
        if named[one.key] >= SMALL:
            continue
        others = [fits[other.key] for other in item.options if other.key != one.key]
        sums = {0}
        for counts_of_one in others:
            sums = {
                total + count for total in sums for count in counts_of_one if total + count <= n
            }
        possible = {n - total for total in sums} & set(fits[one.key])
        assert possible >= set(range(SMALL)), (named, one.key, item.step)


def _fitting(share: Share, n: int, step: int) -> list[int]:
    """All counts that would be shown like this."""
    if share.kind == "below":
        return list(range(min(SMALL, n + 1)))
    if share.kind == "above":
        return list(range(max(n - SMALL + 1, 0), n + 1))
    return [
        count
        for count in range(SMALL, n - SMALL + 1)
        if (200 * count + n * step) // (2 * n * step) * step == share.percent
    ]


@pytest.mark.parametrize("n", [30, 31, 47, 100, 1000])
def test_a_bound_never_says_more_than_ten_people(n):
    item = shown(told({"a": 1, "b": n - 1}))
    assert item.facility.percent <= 100 * (n - SMALL) / n
