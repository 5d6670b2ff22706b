import pytest
from django.template.loader import render_to_string

from assessments.formats import Option
from assessments.templatetags.questions import how_many, listed
from tests.factories.assessments import question_document


def shown(chosen=(), *, feedback=False, **fields) -> str:
    context = {
        "question": question_document("VCF0501", **fields),
        "chosen": list(chosen),
        "show_feedback": feedback,
        "action": "/modules/victims-code/keeping-people-informed/questions/VCF0501/",
    }
    return render_to_string("assessments/question.html", context)


def test_a_question_in_a_lesson_is_a_form_that_does_not_give_itself_away():
    html = shown()
    assert 'action="/modules/victims-code/keeping-people-informed/questions/VCF0501/' in html
    assert html.count('type="radio"') == 3
    assert "right pair in mind" not in html


def test_feedback_tells_why_and_offers_another_go():
    html = shown(["a"], feedback=True)
    assert "Not quite. Here is why." in html
    assert "You had the right pair in mind." in html
    assert "Yes. It is a key decision." in html
    assert "Answer it again" in html


def test_several_answers_are_checkboxes_that_say_how_many():
    options = (Option("A", "a", correct=True), Option("B", "b", correct=True), Option("C", "c"))
    html = shown(type="multiple", options=options)
    assert html.count('type="checkbox"') == 3
    assert "Choose 2 of them." in html
    assert how_many(question_document()) == ""


@pytest.mark.parametrize(
    ("numbers", "words"), [((6,), "6"), ((6, 9), "6 and 9"), ((4, 6, 9), "4, 6 and 9")]
)
def test_numbers_are_said_as_people_say_them(numbers, words):
    assert listed(numbers) == words
