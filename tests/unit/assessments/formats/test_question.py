import pytest

from assessments.formats import Option, lacks
from tests.factories.assessments import question_text

YES = Option("Yes", "Right, because it is.", correct=True)
NO = Option("No", "A fair guess.")
PERHAPS = Option("Perhaps", "Also right.", correct=True)


def test_a_complete_question_lacks_nothing():
    assert list(lacks(question_text())) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"stem": "  "}, "stem"),
        ({"rationale": ""}, "rationale"),
        ({"sources": ()}, "sources"),
        ({"options": (YES,)}, "options"),
        ({"options": (NO, Option("Not so", "No."))}, "options"),
        ({"options": (YES, PERHAPS)}, "options"),
        ({"type": "multiple", "options": (NO, Option("Not so", "No."))}, "options"),
        ({"options": (YES, Option("No", ""))}, "options"),
        ({"options": (YES, Option("", "Nothing."))}, "options"),
    ],
)
def test_what_is_lacking_is_named_by_field(fields, field):
    assert {lack.field for lack in lacks(question_text(**fields))} == {field}


def test_several_right_answers_are_fine_where_several_are_asked_for():
    assert list(lacks(question_text(type="multiple", options=(YES, PERHAPS, NO)))) == []
