import copy
import json
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from scenarios.cards import skeleton, to_cards, to_document
from tests.factories.scenarios import alternative, choice, ending, scenario_document, scene

CONTENT = sorted((Path(settings.BASE_DIR) / "content" / "scenarios").glob("*.yaml"))
PRINCIPLES = ("safety", "trust", "choice", "support")

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
texts = st.one_of(words, st.lists(words, min_size=2, max_size=3).map("\n\n".join))
oddities = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.floats(-2, 2), texts, st.just([]), st.just({})
)
names = st.sampled_from(["trust", "sent_away", "safety", "later_on"])


@st.composite
def documents(draw):
    """Documents as an editor might leave them: gaps, odd values, keys that nobody knows."""
    made = scenario_document(
        title=draw(words),
        summary=draw(texts),
        aims=draw(st.one_of(st.lists(words, max_size=3), oddities)),
        minutes=draw(st.one_of(st.integers(-5, 500), oddities)),
        principles=draw(st.lists(st.sampled_from([*PRINCIPLES, "unheard-of"]), max_size=3)),
    )
    if draw(st.booleans()):
        made["alternative"] = alternative()
    parts = [
        *made["scenes"],
        *(one for part in made["scenes"] for one in part["choices"]),
        *made["endings"],
        *made["variables"],
    ]
    for _number in range(draw(st.integers(0, 4))):
        part = draw(st.sampled_from([one for one in parts if len(one) > 2]))
        key = draw(st.sampled_from([key for key in part if key not in ("id", "choices")]))
        if draw(st.booleans()):
            part[key] = draw(oddities)
        elif key != "variants":
            part.pop(key)
    for _number in range(draw(st.integers(0, 2))):
        draw(st.sampled_from([made, *parts]))["media"] = draw(oddities)
    return made


def same(one, other):
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@given(documents())
def test_a_document_comes_back_as_it_was_or_is_left_to_its_text(document):
    before = copy.deepcopy(document)
    cards = to_cards(document, PRINCIPLES)
    assert same(document, before)
    if cards is not None:
        assert same(to_document(cards, id=document["id"], principles=PRINCIPLES), document)


@given(st.data())
def test_gaps_and_odd_values_in_fields_are_shown_as_cards(data):
    document = scenario_document()
    part = data.draw(st.sampled_from(document["scenes"][0]["choices"]))
    key = data.draw(st.sampled_from(["text", "grade", "why", "when", "rights", "next", "media"]))
    part[key] = data.draw(oddities)
    cards = to_cards(document, PRINCIPLES)
    assert cards is not None
    assert same(to_document(cards, id="T01", principles=PRINCIPLES), document)


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_every_scenario_of_the_content_comes_back_as_it_was(path):
    document = yaml.safe_load(path.read_text())
    cards = to_cards(document, PRINCIPLES)
    assert cards is not None
    assert same(to_document(cards, id=document["id"], principles=PRINCIPLES), document)


def test_the_skeleton_can_be_shown():
    assert to_cards(skeleton("SC13")) is not None


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"scenes": {}},
        {"scenes": [scene("door"), scene("door")]},
        {"scenes": [scene("door", choice("a b"))]},
        {"scenes": [{"id": "door"}]},
        {"scenes": [scene(f"scene-{n}", choice(f"c-{n}")) for n in range(61)]},
        {"endings": [ending("well"), "late"]},
        {"person": None},
        {"alternative": []},
    ],
)
def test_what_cards_cannot_show_is_left_to_the_text(broken):
    document = {**scenario_document(), **broken} if broken else {}
    assert to_cards(document, PRINCIPLES) is None


def carded(**fields):
    return to_cards(scenario_document(**fields), PRINCIPLES)


def take(cards):
    return to_document(cards, id="T01", principles=PRINCIPLES)


def test_a_new_card_is_named_by_its_title_and_what_leads_to_it_follows():
    cards = carded()
    new = copy.deepcopy(cards["scenes"][1])
    new["id"] = "5d0c9a3e"
    new["value"]["title"] = "At the counter!"
    cards["scenes"].append(new)
    cards["scenes"][0]["value"]["choices"][0]["value"]["next"] = "5d0c9a3e"
    for number, one in enumerate(new["value"]["choices"]):
        one["id"] = f"uuid-{number}"
    document = take(cards)
    assert [one["id"] for one in document["scenes"]] == ["door", "room", "at-the-counter"]
    assert document["scenes"][0]["choices"][0]["next"] == "at-the-counter"
    ids = [one["id"] for part in document["scenes"] for one in part["choices"]]
    assert len(ids) == len(set(ids)) == 8


def test_two_cards_with_one_id_on_the_page_are_two_parts():
    cards = carded()
    for part in ("scenes", "endings", "variables"):
        cards[part].append(copy.deepcopy(cards[part][0]))
    document = take(cards)
    assert [one["id"] for one in document["scenes"]] == ["door", "room", "the-door"]
    assert [one["id"] for one in document["variables"]] == ["trust", "trust_2"]
    ids = [one["id"] for part in document["scenes"] for one in part["choices"]]
    assert len(set(ids)) == 7
    assert to_cards(document, PRINCIPLES) is not None


def test_ids_stay_when_a_title_changes_and_two_of_a_title_get_two():
    cards = carded()
    cards["scenes"][0]["value"]["title"] = "Another name"
    for number in range(2):
        twin = copy.deepcopy(cards["endings"][0])
        twin["id"] = f"made-{number}"
        cards["endings"].append(twin)
    document = take(cards)
    assert document["scenes"][0]["id"] == "door"
    assert [one["id"] for one in document["endings"]][3:] == [
        "it-came-out-well",
        "it-came-out-well-2",
    ]


def test_a_choice_makes_a_new_scene_once_and_right_after_its_own():
    cards = carded()
    for one in cards["scenes"][0]["value"]["choices"]:
        one["value"] |= {"next": "new", "new_scene": "  The  way home "}
    document = take(cards)
    assert [one["id"] for one in document["scenes"]] == ["door", "the-way-home", "room"]
    assert {one["next"] for one in document["scenes"][0]["choices"]} == {"the-way-home"}
    made = document["scenes"][1]
    assert (made["title"], made["choices"], made["text"]) == ("The way home", [], "")
    assert take(to_cards(document, PRINCIPLES)) == document


def test_a_new_scene_with_the_title_of_another_is_that_one_and_without_a_title_none():
    cards = carded()
    one, other = cards["scenes"][0]["value"]["choices"]
    one["value"] |= {"next": "new", "new_scene": "the ROOM"}
    other["value"] |= {"next": "new", "new_scene": " "}
    document = take(cards)
    assert [one["next"] for one in document["scenes"][0]["choices"]] == ["room", ""]
    assert len(document["scenes"]) == 2


def test_a_choice_still_names_the_scene_that_was_taken_away():
    cards = carded()
    del cards["scenes"][1]
    assert take(cards)["scenes"][0]["choices"][0]["next"] == "room"


def test_what_a_choice_remembers_is_declared_by_itself():
    cards = carded()
    cards["scenes"][0]["value"]["choices"][0]["value"]["set"] = "Given a card, sent_away; And"
    document = take(cards)
    assert document["scenes"][0]["choices"][0]["set"] == ["given_a_card", "sent_away", "and_"]
    assert document["flags"] == ["sent_away", "given_a_card", "and_"]


def test_amounts_are_named_apart_from_what_is_remembered_and_changes_follow_them():
    cards = carded()
    new = copy.deepcopy(cards["variables"][0])
    new["id"], new["value"]["name"] = "made", "Sent away"
    cards["variables"].append(new)
    effects = json.dumps({"variable-trust": "-2", "made": "many", "variable-gone": 1})
    cards["scenes"][0]["value"]["choices"][0]["value"]["effects"] = effects
    document = take(cards)
    assert document["variables"][1]["id"] == "sent_away_2"
    assert document["scenes"][0]["choices"][0]["effects"] == {
        "trust": -2,
        "sent_away_2": "many",
    }


def test_what_was_typed_and_is_no_number_is_kept_to_be_mended():
    cards = carded()
    cards["minutes"] = "ten"
    cards["rights"] = "1, two"
    document = take(cards)
    assert (document["minutes"], document["rights"]) == ("ten", [1, "two"])


@given(texts)
def test_a_text_that_was_typed_comes_back_to_its_field_as_typed(text):
    cards = carded()
    cards["summary"] = text
    shown = to_cards(take(cards), PRINCIPLES)["summary"]
    assert shown.rstrip("\n") == text.rstrip("\n")


@given(st.recursive(oddities, lambda inner: st.lists(inner) | st.dictionaries(words, inner)))
def test_whatever_is_sent_beside_the_fields_breaks_nothing(sent):
    cards = carded()
    cards["rest"] = json.dumps({"kept": sent, "without": sent})
    cards["scenes"][0]["value"]["rest"] = json.dumps(sent)
    cards["scenes"][0]["value"]["choices"][0]["value"]["effects"] = json.dumps(sent)
    document = take(cards)
    assert document["id"] == "T01"
    assert [one["id"] for one in document["scenes"]] == ["door", "room"]
