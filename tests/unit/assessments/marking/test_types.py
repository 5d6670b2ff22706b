"""What holds for the scorers of all types."""

import json
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import LimitFeedback, Rated, Wording, lacks
from assessments.marking import WrongShape, check_response, empty, mark
from tests.factories.assessments import WAYS, document_of_way, text_of_way

DOCUMENTS = {way: document_of_way(way) for way in WAYS}
ways = st.sampled_from(sorted(WAYS))

KEYS = {
    "single": ["b"],
    "multiple": ["a", "c"],
    "truefalse": ["a"],
    "matching": {"a": "1", "b": "2", "c": "1"},
    "ordering": ["a", "b", "c", "d"],
    "short": "VPS",
    "number": "5",
    "workingday": "2026-04-13",
    "judgement": {"a": 3, "b": 1, "c": 0},
    "ranked": {"a": 1, "b": 2, "c": 3},
    "counted": "5",
}

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["a", "b", "1", "5", "2026-04-13", "2026-02-30", "NaN", "1e9", "a" * 300])
)
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from("abcdefx") | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=12,
)


@st.composite
def given_answers(draw):
    """A question, and a response that could have been given to it."""
    way = draw(ways)
    question = DOCUMENTS[way]
    kind = question["type"]
    if "options" in question:
        keys = [one["key"] for one in question["options"]]
        most = len(keys) if kind == "multiple" else 1
        return question, draw(st.lists(st.sampled_from(keys), max_size=most, unique=True))
    keys = [one["key"] for one in question.get("items", ())]
    if kind == "matching":
        matches = st.sampled_from([one["key"] for one in question["matches"]])
        return question, draw(st.dictionaries(st.sampled_from(keys), matches))
    if kind == "ordering":
        return question, draw(st.just([]) | st.permutations(keys))
    if way == "judgement":
        return question, draw(st.dictionaries(st.sampled_from(keys), st.integers(0, 3)))
    if way == "ranked":
        ranks = draw(st.permutations(range(1, len(keys) + 1)))
        some = draw(st.integers(0, len(keys)))
        return question, dict(list(zip(keys, ranks, strict=True))[:some])
    if way == "workingday":
        return question, draw(st.just("") | st.dates().map(str))
    numbers = st.integers(0, 9999).map(str)
    words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=200)
    return question, draw(st.just("") | (words if way == "short" else numbers))


@given(given_answers())
def test_a_mark_stays_within_its_bounds(case):
    question, response = case
    result = mark(question, response)
    assert 0 <= result.score <= result.most
    assert 0 < result.enough <= result.most
    assert all(result.feedback.values())
    assert bool(result.feedback) == bool(result.chosen)


@given(given_answers())
def test_a_settled_response_settles_to_itself_and_is_json(case):
    question, response = case
    settled = check_response(question, response)
    stored = json.loads(json.dumps(settled))
    assert check_response(question, stored) == settled
    assert mark(question, stored) == mark(question, response)


@pytest.mark.parametrize("way", WAYS)
def test_the_key_scores_full_and_nothing_scores_nothing(way):
    full = mark(DOCUMENTS[way], KEYS[way])
    assert (full.score, full.full) == (full.most, True)
    none = mark(DOCUMENTS[way], empty(DOCUMENTS[way]))
    assert (none.score, none.full, bool(none.chosen)) == (0, False, False)


@given(ways, anything)
def test_whatever_is_sent_is_marked_or_refused(way, response):
    try:
        result = mark(DOCUMENTS[way], response)
    except WrongShape:
        return
    assert 0 <= result.score <= result.most
    json.dumps(check_response(DOCUMENTS[way], response), allow_nan=False)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "response",
    [None, 1, float("nan"), float("inf"), "x" * 2**20, ["x"] * 2**20, {"x": "a"}, {"a": {}}, [[]]],
)
def test_what_could_not_have_been_given_is_refused(way, response):
    with pytest.raises(WrongShape):
        check_response(DOCUMENTS[way], response)


@pytest.mark.parametrize(
    "way", ["single", "multiple", "matching", "judgement", "ranked", "ordering"]
)
def test_the_order_in_which_things_are_shown_does_not_matter(way):
    question = dict(DOCUMENTS[way])
    for name in ("options", "items", "matches"):
        if name in question:
            question[name] = random.Random(3).sample(question[name], len(question[name]))
    shuffled = mark(question, KEYS[way])
    assert (shuffled.score, shuffled.most) == (mark(DOCUMENTS[way], KEYS[way]).most,) * 2


# One type at a time ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "response", "score"),
    [
        ("matching", {"a": "1", "b": "1"}, 1),
        ("matching", {"a": "3", "b": "2", "c": "1"}, 2),
        ("ordering", ["d", "c", "b", "a"], 0),
        ("ordering", ["b", "a", "c", "d"], 2),
        ("judgement", {"a": 0, "b": 3, "c": 3}, 1),
        ("judgement", {"a": 2, "b": 1, "c": 1}, 7),
        ("ranked", {"a": 3, "b": 2, "c": 1}, 5),
        ("number", "5.5", 1),
        ("number", "5.51", 0),
        ("short", "vps.", 1),
        ("workingday", "2026-04-09", 0),
        ("counted", "005", 1),
    ],
)
def test_part_of_an_answer_scores_in_part(way, response, score):
    assert mark(DOCUMENTS[way], response).score == score


def test_more_than_two_thirds_of_a_judgement_are_enough():
    assert mark(DOCUMENTS["judgement"], {"a": 3, "b": 1, "c": 2}).full
    assert not mark(DOCUMENTS["judgement"], {"a": 3, "b": 1}).full


@given(st.lists(st.integers(0, 3), min_size=3, max_size=6))
def test_no_key_that_may_be_published_is_passed_by_rating_everything_alike(keys):
    rated = tuple(Rated(f"Way {n}", key, "So.") for n, key in enumerate(keys))
    lacking = list(lacks(text_of_way("judgement", responses=rated)))
    question = document_of_way("judgement", responses=rated)
    alike = [
        mark(question, {one["key"]: rating for one in question["items"]}).full
        for rating in range(4)
    ]
    assert any(alike) == bool(lacking)


def test_two_responses_cannot_have_one_rank():
    with pytest.raises(WrongShape):
        check_response(DOCUMENTS["ranked"], {"a": 1, "b": 1})


@pytest.mark.parametrize(
    ("accept", "text", "fit"),
    [
        ("VPS", " v p s", False),
        ("VPS", "Vps .", True),
        ("the victim's plan", "The  victim’s plan.", True),
        ("*statement*", "A personal statement, I think", True),
        ("a*b", "ab", True),
        ("a*b", "a", False),
        ("a*a", "a", False),
        ("**", "", False),
        ("*five*days*", "within 5 to five working days", True),
        ("*five*days*", "days, five", False),
        ("5.*", "5", False),
        ("straße", "STRASSE", True),
        ("(a+)+$", "aaaa", False),
        ("a?", "ab", False),
    ],
)
def test_what_a_pattern_fits(accept, text, fit):
    question = document_of_way("short", answers=(Wording(accept, "Yes.", correct=True),))
    assert mark(question, text).full is fit


def test_no_pattern_is_slow():
    pattern, text = "*a" * 99 + "*b", "a" * 199
    question = document_of_way("short", answers=(Wording(pattern, "Yes.", correct=True),))
    began = time.process_time()
    for _time in range(200):
        mark(question, text)
    assert time.process_time() - began < 1


@given(st.text("ab*", min_size=1, max_size=12), st.text("ab", max_size=12))
def test_a_pattern_fits_what_the_naive_way_says(pattern, text):
    def naive(pattern: str, text: str) -> bool:
        if not pattern:
            return not text
        if pattern[0] == "*":
            return any(naive(pattern[1:], text[at:]) for at in range(len(text) + 1))
        return bool(text) and pattern[0] == text[0] and naive(pattern[1:], text[1:])

    pattern = "".join(one for at, one in enumerate(pattern) if pattern[at : at + 2] != "**")
    question = document_of_way("short", answers=(Wording(pattern, "Yes.", correct=True),))
    assert mark(question, text).full == (naive(pattern, text) and bool(text))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5", "5"),
        (" 5,000 ", "5000"),
        ("05.50", "5.5"),
        ("-0", "0"),
        ("−2", "-2"),
        ("+5.", "5"),
        ("5 working days", "5"),
        ("£1,200.50", "1200.5"),
        ("80%", "80"),
        (".5", None),
        ("5,00", None),
        ("1e3", None),
        ("٣", None),
        ("five", None),
        ("1" * 16, None),
        ("5 5", None),
    ],
)
def test_a_number_is_taken_as_it_is_typed(typed, number):
    if number is None:
        with pytest.raises(WrongShape):
            check_response(DOCUMENTS["number"], typed)
    else:
        assert check_response(DOCUMENTS["number"], typed) == number


@pytest.mark.parametrize(
    ("day", "slip"),
    [
        ("2026-04-13", "right"),
        ("2026-04-09", "holiday"),
        ("2026-04-10", "eventday"),
        ("2026-04-07", "calendar"),
        ("2026-04-20", "otherwise"),
    ],
)
def test_a_usual_slip_has_feedback_of_its_own(day, slip):
    assert list(mark(DOCUMENTS["workingday"], day).feedback) == [slip]


def test_a_slip_that_nothing_is_said_to_is_any_other_answer():
    question = document_of_way("workingday", feedback=LimitFeedback("Yes.", "Count again."))
    assert mark(question, "2026-04-09").feedback == {"otherwise": "Count again."}


def test_a_count_between_two_days_knows_the_slips_too():
    slips = {"holiday": 7, "eventday": 6, "calendar": 11}
    assert DOCUMENTS["counted"]["slips"] == slips
    assert DOCUMENTS["counted"]["answer"] == 5
