import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from assessments.answering import Snag, Unclear, fields_of, has_options, read, typed, values_of
from assessments.marking import WrongShape, check_response, empty
from tests.factories.assessments import WAYS, document_of_way
from tests.unit.assessments.marking.test_types import KEYS, given_answers


def posted(question, response, name="a") -> QueryDict:
    """The form as a browser sends it."""
    post = QueryDict(mutable=True)
    if has_options(question):
        post.setlist(name, list(response))
        return post
    values = values_of(question, response)
    for part, field in fields_of(question, name).items():
        post[field] = values.get(part, "")
    return post


@given(given_answers())
def test_whatever_was_answered_stands_in_the_form_and_is_read_from_it(case):
    question, response = case
    settled = check_response(question, response)
    assert read(question, posted(question, settled), "a") == settled


@pytest.mark.parametrize("way", WAYS)
def test_an_empty_form_is_an_empty_answer(way):
    question = document_of_way(way)
    found = read(question, QueryDict(), "a")
    assert found == check_response(question, empty(question))


@pytest.mark.parametrize(
    ("way", "values", "snag"),
    [
        ("ordering", {"a.a": "1", "a.b": "1", "a.c": "2", "a.d": "3"}, Snag.PLACES),
        ("ordering", {"a.a": "1"}, Snag.PLACES),
        ("ranked", {"a.a": "1", "a.b": "1"}, Snag.RANKS),
        ("workingday", {"a.day": "31", "a.month": "2", "a.year": "2026"}, Snag.DAY),
        ("workingday", {"a.day": "1", "a.month": "", "a.year": "2026"}, Snag.DAY),
        ("workingday", {"a.day": "1", "a.month": "May", "a.year": "2026"}, Snag.DAY),
        ("workingday", {"a.day": "0", "a.month": "0", "a.year": "0"}, Snag.DAY),
        ("counted", {"a": "five"}, Snag.COUNT),
        ("number", {"a": "a few"}, Snag.NUMBER),
        ("short", {"a": "x" * 201}, Snag.LONG),
    ],
)
def test_what_a_person_can_put_right_is_said(way, values, snag):
    question = document_of_way(way)
    post = QueryDict(mutable=True)
    post.update(values)
    with pytest.raises(Unclear) as found:
        read(question, post, "a")
    assert found.value.snag == snag
    stands = typed(question, post, "a")
    assert [
        stands[part] for part, name in fields_of(question, "a").items() if name in values
    ] == list(values.values())


@pytest.mark.parametrize(
    ("way", "values"),
    [
        ("single", {"a": "z"}),
        ("matching", {"a.a": "9"}),
        ("ordering", {"a.a": "9", "a.b": "1", "a.c": "2", "a.d": "3"}),
        ("judgement", {"a.a": "7"}),
        ("judgement", {"a.a": "²"}),
    ],
)
def test_what_no_form_sends_is_refused(way, values):
    post = QueryDict(mutable=True)
    post.update(values)
    with pytest.raises(WrongShape) as found:
        read(document_of_way(way), post, "a")
    assert not isinstance(found.value, Unclear)


@given(
    st.sampled_from(sorted(WAYS)),
    st.dictionaries(st.sampled_from(["a", "a.a", "a.b", "a.day", "a.year"]), st.text(max_size=9)),
)
def test_nothing_but_a_wrong_shape_is_ever_raised(way, values):
    post = QueryDict(mutable=True)
    post.update(values)
    question = document_of_way(way)
    try:
        found = read(question, post, "a")
    except WrongShape:
        return
    assert check_response(question, found) == found


def test_the_key_of_every_type_goes_through_its_form():
    for way in WAYS:
        question = document_of_way(way)
        settled = check_response(question, KEYS[way])
        assert read(question, posted(question, settled), "a") == settled
