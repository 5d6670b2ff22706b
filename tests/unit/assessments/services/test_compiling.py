import json

import pytest

from assessments.services import compile_check, compile_question
from core.errors import InvalidInput
from tests.factories.assessments import CheckFactory, QuestionFactory

pytestmark = pytest.mark.django_db


def test_a_document_holds_everything_and_is_json():
    document = compile_question(QuestionFactory(ref="Q1"))
    assert json.loads(json.dumps(document)) == document
    assert document["ref"] == "Q1"
    assert [option["key"] for option in document["options"]] == ["a", "b", "c"]
    assert [option["correct"] for option in document["options"]] == [False, True, False]
    assert all(option["feedback"] for option in document["options"])


def test_a_question_that_lacks_something_is_not_released():
    with pytest.raises(InvalidInput, match="Name at least one source"):
        compile_question(QuestionFactory(sources=[]))


def test_a_draft_is_not_released():
    with pytest.raises(InvalidInput, match="not published"):
        compile_question(QuestionFactory(live=False))


def test_a_check_holds_the_counting_questions_of_its_bank():
    for use in ("counting", "counting", "formative"):
        QuestionFactory(use=use)
    QuestionFactory(bank="another")
    document = compile_check(
        CheckFactory(draw=2), lessons={"05-keeping-people-informed": {"number": "1.5"}}
    )
    assert len(document["questions"]) == 2
    assert document["need"] == 2
    assert document["lessons"] == {"05-keeping-people-informed": {"number": "1.5"}}


def test_a_bank_that_is_too_small_is_refused_in_words():
    QuestionFactory()
    with pytest.raises(InvalidInput, match="draws 12 questions, and its bank has 1"):
        compile_check(CheckFactory())


@pytest.mark.parametrize("count", [1, 3])
def test_compiling_takes_the_same_queries_for_any_number(count, django_assert_num_queries):
    for _ in range(count):
        QuestionFactory()
    check = CheckFactory(draw=1)
    with django_assert_num_queries(1):
        compile_check(check)
