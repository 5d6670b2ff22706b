import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.marking import mark
from demo.answers import response_to, right_ones
from tests.factories.assessments import question_document

SINGLE = question_document("Q1")
MULTIPLE = {
    **question_document("Q2"),
    "type": "multiple",
    "options": [
        {"key": key, "text": key, "feedback": key, "correct": key in "ac"} for key in "abcd"
    ],
}


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE])
@given(st.integers(0, 1000))
def test_right_is_right_and_the_others_are_not(question, seed):
    draw = random.Random(seed)
    assert mark(question, response_to(question, draw, right=True)).full
    assert not mark(question, response_to(question, draw, right=False)).full


@given(st.integers(0, 12), st.integers(0, 1000))
def test_as_many_are_right_as_the_history_says(score, seed):
    questions = [question_document(f"Q{n}") for n in range(12)]
    right = right_ones(questions, score, score / 12, random.Random(seed))
    assert len(right) == score
    assert right <= set(range(12))


def test_what_other_kinds_of_questions_are_answered():
    draw = random.Random(1)
    matching = {
        "type": "matching",
        "items": [{"key": "a", "match": "1"}, {"key": "b", "match": "2"}],
        "matches": [{"key": "1"}, {"key": "2"}],
    }
    assert response_to(matching, draw, right=True) == {"a": "1", "b": "2"}
    assert response_to(matching, draw, right=False) == {"a": "2", "b": "2"}
    ordering = {"type": "ordering", "order": ["a", "b", "c"]}
    assert response_to(ordering, draw, right=True) == ["a", "b", "c"]
    assert response_to(ordering, draw, right=False) == ["b", "c", "a"]
    days = {"type": "workingday", "answer": 5, "slips": {"calendar": 7}}
    assert response_to(days, draw, right=True) == "5"
    assert response_to(days, draw, right=False) == "7"
    short = {"type": "short", "answers": [{"accept": "victim*statement", "correct": True}]}
    assert response_to(short, draw, right=True) == "victimstatement"
    assert response_to(short, draw, right=False) == ""
