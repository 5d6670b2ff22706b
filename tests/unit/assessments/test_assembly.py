import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assembly import band, draw_form, needed, option_order

banks = st.lists(
    st.from_regex(r"Q[0-9]{1,4}", fullmatch=True), min_size=1, max_size=60, unique=True
)
seeds = st.integers(0, 2**62)


@given(banks, seeds, st.data())
def test_a_form_has_as_many_different_questions_as_it_should(bank, seed, data):
    draw = data.draw(st.integers(1, len(bank)))
    form = draw_form(bank, draw, seed)
    assert len(form) == len(set(form)) == draw
    assert set(form) <= set(bank)


@given(banks, seeds, seeds, st.data())
def test_consecutive_forms_share_at_most_half_where_the_bank_allows(bank, seed, other, data):
    draw = data.draw(st.integers(1, len(bank)))
    first = draw_form(bank, draw, seed)
    second = draw_form(bank, draw, other, first)
    unavoidable = draw - (len(bank) - draw)
    assert len(set(first) & set(second)) <= max(draw // 2, unavoidable)


@given(banks, seeds, st.data())
def test_the_seed_alone_decides(bank, seed, data):
    draw = data.draw(st.integers(1, len(bank)))
    last = data.draw(st.sets(st.sampled_from(bank)))
    shuffled = data.draw(st.permutations(bank))
    assert draw_form(bank, draw, seed, last) == draw_form(shuffled, draw, seed, last)


@given(st.lists(st.sampled_from("abcdef"), unique=True), seeds)
def test_options_are_shuffled_and_none_is_lost(keys, seed):
    order = option_order(keys, seed, "Q1")
    assert sorted(order) == sorted(keys)
    assert order == option_order(sorted(keys), seed, "Q1")


def test_every_question_and_every_order_comes_up():
    bank = [f"Q{n}" for n in range(24)]
    drawn = {ref for seed in range(40) for ref in draw_form(bank, 12, seed)}
    assert drawn == set(bank)
    assert len({option_order("abc", seed, "Q1") for seed in range(60)}) == 6


def test_a_bank_that_is_too_small_is_refused():
    with pytest.raises(ValueError, match="fewer questions"):
        draw_form(["Q1"], 2, seed=1)


@pytest.mark.parametrize(
    ("draw", "pass_mark", "need"), [(12, 80, 10), (10, 80, 8), (5, 80, 4), (3, 100, 3), (7, 1, 1)]
)
def test_the_pass_mark_is_rounded_up_to_whole_answers(draw, pass_mark, need):
    assert needed(draw, pass_mark) == need


@pytest.mark.parametrize(("score", "expected"), [(10, "secure"), (11, "strong"), (12, "strong")])
def test_the_band_tells_no_more_than_it_must(score, expected):
    assert band(score, 10, 12) == expected
