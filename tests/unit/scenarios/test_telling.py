from hypothesis import given
from hypothesis import strategies as st

from scenarios.engine import graph_of, on_offer, replay
from scenarios.telling import has_alternative, told
from tests.factories.scenarios import alternative, scenario_document

BOTH = scenario_document(alternative=alternative())


def test_the_alternative_changes_words():
    assert has_alternative(BOTH)
    other = told(BOTH, alternative=True)
    assert other["scenes"][0]["text"] == "A quieter telling of the door."
    assert other["scenes"][1]["choices"][0]["text"] == "Quietly listen."
    assert told(BOTH, alternative=False)["scenes"] == BOTH["scenes"]


def test_a_scenario_without_one_is_told_as_it_is():
    document = scenario_document()
    assert not has_alternative(document)
    assert told(document, alternative=True) == document


def test_the_quieter_telling_shows_its_own_picture_or_none():
    document = scenario_document(alternative=alternative())
    for scene in document["scenes"]:
        scene["picture"] = "loud"
    document["alternative"]["scenes"]["room"]["picture"] = "quiet"
    shown = {scene["id"]: scene["picture"] for scene in told(document, alternative=True)["scenes"]}
    assert shown == {"door": "", "room": "quiet"}


@given(st.data())
def test_nothing_but_words_differs(data):
    plain, other = graph_of(BOTH), graph_of(told(BOTH, alternative=True))
    made: list[str] = []
    while not (state := replay(plain, made)[-1]).over:
        offered = [choice.id for choice in on_offer(plain, state)]
        assert [choice.id for choice in on_offer(other, replay(other, made)[-1])] == offered
        made.append(data.draw(st.sampled_from(offered)))
    assert replay(plain, made) == replay(other, made)
