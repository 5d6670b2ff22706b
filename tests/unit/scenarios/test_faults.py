import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.faults import card_of, label_of, look_through, where_of
from scenarios.formats import problems_of
from tests.factories.scenarios import POOR, choice, ending, scenario_document, scene
from tests.unit.scenarios.cards.test_cards import documents

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
KEYS = ["scenes", "endings", "variables", "flags", "start", "person", "content_note", "alternative"]


def said(document):
    return [str(fault) for fault in look_through(document).faults]


def test_a_good_scenario_has_no_faults():
    checked = look_through(scenario_document())
    assert checked.errors == []
    assert checked.found.exact


def test_a_gap_is_said_by_scene_and_choice_and_field_and_leads_to_its_card():
    document = scenario_document()
    document["scenes"][0]["choices"][1]["why"] = ""
    (fault,) = look_through(document).errors
    assert str(fault) == "Scene “The door”, choice “Do refuse.”: Fill in “Why”."
    assert fault.place == "#block-choice-refuse-section"
    assert fault.path == ("scenes", 0, "choices", 1, "why")


def test_what_leads_nowhere_is_said_instead_of_all_that_follows_from_it():
    document = scenario_document()
    document["scenes"][0]["choices"][0]["next"] = "attic"
    document["scenes"][0]["choices"][1]["next"] = ""
    assert [fault.message for fault in look_through(document).errors] == [
        "Choose what comes next.",
        "This choice leads to “attic”, which is no scene any more. Choose what comes next.",
    ]


def test_a_beginning_that_was_taken_away_is_said():
    assert said(scenario_document(start="attic")) == [
        "It begins at “attic”, which is no scene any more."
    ]


def test_what_the_graph_shows_names_the_scene_and_leads_to_it():
    document = scenario_document()
    document["scenes"].append(scene("attic"))
    (fault,) = look_through(document).errors
    assert fault.message == "Nobody can come to “The attic”."
    assert fault.place == "#block-scene-attic-section"


def test_a_choice_that_is_never_on_offer_is_named():
    document = scenario_document()
    document["scenes"][0]["choices"].append(choice("later", when="sent_away"))
    (fault,) = look_through(document).errors
    assert fault.where == "Choice “Do later.”"
    assert fault.place == "#block-choice-later-section"


def test_gaps_do_not_hide_what_the_graph_shows():
    document = scenario_document(summary="")
    document["endings"].append(ending("never", when="trust > 3"))
    assert len(look_through(document).errors) == 2


def test_what_may_stay_as_it_is_blocks_nothing():
    document = scenario_document()
    document["scenes"][0]["variants"] = [{"when": "sent_away", "text": "Again."}]
    checked = look_through(document)
    assert checked.errors == []
    assert [fault.place for fault in checked.warnings] == ["#block-scene-door-section"]


@given(documents())
def test_it_finds_errors_exactly_where_the_file_has_some(document):
    assert bool(look_through(document).errors) == bool(problems_of(document))


@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_whatever_a_draft_holds_it_is_looked_through(parts):
    assert look_through({**scenario_document(), **parts}) is not None
    assert look_through(parts).errors


@given(st.lists(st.dictionaries(st.sampled_from(["id", "choices", "title"]), json_values)))
def test_whatever_a_scene_holds_it_is_looked_through(scenes):
    look_through(scenario_document(scenes=scenes))


@pytest.mark.parametrize(
    ("path", "label", "card"),
    [
        (("title",), "Title", "document-title"),
        (("person", "name"), "Name", "document-person-name"),
        (("scenes",), "Scenes", "document-root"),
        (("scenes", 0, "text"), "The moment", "block-scene-door-section"),
        (("endings", 2, "when"), "Comes about when", "block-ending-so-so-section"),
        (("variables", 0, "min"), "At least", "block-variable-trust-section"),
    ],
)
def test_fields_are_called_as_on_their_cards(path, label, card):
    assert label_of(path) == label
    assert card_of(scenario_document(), path) == card


def test_a_long_choice_is_named_by_its_beginning():
    document = scenario_document(scenes=[scene("door", choice("a", text="word " * 30, **POOR_))])
    where = where_of(document, ("scenes", 0, "choices", 0, "why"))
    assert where == f"Scene “The door”, choice “{('word ' * 8).strip()}…”"


POOR_ = {key: value for key, value in POOR.items() if key != "text"}
