from hypothesis import given
from hypothesis import strategies as st

from scenarios.engine import graph_of
from scenarios.graph import connects
from scenarios.sketching import sketch
from tests.factories.scenarios import choice, ending, scenario_document, scene
from tests.unit.scenarios.test_faults import KEYS, json_values


def test_a_scenario_that_is_in_order_is_sketched_as_it_is():
    document = scenario_document()
    assert sketch(document).nowhere == {}
    sketched, read = sketch(document).graph, graph_of(document)
    assert (sketched.start, sketched.variables, sketched.flags, sketched.endings) == (
        read.start,
        read.variables,
        read.flags,
        read.endings,
    )
    assert [len(one.choices) for one in sketched.scenes.values()] == [2, 3]


def test_what_cannot_be_read_is_left_out():
    document = scenario_document(
        start="attic",
        scenes=[
            scene(
                "door",
                choice("a", when="trust >", effects={"trust": "much", "joy": 1}, grade="fine"),
                choice("b", next="attic"),
                variants=[{"when": "unheard", "text": "…"}],
            )
        ],
        endings=[ending("well", when="joy > 1")],
    )
    found = sketch(document)
    assert found.graph.start == "door"
    assert found.nowhere == {"door": ("b",)}
    (one,) = found.graph.scenes["door"].choices
    assert (one.when, one.effects, one.grade) == (None, (), "partial")
    assert found.graph.scenes["door"].variants == ()
    assert found.graph.endings[0].when is None


def test_without_a_scene_there_is_nothing_to_draw():
    assert sketch({}) is None
    assert sketch({"scenes": "none yet"}) is None


@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_every_sketch_can_be_drawn(parts):
    found = sketch({**scenario_document(), **parts})
    assert found is None or connects(found.graph)
