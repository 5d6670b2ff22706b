from hypothesis import given
from hypothesis import strategies as st

from scenarios.debrief import best_of, moments, strongest_path
from scenarios.engine import ending_of, graph_of, on_offer, replay
from scenarios.graph import check
from tests.factories.scenarios import scenario_document
from tests.unit.scenarios.graphs import graphs

GRAPH = graph_of(scenario_document())


def look_back(*choices):
    return moments(GRAPH, replay(GRAPH, choices), choices)


def test_the_strongest_path_takes_the_best_choice_at_every_moment():
    made, states = strongest_path(GRAPH)
    assert made == ["welcome", "listen"]
    assert ending_of(GRAPH, states[-1]).band == "strong"


def test_what_each_moment_moved_is_counted_within_the_bounds():
    assert [moment.shift for moment in look_back("welcome", "listen")] == [(2,), (1,)]


def test_a_poor_choice_mattered_and_shows_the_better_one():
    first, second = look_back("refuse", "listen")
    assert (first.mattered, first.better.id) == ("lost", "welcome")
    assert (second.mattered, second.better) == ("gained", None)


@given(graphs(), st.data())
def test_at_most_three_moments_mattered_and_a_better_choice_was_on_offer(graph, data):
    if [finding for finding in check(graph) if finding.error]:
        return
    made = []
    while not (state := replay(graph, made)[-1]).over and len(made) < 6:
        made.append(data.draw(st.sampled_from(on_offer(graph, state))).id)
    states = replay(graph, made)
    found = moments(graph, states, made)
    assert sum(bool(moment.mattered) for moment in found) <= 3
    for moment in found:
        if moment.better:
            assert moment.better == best_of(on_offer(graph, states[moment.step]))
            assert moment.choice.grade != "best"
