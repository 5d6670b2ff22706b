import pytest

from assessments.formats import Option
from assessments.templatetags.questions import answers_given, how_many, listed
from tests.factories.assessments import question_document


def test_what_was_chosen_comes_first_and_alone_has_feedback():
    shown = answers_given(question_document(), ["c"])
    assert [(answer.chosen, answer.right) for answer in shown] == [(True, False), (False, True)]
    assert [bool(answer.feedback) for answer in shown] == [True, False]


def test_it_is_said_how_many_answers_are_right_where_there_are_several():
    options = (Option("A", "a", correct=True), Option("B", "b", correct=True), Option("C", "c"))
    assert how_many(question_document(type="multiple", options=options)) == "Choose 2 of them."
    assert how_many(question_document()) == ""


@pytest.mark.parametrize(
    ("numbers", "words"), [((6,), "6"), ((6, 9), "6 and 9"), ((4, 6, 9), "4, 6 and 9")]
)
def test_numbers_are_said_as_people_say_them(numbers, words):
    assert listed(numbers) == words
