import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assembly import as_shown, assemble, band, draw_form, needed, option_order
from assessments.blueprint import Cell
from tests.factories.assessments import question_document

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


kinds = st.tuples(
    st.lists(st.integers(1, 3), max_size=2, unique=True), st.sampled_from(["recall", "apply"])
)
wishes = st.lists(
    st.builds(
        Cell,
        draw=st.integers(1, 3),
        rights=st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple),
        levels=st.lists(st.sampled_from(["recall", "apply"]), max_size=1).map(tuple),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


def bank_of(some):
    return {
        f"Q{n}": {
            "ref": f"Q{n}",
            "rights": rights,
            "level": level,
            "lesson": "",
            "type": "single",
        }
        for n, (rights, level) in enumerate(some)
    }


banks_by_kind = st.lists(kinds, min_size=1, max_size=14).map(bank_of)


def meets(form, bank, cells) -> bool:
    """The slow way: try every place of each question, one after the other."""
    room = [cell.draw for cell in cells]

    def place(rest) -> bool:
        if not rest:
            return True
        for n, cell in enumerate(cells):
            if room[n] and cell.fits(bank[rest[0]]):
                room[n] -= 1
                if place(rest[1:]):
                    return True
                room[n] += 1
        return False

    return len(form) == sum(room) and place(list(form))


def most_of(bank, cells) -> int:
    """How many questions can be placed at all, by the theorem of Hall and König."""
    subsets = range(1 << len(cells))
    return min(
        sum(cell.draw for n, cell in enumerate(cells) if subset >> n & 1)
        + sum(
            any(cell.fits(one) for n, cell in enumerate(cells) if not subset >> n & 1)
            for one in bank.values()
        )
        for subset in subsets
    )


@given(banks_by_kind, wishes, seeds, seeds)
def test_a_blueprint_is_always_met_when_it_can_be(bank, cells, seed, other):
    size = sum(cell.draw for cell in cells)
    if most_of(bank, cells) < size:
        with pytest.raises(ValueError, match="blueprint"):
            assemble(bank, size, cells, seed)
        return
    first = assemble(bank, size, cells, seed)
    second = assemble(bank, size, cells, other, first)
    for form in (first, second):
        assert len(set(form)) == size
        assert meets(form, bank, cells)
    new = {ref: one for ref, one in bank.items() if ref not in first}
    unavoidable = size - most_of(new, cells)
    assert len(set(first) & set(second)) <= max(size // 2, unavoidable)


@given(banks_by_kind, wishes, seeds, st.data())
def test_the_seed_alone_decides_a_form_by_blueprint(bank, cells, seed, data):
    size = sum(cell.draw for cell in cells)
    if most_of(bank, cells) < size:
        return
    last = data.draw(st.sets(st.sampled_from(sorted(bank))))
    turned = {ref: bank[ref] for ref in data.draw(st.permutations(sorted(bank)))}
    assert assemble(bank, size, cells, seed, last) == assemble(turned, size, cells, seed, last)


def test_every_question_that_fits_has_a_chance_and_no_other():
    bank = bank_of([([n % 3 + 1], "apply") for n in range(12)] + [([7], "apply")])
    cells = (Cell(1, rights=(1,)), Cell(1, rights=(2, 3)), Cell(1, rights=(3,)))
    last: tuple[str, ...] = ()
    drawn: set[str] = set()
    for seed in range(80):
        last = assemble(bank, 3, cells, seed, last)
        drawn.update(last)
    assert drawn == set(bank) - {"Q12"}


def test_a_question_that_fits_two_cells_moves_for_one_that_fits_one():
    bank = bank_of([([1, 2], "apply"), ([1], "apply")])
    cells = (Cell(1, rights=(1,)), Cell(1, rights=(2,)))
    assert all(set(assemble(bank, 2, cells, seed)) == {"Q0", "Q1"} for seed in range(20))


def test_without_a_blueprint_it_is_as_it_was():
    bank = bank_of([([1], "apply")] * 9)
    assert assemble(bank, 4, (), 5, ["Q1"]) == draw_form(tuple(bank), 4, 5, ["Q1"])


@given(seeds)
def test_what_a_question_offers_is_shuffled_and_nothing_lost(seed):
    question = question_document()
    shown = as_shown(question, seed)
    assert sorted(one["key"] for one in shown["options"]) == ["a", "b", "c"]
    assert as_shown({**question, "type": "truefalse"}, seed)["options"] == question["options"]


@given(seeds, st.integers(3, 5))
def test_steps_never_stand_in_their_order_already(seed, count):
    keys = list("abcde"[:count])
    question = {"ref": "Q1", "type": "ordering", "items": [{"key": k} for k in keys], "order": keys}
    shown = [one["key"] for one in as_shown(question, seed)["items"]]
    assert sorted(shown) == keys
    assert shown != keys


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
