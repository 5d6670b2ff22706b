import pytest
from hypothesis import given

from scenarios.engine import END, graph_of
from scenarios.measures import WORDS_A_MINUTE, measure
from tests.factories.scenarios import choice, scenario_document, scene
from tests.unit.scenarios.graphs import graphs


def walked(graph, scene_id):
    """All paths from a scene to the end, walked one by one; RecursionError for a loop."""
    if scene_id == END:
        return 1
    return sum(walked(graph, one.next) for one in graph.scenes[scene_id].choices)


def has_loop(graph, scene_id, on_the_way=()):
    if scene_id == END:
        return False
    if scene_id in on_the_way:
        return True
    way = (*on_the_way, scene_id)
    return any(has_loop(graph, one.next, way) for one in graph.scenes[scene_id].choices)


@given(graphs())
def test_paths_are_as_many_as_can_be_walked(graph):
    if has_loop(graph, graph.start):
        assert measure(graph).paths is None
    else:
        assert measure(graph).paths == walked(graph, graph.start)


def ladder(rungs):
    """A scenario in which each of so many scenes leads to the next by three choices."""
    names = [f"s{number}" for number in range(rungs)]
    after = [*names[1:], END]
    return graph_of(
        scenario_document(
            start=names[0],
            scenes=[
                scene(name, *(choice(way, next=following) for way in "abc"))
                for name, following in zip(names, after, strict=True)
            ],
        )
    )


def test_many_paths_are_counted_and_not_walked():
    assert measure(ladder(200)).paths == 3**200


def test_the_longest_way_is_read_once_and_a_loop_does_not_make_it_endless():
    text = " ".join(["word"] * WORDS_A_MINUTE)
    short = graph_of(scenario_document(scenes=[scene("door", choice("a", next=END))]))
    long = graph_of(
        scenario_document(
            scenes=[
                scene("door", choice("a", next=END), choice("b", next="hall")),
                scene("hall", choice("a", next=END), choice("b", next="door"), text=text),
            ]
        )
    )
    assert measure(long).minutes >= measure(short).minutes + 1
    assert measure(long).minutes < measure(short).minutes + 2
    assert measure(long).paths is None


def test_a_graph_with_thousands_of_scenes_does_not_run_out_of_stack():
    assert measure(ladder(5_000)).minutes == pytest.approx(5_000 * measure(ladder(1)).minutes)
