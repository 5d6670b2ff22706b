import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import Option
from assessments.marking import WrongShape, check_response, mark
from tests.factories.assessments import question_document

SINGLE = question_document()
MULTIPLE = question_document(
    type="multiple",
    options=(
        Option("A", "Yes to a.", correct=True),
        Option("B", "No to b."),
        Option("C", "Yes to c.", correct=True),
    ),
)


def test_the_right_option_scores_full_and_says_why():
    result = mark(SINGLE, ["b"])
    assert (result.score, result.most, result.full) == (1, 1, True)
    assert result.feedback == {"b": "Yes. It is a key decision."}


def test_another_option_scores_nothing_and_says_why():
    result = mark(SINGLE, ["a"])
    assert result.score == 0
    assert result.key == ("b",)
    assert list(result.feedback) == ["a"]


@pytest.mark.parametrize("chosen", [[], ["a"], ["c"], ["a", "b"], ["a", "b", "c"]])
def test_several_answers_are_all_or_nothing(chosen):
    result = mark(MULTIPLE, chosen)
    assert result.score == 0
    assert sorted(result.feedback) == chosen


def test_all_right_options_score_full_in_any_order():
    assert mark(MULTIPLE, ["c", "a"]) == mark(MULTIPLE, ["a", "c", "a"])
    assert mark(MULTIPLE, ["c", "a"]).full


@pytest.mark.parametrize("response", [None, "b", {"b": 1}, [1], ["z"], [["b"]], ["a", "b"]])
def test_a_response_of_the_wrong_shape_is_refused(response):
    with pytest.raises(WrongShape):
        check_response(SINGLE, response)


@st.composite
def documents(draw):
    kind = draw(st.sampled_from(["single", "multiple"]))
    size = draw(st.integers(2, 6))
    if kind == "single":
        right = {draw(st.integers(0, size - 1))}
    else:
        right = draw(st.sets(st.integers(0, size - 1), min_size=1))
    options = tuple(Option(f"Option {i}", f"Because {i}.", i in right) for i in range(size))
    return question_document(type=kind, options=options)


@given(documents(), st.data())
def test_marks_are_bounded_and_do_not_depend_on_any_order(document, data):
    keys = [option["key"] for option in document["options"]]
    most = 1 if document["type"] == "single" else len(keys)
    chosen = data.draw(st.lists(st.sampled_from(keys), max_size=most, unique=True))
    result = mark(document, chosen)
    assert 0 <= result.score <= result.most
    assert result.full == (set(chosen) == {o["key"] for o in document["options"] if o["correct"]})
    assert set(result.feedback) == set(chosen)
    shuffled = {**document, "options": data.draw(st.permutations(document["options"]))}
    assert mark(shuffled, list(reversed(chosen))).score == result.score


@given(documents())
def test_nothing_scores_nothing_and_the_key_scores_full(document):
    assert mark(document, []).score == 0
    assert mark(document, [o["key"] for o in document["options"] if o["correct"]]).full
