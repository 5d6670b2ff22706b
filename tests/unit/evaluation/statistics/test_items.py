import itertools
import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.statistics.items import Answer, Form, figures, tally


def form(marks, *, chosen=(), seconds=(), marks_beside=0.0, beside=0):
    """A form of questions q0, q1 and so on."""
    answers = [
        Answer(
            f"q{place}",
            1,
            mark,
            mark == 1,
            (("", chosen[place]),) if chosen else (),
            seconds[place] if seconds else None,
        )
        for place, mark in enumerate(marks)
    ]
    return Form(answers, marks_beside, beside)


def figures_of(rows, item=0, **fields):
    return figures(tally([form(row, **fields) for row in rows])[f"q{item}", 1])


# Six people, three questions, worked out by hand. The rest of question 0 is half the sum of the
# other two marks: 1, .5, .5, 0, .5, 0, with the marks 1, 1, 1, 0, 0, 0.
SIX = [(1, 1, 1), (1, 1, 0), (1, 0, 1), (0, 0, 0), (0, 1, 0), (0, 0, 0)]


def test_a_small_form_by_hand():
    found = figures_of(SIX)
    assert (found.n, found.full, found.facility) == (6, 3, 0.5)
    # Squares about the mean: marks 6/4; rests 5/6 x 1 = (7/12)² + 3(1/12)² + 2(5/12)² = 17/24 ...
    assert found.sd == pytest.approx(math.sqrt(0.3))
    marks, rests = [1, 1, 1, 0, 0, 0], [1, 0.5, 0.5, 0, 0.5, 0]
    # ... and the products: 2 - 6 x 1/2 x 5/12 = 3/4.
    assert found.r_rest == pytest.approx(0.75 / math.sqrt(1.5 * (1.75 - 6 * (5 / 12) ** 2)))
    assert found.r_rest == pytest.approx(statistics.correlation(marks, rests))
    # In order the rests of those who had it right would be 1, 1/2 and 1/2: as they are.
    assert found.efficiency == pytest.approx(1)
    # Two of six are 27% at least; three with the highest totals, 1 and twice 2/3, are tied.
    assert (found.tails.upper, found.tails.lower, found.tails.index) == (3, 2, 1)


def test_efficiency_is_the_share_of_what_could_be():
    found = figures_of([(1, 0, 0), (0, 1, 1), (1, 1, 1), (0, 0, 1)])
    # Covariances (n - 1): 1/12 as it is. In order, marks 0, 0, 1, 1 beside 0, .5, 1, 1: 1/4 more.
    as_it_is = statistics.covariance([1, 0, 1, 0], [0, 1, 1, 0.5])
    at_best = statistics.covariance([0, 0, 1, 1], [0, 0.5, 1, 1])
    assert found.efficiency == pytest.approx(as_it_is / at_best)


@pytest.mark.parametrize("width", [2, 3, 4])
def test_every_pattern_once_separates_nothing(width):
    """Answers that have nothing to do with each other: facility a half, discrimination nought."""
    rows = list(itertools.product([0, 1], repeat=width))
    for item in range(width):
        found = figures_of(rows, item)
        assert found.facility == 0.5
        assert found.r_rest == pytest.approx(0)
        assert found.r_total == pytest.approx(1 / math.sqrt(width))


def test_a_scale_in_steps_separates_in_full():
    """Whoever knows the harder one knows the easier ones: efficiency is one everywhere."""
    rows = [(1, 1, 1, 1), (1, 1, 1, 0), (1, 1, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0)]
    assert [figures_of(rows, item).efficiency for item in range(4)] == pytest.approx([1] * 4)


def test_part_of_an_answer_counts_for_its_share():
    rows = [(1, 1), (0.5, 1), (0.5, 0), (0, 0)]
    found = figures_of(rows)
    assert found.is_partial
    assert found.facility == 0.5
    assert (found.full, found.some) == (1, 3)
    assert found.r_rest == pytest.approx(statistics.correlation([1, 0.5, 0.5, 0], [1, 1, 0, 0]))


def test_questions_asked_beside_count_towards_the_rest():
    forms = [
        form([1], marks_beside=2, beside=2),
        form([0], marks_beside=0, beside=2),
        form([1], marks_beside=1, beside=2),
    ]
    found = figures(tally(forms)["q0", 1])
    assert found.r_rest == pytest.approx(statistics.correlation([1, 0, 1], [1, 0, 0.5]))


def test_a_question_asked_alone_has_no_rest_and_is_left_out():
    assert tally([form([1])]) == {}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([(1, 1), (1, 0)], "everybody has the same mark"),
        ([(1, 1), (0, 1)], "everybody has the same rest"),
        ([(1, 1)], "one person"),
    ],
)
def test_not_defined(rows, why):
    found = figures_of(rows)
    assert found.r_rest is None, why
    assert found.efficiency is None, why


def test_options_tell_how_choosing_goes_with_the_rest():
    rows = [((1, 1, 1), "a"), ((1, 1, 0), "a"), ((0, 1, 1), "b"), ((0, 0, 0), "c")]
    forms = [
        Form([Answer("q0", 1, row[0], row[0] == 1, (("", key),)), *_others(row[1:])])
        for row, key in rows
    ]
    options = {
        one.key: one
        for one in figures(tally(forms)["q0", 1], [("", key) for key in "abcd"]).options
    }
    assert [options[key].count for key in "abcd"] == [2, 1, 1, 0]
    assert options["a"].mean_rest == 0.75
    assert options["b"].r_rest == pytest.approx(
        statistics.correlation([0, 0, 1, 0], [1, 0.5, 1, 0])
    )
    assert options["d"].mean_rest is None
    assert options["d"].r_rest is None
    assert [key for key in "abcd" if options[key].is_right] == ["a"]


def _others(marks):
    return [Answer(f"o{place}", 1, mark, mark == 1) for place, mark in enumerate(marks)]


def test_time_leaves_out_who_went_away():
    rows = [form([1, 0], seconds=[seconds, None]) for seconds in (10, 20, 30, 40, 4000)]
    time = figures(tally(rows)["q0", 1]).time
    assert (time.n, time.lower, time.median, time.upper) == (4, 17.5, 25, 32.5)


def test_revisions_are_apart():
    forms = [
        Form([Answer("q0", revision, 1, True), Answer("q1", 1, 1, True)]) for revision in (1, 2, 2)
    ]
    told = tally(forms)
    assert (told["q0", 1].n, told["q0", 2].n) == (1, 2)


rows_of_marks = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 0.25, 0.5, 1]), min_size=width, max_size=width),
        min_size=2,
        max_size=30,
    )
)


@given(rows_of_marks, st.randoms(use_true_random=False))
def test_bounds_and_order_of_people(rows, chance):
    first = figures_of(rows)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    again = figures_of(shuffled)
    assert again == first
    assert 0 <= first.facility <= 1
    for value in (first.r_rest, first.r_total, first.efficiency):
        assert value is None or -1e9 < value <= 1 + 1e-9
    assert first.r_rest is None or -1 <= first.r_rest <= 1


@given(rows_of_marks)
def test_everybody_twice_changes_no_correlation(rows):
    once, twice = figures_of(rows), figures_of(rows * 2)
    assert twice.facility == pytest.approx(once.facility)
    assert (once.r_rest is None) == (twice.r_rest is None)
    if once.r_rest is not None:
        assert twice.r_rest == pytest.approx(once.r_rest, abs=1e-9)
