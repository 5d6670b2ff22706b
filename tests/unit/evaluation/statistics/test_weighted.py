import math
import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.statistics.weighted import (
    correlation,
    covariance,
    in_step,
    mean,
    quartiles,
    sides,
    variance,
)

numbers = st.lists(st.integers(-20, 20), min_size=2, max_size=40)
points = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=40)


@given(numbers)
def test_counts_give_what_the_values_one_by_one_give(values):
    counts = Counter(map(float, values))
    assert mean(counts) == pytest.approx(statistics.mean(values))
    assert variance(counts) == pytest.approx(statistics.variance(values), abs=1e-9)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=60))
def test_quartiles_are_those_of_the_values_in_order(values):
    found = quartiles(Counter(map(float, values)))
    expected = statistics.quantiles(values, n=4, method="inclusive")
    assert [found.lower, found.median, found.upper] == pytest.approx(expected)


@given(points)
def test_correlation_is_pearsons_or_not_defined(pairs):
    x, y = zip(*pairs, strict=True)
    found = correlation(Counter(pairs))
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(statistics.correlation(x, y), abs=1e-9)


@given(points)
def test_no_pairing_goes_together_more_than_each_side_in_order(pairs):
    counts = Counter(pairs)
    best = in_step(counts)
    assert sides(best) == sides(counts)
    assert covariance(best) >= covariance(counts) - 1e-9
    x, y = zip(*pairs, strict=True)
    assert Counter(zip(sorted(x), sorted(y), strict=True)) == best


def test_none_where_there_is_too_little():
    assert variance({1.0: 1}) is None
    assert covariance({}) is None
    assert quartiles({}) is None
    assert correlation({(0.0, 1.0): 3}) is None


def test_many_alike_cost_no_more_than_few():
    assert mean({0.0: 10**12, 1.0: 10**12}) == 0.5
    assert math.isclose(variance({0.0: 10**12, 1.0: 10**12}), 0.25, rel_tol=1e-9)
