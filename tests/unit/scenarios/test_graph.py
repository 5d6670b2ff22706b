import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.engine import advance, begin, ending_of, graph_of, on_offer
from scenarios.exploring import explore
from scenarios.graph import check, ways_out
from tests.factories.scenarios import POOR, choice, ending, scenario_document, scene
from tests.unit.scenarios.graphs import graphs


def words(**fields):
    return [f.message % f.params for f in check(graph_of(scenario_document(**fields)))]


def test_a_good_graph_has_no_findings():
    assert words() == []


@pytest.mark.parametrize(
    ("scenes", "expected"),
    [
        (
            [scene("door", choice("a", next="nowhere"))],
            "“The door”: this choice leads to “nowhere”",
        ),
        ([scene("door"), scene("attic")], "Nobody can come to “The attic”."),
        (
            [scene("door", choice("a", when="sent_away"))],
            "In “The door” a person may find no choice to make.",
        ),
        (
            [scene("door", choice("a", next="hall")), scene("hall", choice("b", next="door"))],
            "From “The door” no way leads to the end.",
        ),
        ([scene("door", choice("a", **POOR))], "In “The door” a person may find no best choice."),
        (
            [scene("door", choice("a"), choice("b", when="trust > 2"))],
            "“The door”: this choice is never on offer.",
        ),
        (
            [scene("door", variants=[{"when": "sent_away", "text": "Again."}])],
            "“The door”: one of its tellings is never told.",
        ),
    ],
)
def test_what_is_wrong_with_a_scene_is_said_in_words_that_name_it(scenes, expected):
    found = words(scenes=scenes, endings=[ending("so-so")])
    assert any(line.startswith(expected) for line in found), found


def test_a_start_that_does_not_exist_is_said():
    assert words(start="nowhere") == ["The scenario begins at “nowhere”, which is no scene."]


def test_an_impossible_ending_and_a_state_without_one_are_said():
    assert words(endings=[ending("x", when="trust > 3"), ending("so-so")]) == [
        "The ending “It came out x” can never come about."
    ]
    assert "It can come out in a way that no ending fits." in words(
        endings=[ending("x", when="sent_away")]
    )


def test_beyond_the_limit_only_what_is_proved_is_an_error():
    graph = graph_of(
        scenario_document(
            scenes=[scene("door"), scene("attic")],
            endings=[ending("x", when="trust > 3"), ending("y", when="trust > -9")],
        )
    )
    assert not explore(graph, limit=0).exact
    found = check(graph, limit=0)
    assert [(f.scene, f.ending) for f in found if f.error] == [("attic", ""), ("", "x")]


@given(graphs(), st.integers())
def test_no_path_escapes_the_checks(graph, seed):
    findings = [finding for finding in check(graph) if finding.error]
    if findings:
        return
    chance = random.Random(seed)
    state = begin(graph)
    for _ in range(200):
        choices = on_offer(graph, state)
        assert choices, "a dead end that was not found"
        assert any(c.grade == "best" for c in choices)
        state = advance(graph, state, chance.choice(choices).id)
        if state.over:
            assert ending_of(graph, state).id in explore(graph).endings
            return
        assert state.scene in ways_out(graph)


@given(graphs(), st.integers())
def test_whatever_play_reaches_the_exploration_has_reached(graph, seed):
    found, chance, state = explore(graph), random.Random(seed), begin(graph)
    for _ in range(30):
        if state.over or not on_offer(graph, state):
            break
        made = chance.choice(on_offer(graph, state))
        assert state.scene in found.scenes
        assert (state.scene, made.id) in found.choices
        state = advance(graph, state, made.id)
    if state.over and not found.without_ending:
        assert ending_of(graph, state).id in found.endings


@given(graphs())
def test_an_estimate_leaves_out_nothing_that_can_happen(graph):
    exact, estimate = explore(graph), explore(graph, limit=0)
    assert exact.exact
    assert not estimate.exact
    for part in ("scenes", "choices", "variants", "endings", "without_choice", "without_best"):
        assert getattr(exact, part) <= getattr(estimate, part), part
    assert exact.without_ending <= estimate.without_ending
    for place, ranges in exact.ranges.items():
        for name, (least, most) in ranges.items():
            low, high = estimate.ranges[place][name]
            assert low <= least <= most <= high


@given(graphs(), st.integers())
def test_no_play_leaves_the_ranges(graph, seed):
    found, chance, state = explore(graph), random.Random(seed), begin(graph)
    for _ in range(30):
        for name, value in state.values.items():
            least, most = found.ranges[state.scene][name]
            assert least <= value <= most
        if state.over or not on_offer(graph, state):
            break
        state = advance(graph, state, chance.choice(on_offer(graph, state)).id)
