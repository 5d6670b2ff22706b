from hypothesis import given
from hypothesis import strategies as st

from scenarios.engine import begin, graph_of
from scenarios.trying import trial_of
from tests.factories.scenarios import alternative, scenario_document

words = st.sampled_from(["door", "room", "end", "attic", "", "trust", "3", "-9", "x", "refuse"])
keys = st.sampled_from(["scene", "amount-trust", "flag", "choice", "quiet", "mode"])


def query(trial, **more):
    asked = {}
    for name, value in trial.hidden:
        asked.setdefault(name, []).append(value)
    return {**asked, **{name: [value] for name, value in more.items()}}


def test_it_begins_where_every_run_begins():
    trial = trial_of(scenario_document(), {})
    assert trial.state == begin(graph_of(scenario_document()))
    assert [one.id for one in trial.offered] == ["welcome", "refuse"]


def test_the_state_travels_from_choice_to_choice():
    document = scenario_document()
    first = trial_of(document, query(trial_of(document, {}), choice="refuse"))
    assert first.memories == [("sent_away", True, True)]
    assert first.amounts == [("amount-trust", "Trust", -1, -3, 3, -1)]
    assert first.text == "She is back."
    last = trial_of(document, query(first, choice="say-sorry"))
    assert last.scene is None
    assert last.ending.id == "so-so"
    assert last.memories == [("sent_away", True, False)]


def test_what_is_not_on_offer_is_shown_apart():
    trial = trial_of(scenario_document(), {"scene": ["room"]})
    assert [one.id for one in trial.withheld] == ["say-sorry"]


def test_no_ending_may_fit_in_a_draft():
    document = scenario_document(endings=[])
    assert trial_of(document, {"scene": ["end"]}).ending is None


def test_a_second_telling_that_is_half_written_is_not_offered():
    other = alternative()
    del other["scenes"]["door"]
    trial = trial_of(scenario_document(alternative=other), {"quiet": ["1"]})
    assert not trial.can_be_quiet
    assert trial.text == "You are at the door."


@given(st.dictionaries(keys, st.lists(words, max_size=2)))
def test_whatever_the_address_says_something_is_shown(asked):
    trial = trial_of(scenario_document(), asked)
    assert trial.bad is None or trial.made is None
    again = trial_of(scenario_document(), query(trial))
    assert again.bad is None
    assert again.state == trial.state
