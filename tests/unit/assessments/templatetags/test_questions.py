import pytest

from assessments.assembly import as_practised
from assessments.marking import empty, mark
from assessments.templatetags.questions import ask, listed, look_back
from tests.factories.assessments import WAYS, document_of_way, question_document
from tests.unit.assessments.marking.test_types import KEYS


def test_what_was_chosen_comes_first_and_alone_has_feedback():
    question = question_document()
    shown = look_back(question, mark(question, ["c"]))
    told = [option["feedback"] in shown for option in question["options"]]
    assert told == [False, False, True]
    assert shown.index(question["options"][2]["text"]) < shown.index(question["options"][1]["text"])
    assert question["options"][0]["text"] not in shown


def test_it_is_said_how_many_answers_are_right_where_it_counts():
    question = document_of_way("multiple")
    assert "Choose 2 of them." in ask(question, id="q", name="q", counted=True)
    assert "Choose all that hold." in ask(question, id="q", name="q")


@pytest.mark.parametrize("way", WAYS)
def test_a_question_of_every_type_is_asked_with_its_words_and_without_its_feedback(way):
    question = document_of_way(way)
    html = ask(as_practised(question), id="q", name="q")
    assert question["stem"] in html
    assert 'id="q"' in html
    for item in question.get("items", ()):
        assert item["text"] in html
        assert item["feedback"] not in html
    assert all(one["feedback"] not in html for one in question.get("answers", ()))


@pytest.mark.parametrize("way", WAYS)
def test_a_question_of_every_type_is_looked_back_on(way):
    question = document_of_way(way)
    full = look_back(question, mark(question, KEYS[way]), everything=True)
    assert "s-answer--right" in full
    assert "You answered" in full
    none = look_back(question, mark(question, empty(question)))
    assert "You answered" not in none
    assert "wrong" not in (full + none).casefold()


@pytest.mark.parametrize(
    ("numbers", "words"), [((6,), "6"), ((6, 9), "6 and 9"), ((4, 6, 9), "4, 6 and 9")]
)
def test_numbers_are_said_as_people_say_them(numbers, words):
    assert listed(numbers) == words
