from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assembly import as_shown
from assessments.formats.parts import Limit, Option, Pair, Rated, Step, Value, Wording
from assessments.marking import check_response, mark
from assessments.rekeying import Unmatched, rekeyed, same_but_for_style
from tests.factories.assessments import WAYS, document_of_way, question_document


def options(*texts: str, right: str) -> list[dict]:
    return [
        {"key": "abcdef"[n], "text": text, "correct": text == right, "feedback": f"On {text}"}
        for n, text in enumerate(texts)
    ]


def question(*texts: str, right: str, revision: int = 1, **more) -> dict:
    return {
        **question_document(),
        "options": options(*texts, right=right),
        "revision": revision,
        **more,
    }


@given(st.permutations(["one", "two", "three", "four"]), st.integers(0, 2**40))
def test_the_mended_key_reaches_what_was_shown_in_whatever_order(mended_order, seed):
    shown = as_shown(question("one", "two", "three", "four", right="one"), seed)
    mended = question(*mended_order, right="two", revision=2)
    found = rekeyed(shown, mended)
    assert [one["key"] for one in found["options"]] == [one["key"] for one in shown["options"]]
    by_text = {one["text"]: one["key"] for one in shown["options"]}
    assert mark(found, [by_text["two"]]).full
    assert not mark(found, [by_text["one"]]).full
    assert found["revision"] == 2


def test_what_is_said_about_an_answer_is_mended_too():
    shown = question("one", "two", right="one")
    mended = question("two", "one", right="two", revision=2, rationale="Mended.")
    found = rekeyed(shown, mended)
    assert found["rationale"] == "Mended."
    assert [one["feedback"] for one in found["options"]] == ["On one", "On two"]
    assert found["stem"] == shown["stem"]


def test_words_that_were_mended_lightly_still_match():
    shown = question("Tell her within 5 working days", "Do not tell her", right="Do not tell her")
    now = "Tell her, within 5 working days."
    found = rekeyed(shown, question("Do not tell her", now, right=now, revision=2))
    assert [one["correct"] for one in found["options"]] == [True, False]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Within 1 working day of the arrest", "Within 5 working days of the arrest"),
        ("Tell the victim about the arrest today", "Never tell the victim about the arrest today"),
        (
            "You may tell the victim about the arrest",
            "You may not tell the victim about the arrest",
        ),
        ("Call before the hearing has been held", "Call after the hearing has been held"),
    ],
)
def test_another_number_or_a_not_is_another_answer(one, other):
    assert not same_but_for_style(one, other)
    with pytest.raises(Unmatched):
        rekeyed(question(one, "x", right="x"), question(other, "x", right=other))


@pytest.mark.parametrize(
    ("mended", "why"),
    [
        (question("one", "three", right="three"), "not there any more"),
        (question("one", "two", "three", right="three"), "was not on offer"),
        ({**question("one", "two", right="two"), "type": "multiple"}, "another type"),
    ],
)
def test_what_cannot_be_matched_is_left(mended, why):
    with pytest.raises(Unmatched, match=why):
        rekeyed(question("one", "two", right="one"), mended)


def pairs(*items: tuple[str, str], keys: str = "abc", **more) -> dict:
    matches = sorted({match for _text, match in items})
    key_of = {text: str(n) for n, text in enumerate(matches, 1)}
    return {
        **question_document(),
        "type": "matching",
        "items": [
            {"key": keys[n], "text": text, "match": key_of[match], "feedback": ""}
            for n, (text, match) in enumerate(items)
        ],
        "matches": [{"key": key, "text": text} for text, key in key_of.items()],
        **more,
    }


def test_matching_takes_the_mended_pairs_by_their_words():
    shown = pairs(("police", "arrest"), ("court", "trial"))
    mended = pairs(("court", "arrest"), ("police", "trial"))
    found = rekeyed(shown, mended)
    matches = {one["key"]: one["text"] for one in found["matches"]}
    assert {one["text"]: matches[one["match"]] for one in found["items"]} == {
        "police": "trial",
        "court": "arrest",
    }
    with pytest.raises(Unmatched, match="match was not on offer"):
        rekeyed(shown, pairs(("court", "appeal"), ("police", "trial")))


def steps(*texts: str, order: str) -> dict:
    return {
        **question_document(),
        "type": "ordering",
        "items": [{"key": "abc"[n], "text": text, "feedback": ""} for n, text in enumerate(texts)],
        "order": list(order),
    }


def test_ordering_takes_the_mended_order_by_the_words():
    shown = steps("one", "two", "three", order="abc")
    mended = steps("three", "one", "two", order="abc")
    assert rekeyed(shown, mended)["order"] == ["c", "a", "b"]
    with pytest.raises(Unmatched):
        rekeyed(steps("one", "two", order="ab"), mended)


def test_judgement_takes_the_mended_key_by_the_words():
    def judged(*values: tuple[str, int], mode: str = "rate") -> dict:
        items = [
            {"key": "abc"[n], "text": text, "expert": value, "feedback": ""}
            for n, (text, value) in enumerate(values)
        ]
        return {**question_document(), "type": "judgement", "mode": mode, "items": items}

    found = rekeyed(judged(("ask", 3), ("go", 0)), judged(("go", 1), ("ask", 2)))
    assert [one["expert"] for one in found["items"]] == [2, 1]
    with pytest.raises(Unmatched):
        rekeyed(judged(("ask", 3)), judged(("ask", 3), mode="rank"))


def test_where_nothing_was_on_offer_the_key_stands_by_itself():
    shown = {**question_document(), "type": "number", "answers": [{"value": "5"}], "otherwise": ""}
    mended = {**shown, "answers": [{"value": "6"}], "otherwise": "Count again.", "revision": 2}
    found = rekeyed(shown, mended)
    assert (found["answers"], found["otherwise"]) == ([{"value": "6"}], "Count again.")


def key_of(question: dict):
    """The response that the key holds for right."""
    kind = question["type"]
    if "options" in question:
        return [one["key"] for one in question["options"] if one["correct"]]
    if kind == "matching":
        return {one["key"]: one["match"] for one in question["items"]}
    if kind == "ordering":
        return list(question["order"])
    if kind in ("short", "number"):
        right = next(one for one in question["answers"] if one["correct"])
        return right.get("accept", right.get("value"))
    if kind == "workingday":
        return str(question["answer"])
    return {one["key"]: one["expert"] for one in question["items"]}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_question_of_every_type_takes_its_own_key_again(way, seed):
    shown = as_shown(document_of_way(way), seed)
    found = rekeyed(shown, document_of_way(way, rationale="Mended."))
    assert key_of(found) == key_of(shown)
    assert mark(found, key_of(found)).full
    assert found["rationale"] == "Mended."


TURNED = {
    "truefalse": {"options": (Option("True", "No."), Option("False", "Yes.", correct=True))},
    "matching": {
        "pairs": (
            Pair("A decision not to charge", "The police", "So."),
            Pair("An arrest", "The court", "So."),
            Pair("A release on bail", "The prosecutor", "So."),
        ),
        "decoys": (),
    },
    "ordering": {
        "steps": tuple(
            Step(text, "So.") for text in ("Needs assessment", "Report", "Trial", "Charge")
        )
    },
    "short": {"answers": (Wording("victim statement", "So.", correct=True),)},
    "number": {"answers": (Value("10", "So.", correct=True),)},
    "workingday": {"limit": Limit(date(2026, 4, 2), "date", days=6)},
    "judgement": {
        "responses": (
            Rated("Send a leaflet", 3, "So."),
            Rated("Wait for the next date", 2, "So."),
            Rated("Say sorry, and ring back today", 0, "So."),
        )
    },
}


@pytest.mark.parametrize("way", TURNED)
def test_a_mended_key_of_every_type_reaches_what_was_shown(way):
    shown = as_shown(document_of_way(way), 7)
    mended = document_of_way(way, **TURNED[way])
    found = rekeyed(shown, {**mended, "revision": 2})
    assert mark(found, key_of(found)).full
    assert not mark(found, key_of(shown)).full
    assert not mark(shown, key_of(found)).full
    assert check_response(shown, key_of(found))  # it could have been given to what was shown
