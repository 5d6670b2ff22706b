from scenarios.engine import END
from scenarios.previewing import overview_of
from tests.factories.scenarios import POOR, choice, scenario_document, scene


def two_scenes():
    return scenario_document(
        scenes=[
            scene(
                "door",
                choice("a", next="hall", effects={"trust": 2}),
                choice("b", next="hall", effects={"trust": -1}),
                choice("c", next=END),
            ),
            scene("hall", choice("a", next=END)),
        ]
    )


def test_the_outline_says_where_choices_lead_and_how_far_amounts_can_have_moved():
    found = overview_of(two_scenes())
    door, hall = found.outline
    assert door.ways == ("2 ways to The hall", "1 way to the end")
    assert any("from -1 to 2" in one for one in hall.ranges)
    assert "<svg" in found.svg


def test_it_is_measured():
    facts = " ".join(overview_of(two_scenes()).facts)
    assert "2 scenes" in facts
    assert "conditions aside: 3" in facts
    loop = scenario_document(
        scenes=[scene("door", choice("a", next="door"), choice("b", next=END))]
    )
    assert "without number" in " ".join(overview_of(loop).facts)


def test_what_is_to_be_mended_is_marked_in_the_picture():
    faulty = scenario_document(scenes=[scene("door", choice("a", **POOR))])
    assert "Look here" in overview_of(faulty).svg
    assert "Look here" not in overview_of(two_scenes()).svg


def test_a_draft_without_form_is_not_drawn():
    assert overview_of({"title": "Begun"}) is None
    assert overview_of(scenario_document(scenes=[scene("door", choice("a", next="attic"))])) is None
