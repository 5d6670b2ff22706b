from itertools import pairwise, product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.bankchecks import (
    Plan,
    at_least_by_chance,
    check_bank,
    different_draws,
    patterns,
    table,
    words_of,
)
from assessments.blueprint import Cell
from tests.factories.assessments import question_document

WORDS = [
    "arrest",
    "charge",
    "bail",
    "release",
    "trial",
    "appeal",
    "plea",
    "verdict",
    "sentence",
    "hearing",
]


def questions(count: int, **fields) -> list[dict]:
    """Questions that differ, with options of one length."""
    return [
        {**question_document(f"Q{n}", stem=f"{a} {b} {c} {n}"), "options": options("b"), **fields}
        for n, (a, b, c) in zip(range(count), product(WORDS, WORDS, WORDS), strict=False)
    ]


def options(key: str, longest: str = "") -> list[dict]:
    return [
        {"text": f"{one}{' and more' * (one == longest)}", "correct": one == key} for one in "abc"
    ]


def said(found) -> list[str]:
    return [str(one) for one in found]


def plan(draw=3, *cells, **more) -> Plan:
    return Plan("Check", draw, tuple(cells), **more)


def test_a_bank_for_three_different_checks_has_nothing_to_mend():
    assert check_bank(questions(9), plan(3)) == []
    assert different_draws(questions(9), plan(3)) == 3


@pytest.mark.parametrize(
    ("count", "words"), [(8, "enough for two different checks"), (5, "enough for one check")]
)
def test_fewer_than_three_are_advice_with_what_to_write(count, words):
    [found] = check_bank(questions(count), plan(3, Cell(3, rights=(6,))))
    assert not found.blocks
    assert words in found.message
    assert f"write {9 - count} more for “Right 6”" in found.message


def test_a_line_without_questions_enough_blocks_and_says_how_many():
    [found] = check_bank(questions(4), plan(4, Cell(2, rights=(6,)), Cell(2, levels=("judge",))))
    assert found.blocks
    assert str(found) == (
        "Check: “Level judge”: 2 are asked for, and the bank has 0. "
        "Write and publish more of this kind, or ask for fewer."
    )


def test_a_blueprint_that_adds_up_to_another_number_blocks():
    [found] = check_bank(questions(12), plan(4, Cell(3)))
    assert found.blocks
    assert "adds up to 3 questions, and the check draws 4" in found.message


def test_lines_that_need_the_same_questions_block():
    found = check_bank(questions(3), plan(4, Cell(2, rights=(6,)), Cell(2, levels=("apply",))))
    assert [one.blocks for one in found] == [True]
    assert "needed by two lines" in found[0].message


def test_the_table_counts_what_fits_each_line():
    rows = table(questions(7), plan(4, Cell(2, rights=(6,)), Cell(2, levels=("judge",))))
    assert [(row.words, row.available, row.draws) for row in rows] == [
        ("Right 6", 7, 3),
        ("Level judge", 0, 0),
    ]


def test_a_right_that_is_taught_and_not_asked_is_named():
    found = check_bank(questions(9), plan(3, taught={6: "Keeping people informed", 9: "Courts"}))
    assert said(found) == [
        "Check: Right 9 is taught in “Courts”, and no question that the check can draw is about "
        "it. Write one, or let a line of the blueprint draw it."
    ]


def test_rights_of_one_lesson_are_named_together():
    taught = dict.fromkeys((1, 5, 7), "The map")
    [found] = check_bank(questions(9), plan(3, taught=taught))
    assert found.message.startswith("Rights 1, 5 and 7 are taught in “The map”, and no question")


def test_the_same_question_twice_blocks_and_almost_the_same_is_advice():
    stem = "By when must the victim be told that the suspect was arrested, after the arrest"
    bank = questions(9)
    bank[0]["stem"], bank[1]["stem"] = f"{stem}?", f" {stem.upper()} "
    [same] = check_bank(bank, plan(3))
    assert same.blocks
    assert same.message.startswith("Q0 and Q1 are the same question")
    bank[1]["options"] = options("a", "c")
    bank[2]["stem"] = f"{stem} today?"
    found = check_bank(bank, plan(3))
    assert {one.message[:9] for one in found} == {"Q0 and Q1", "Q0 and Q2", "Q1 and Q2"}
    assert not any(one.blocks for one in found)


def test_a_key_that_is_the_longest_too_often_is_said_with_what_chance_would_give():
    bank = [question_document(type="single") | {"options": options("b", "b")} for _ in range(9)]
    assert list(patterns(bank)) == [
        "In 9 of 9 questions with one answer the right answer is the longest; by chance it would "
        "be about 3. Shorten right answers, or give the others as much detail."
    ]
    as_often_as_chance = [
        question_document(type="single") | {"options": options("b", "abc"[n % 3])} for n in range(9)
    ]
    assert list(patterns(as_often_as_chance)) == []


@pytest.mark.parametrize(("true", "words"), [(9, "are true"), (0, "are false"), (5, "")])
def test_true_and_false_are_balanced(true, words):
    bank = [
        question_document(type="truefalse")
        | {
            "options": [
                {"text": "True", "correct": n < true},
                {"text": "False", "correct": n >= true},
            ]
        }
        for n in range(9)
    ]
    assert [words in one for one in patterns(bank)] == ([True] if words else [])


def test_all_of_them_is_not_the_usual_answer():
    everything = [{"text": one, "correct": True} for one in "abc"]
    bank = [question_document(type="multiple") | {"options": everything} for _ in range(4)]
    assert "In 4 of 4 questions with several answers all of them are right" in next(patterns(bank))


@given(st.integers(0, 12), st.integers(0, 12))
def test_chance_is_the_binomial_tail(total, hits):
    expected = sum(comb(total, n) for n in range(hits, total + 1)) / 2**total
    assert at_least_by_chance([0.5] * total, hits) == pytest.approx(expected)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_more_hits_are_never_likelier(chances):
    tails = [at_least_by_chance(chances, hits) for hits in range(len(chances) + 1)]
    assert tails[0] == pytest.approx(1)
    assert all(more <= fewer + 1e-12 for fewer, more in pairwise(tails))


def test_a_line_in_words():
    assert words_of(Cell(1)) == "Any question"
    assert (
        words_of(Cell(1, (4, 6, 9), ("apply",), ("05-x",), ("single", "multiple")))
        == "Rights 4, 6 or 9, level apply, lesson 05-x, type single or multiple"
    )
