from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given

from scenarios.drawing import BOX, HEIGHT, Marks, layout, picture, rows_of
from scenarios.engine import END, graph_of
from scenarios.formats import parse_scenario
from tests.factories.scenarios import choice, scenario_document, scene
from tests.unit.scenarios.graphs import graphs

FILES = sorted(Path("content/scenarios").glob("*.yaml"))


def drawn(graph, **marks):
    return ElementTree.fromstring(
        picture(graph, Marks(**marks), title="The graph", end="Endings", look="Look here")
    )


@given(graphs())
def test_every_scene_has_a_place_and_no_two_touch(graph):
    where = layout(graph).scenes
    assert set(where) == {*graph.scenes, END}
    for one, other in combinations(where.values(), 2):
        assert abs(one.x - other.x) > BOX or abs(one.y - other.y) > HEIGHT


@given(graphs())
def test_no_arrow_down_runs_behind_a_box(graph):
    laid = layout(graph)
    for points in laid.passing.values():
        for point in points:
            for box in laid.scenes.values():
                beside = point.x < box.x or point.x > box.x + BOX
                assert beside or point.y != box.y


@given(graphs())
def test_every_choice_has_its_arrow_and_every_scene_its_box(graph):
    svg = drawn(graph)
    space = "{http://www.w3.org/2000/svg}"
    choices = sum(len(one.choices) for one in graph.scenes.values())
    assert len(svg.findall(f".//{space}path")) == 2 * choices
    links = {one.get("href") for one in svg.findall(f".//{space}a")}
    assert links == {"#scene-end", *(f"#scene-{name}" for name in graph.scenes)}


@given(graphs())
def test_every_lane_lies_within_the_picture(graph):
    width = float(drawn(graph).get("width"))
    lanes = [point.x for points in layout(graph).passing.values() for point in points]
    assert all(0 < x < width for x in lanes)


def test_a_scene_stands_below_all_that_lead_to_it():
    graph = graph_of(
        scenario_document(
            scenes=[
                scene("door", choice("a", next="hall"), choice("b", next="attic")),
                scene("hall", choice("a", next="attic"), choice("b", next="door")),
                scene("attic", choice("a", next=END)),
            ]
        )
    )
    assert rows_of(graph) == [["door"], ["hall"], ["attic"], [END]]


def test_what_is_to_be_mended_is_marked_in_words_and_numbers_stand_at_their_way():
    graph = graph_of(scenario_document(scenes=[scene("door", choice("a", next=END))]))
    svg = drawn(graph, faulty={"door"}, taken={("door", "a"): 12})
    words = [one.text for one in svg.iter() if one.text]
    assert "Look here" in words
    assert "12" in words


def test_a_title_is_never_read_as_markup():
    graph = graph_of(scenario_document(scenes=[scene("door", choice("a", next=END), title="<b>&")]))
    assert "<b>&" in "".join(drawn(graph).itertext())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_real_ones_are_drawn(path: Path):
    document, _problems = parse_scenario(path.read_text(encoding="utf-8"), file=path.name)
    assert drawn(graph_of(document)).get("role") == "group"
