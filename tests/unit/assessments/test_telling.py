import pytest

from assessments.marking import empty, mark
from assessments.telling import parts_of, say_day
from tests.factories.assessments import WAYS, document_of_way
from tests.unit.assessments.marking.test_types import KEYS

OTHERS = [way for way in WAYS if way not in ("single", "multiple", "truefalse")]


@pytest.mark.parametrize("way", OTHERS)
def test_the_key_is_right_in_every_part_and_says_why(way):
    question = document_of_way(way)
    parts = parts_of(question, mark(question, KEYS[way]))
    assert all(part.right and part.yours and part.fits and part.feedback for part in parts)


@pytest.mark.parametrize("way", OTHERS)
def test_no_answer_is_told_what_fits(way):
    question = document_of_way(way)
    parts = parts_of(question, mark(question, empty(question)))
    assert not any(part.right or part.yours for part in parts)
    assert all(part.fits for part in parts)


@pytest.mark.parametrize(
    ("way", "response", "said"),
    [
        ("matching", {"a": "2"}, ("The prosecutor", "The police")),
        ("ordering", ["b", "a", "c", "d"], ("Place 2", "Place 1")),
        ("judgement", {"a": 0}, ("Do not do this", "Be sure to do this")),
        ("ranked", {"a": 2}, ("Place 2", "Place 1")),
        ("number", "1", ("1 working days", "5 working days")),
        ("workingday", "2026-04-09", ("Thursday 9 April 2026", "Monday 13 April 2026")),
        ("counted", "1", ("1 working day", "5 working days")),
        ("short", "PS", ("PS", "VPS")),
    ],
)
def test_an_answer_stands_beside_what_fits(way, response, said):
    question = document_of_way(way)
    part = parts_of(question, mark(question, response))[0]
    assert (part.yours, part.fits) == said
    assert not part.right


def test_a_key_without_its_panel_is_ours():
    question = document_of_way("judgement", panel=None)
    assert parts_of(question, mark(question, {}))[0].whose == "We suggest"


def test_nothing_is_said_of_no_day():
    assert say_day("") == ""
