import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.marking import mark
from demo.answers import response_to, right_ones
from tests.factories.assessments import WAYS, document_of_way, question_document


@pytest.mark.parametrize("way", WAYS)
@given(seed=st.integers(0, 1000))
def test_right_is_right_and_the_others_are_not(way, seed):
    question, draw = document_of_way(way), random.Random(seed)
    assert mark(question, response_to(question, draw, right=True)).full
    assert not mark(question, response_to(question, draw, right=False)).full


@given(st.integers(0, 12), st.integers(0, 1000))
def test_as_many_are_right_as_the_history_says(score, seed):
    questions = [question_document(f"Q{n}") for n in range(12)]
    right = right_ones(questions, score, score / 12, random.Random(seed))
    assert len(right) == score
    assert right <= set(range(12))
