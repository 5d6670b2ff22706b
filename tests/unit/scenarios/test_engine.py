from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.engine import (
    NotOffered,
    advance,
    begin,
    ending_of,
    graph_of,
    on_offer,
    replay,
    shuffled,
    telling,
)
from scenarios.formats import parse_scenario
from tests.factories.scenarios import scenario_document
from tests.unit.scenarios.graphs import graphs

GRAPH = graph_of(scenario_document())
SC01 = Path(__file__).parents[3] / "content" / "scenarios" / "SC01.yaml"


def test_a_choice_moves_on_and_is_remembered():
    state = advance(GRAPH, begin(GRAPH), "refuse")
    assert (state.scene, dict(state.values), state.flags) == ("room", {"trust": -1}, {"sent_away"})
    assert telling(GRAPH, state) == "She is back."
    assert [c.id for c in on_offer(GRAPH, state)] == ["listen", "hurry", "say-sorry"]


def test_a_choice_that_is_not_on_offer_is_refused():
    first = begin(GRAPH)
    for name in ("say-sorry", "nothing", "listen"):
        with pytest.raises(NotOffered):
            advance(GRAPH, first, name)
    welcomed = advance(GRAPH, first, "welcome")
    with pytest.raises(NotOffered):
        advance(GRAPH, welcomed, "say-sorry")


def test_nothing_is_on_offer_at_the_end():
    last = replay(GRAPH, ["welcome", "listen"])[-1]
    assert last.over
    assert on_offer(GRAPH, last) == ()
    with pytest.raises(NotOffered):
        advance(GRAPH, last, "listen")


def test_variables_stay_within_their_bounds():
    assert replay(GRAPH, ["welcome", "listen"])[-1].values["trust"] == 3


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (["welcome", "listen"], "well"),
        (["refuse", "hurry"], "late"),
        (["welcome", "hurry"], "so-so"),
    ],
)
def test_the_ending_follows_from_the_state(choices, expected):
    assert ending_of(GRAPH, replay(GRAPH, choices)[-1]).id == expected


def test_the_order_of_choices_follows_from_the_seed():
    choices = GRAPH.scenes["room"].choices
    orders = {tuple(c.id for c in shuffled(choices, seed, "room")) for seed in range(60)}
    assert len(orders) == 6
    assert shuffled(choices, 7, "room") == shuffled(reversed(choices), 7, "room")


@given(graphs(), st.data())
def test_replaying_the_choices_gives_the_same_states(graph, data):
    state, made, states = begin(graph), [], [begin(graph)]
    for _ in range(8):
        choices = on_offer(graph, state)
        if not choices:
            break
        made.append(data.draw(st.sampled_from(choices)).id)
        state = advance(graph, state, made[-1])
        states.append(state)
    assert replay(graph, made) == states
    for least, most in graph.bounds.values():
        assert all(least <= s.values["trust"] <= most for s in states)


def test_the_first_scenario_is_played_to_every_ending():
    document, problems = parse_scenario(SC01.read_text(), file="SC01.yaml")
    assert problems == []
    graph = graph_of(document)
    endings, paths, waiting = set(), 0, [[]]
    while waiting:
        made = waiting.pop()
        state = replay(graph, made)[-1]
        if state.over:
            endings.add(ending_of(graph, state).id)
            paths += 1
            continue
        choices = on_offer(graph, state)
        assert any(choice.grade == "best" for choice in choices)
        waiting += [[*made, choice.id] for choice in choices]
    assert endings == {ending.id for ending in graph.endings}
    assert paths > 50
