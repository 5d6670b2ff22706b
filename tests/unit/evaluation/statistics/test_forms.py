import itertools
import math

import pytest

from evaluation.statistics.forms import alpha, alpha_if_dropped, effective_weights

# Two questions that always agree, and a third that has nothing to do with them.
TWINS = [(a, a, b) for a, b in itertools.product([0, 1], repeat=2)]


def test_alpha_by_hand():
    # n - 1: each question varies by 1/3; totals 0, 1, 2, 3 by 5/3. 3/2 (1 - 3/5).
    assert alpha(TWINS) == pytest.approx(0.6)


def test_alpha_without_one():
    # Without a twin two that have nothing in common are left; without the stranger, two alike.
    assert alpha_if_dropped(TWINS) == pytest.approx([0, 0, 1])


def test_alpha_is_not_defined_for_totals_all_the_same():
    assert alpha([(0, 1), (1, 0)]) is None
    assert alpha([(1, 1)]) is None
    assert alpha([(1,), (0,)]) is None


def test_weights_are_shares_of_roots_of_covariances():
    # With the total, each twin varies by 2/3 and the stranger by 1/3.
    twin, stranger = math.sqrt(2 / 3), math.sqrt(1 / 3)
    whole = 2 * twin + stranger
    assert effective_weights(TWINS) == pytest.approx([twin / whole, twin / whole, stranger / whole])


def test_a_question_against_the_total_has_no_weight():
    rows = [(1, 1, 0), (1, 1, 0), (0, 0, 1)]
    weights = effective_weights(rows)
    assert weights[2] is None
    assert weights[0] == pytest.approx(0.5)
