from hypothesis import given
from hypothesis import strategies as st

from scenarios.engine import END
from scenarios.previewing import overview_of
from tests.factories.scenarios import POOR, choice, scenario_document, scene
from tests.unit.scenarios.test_faults import KEYS, json_values


def two_scenes():
    return scenario_document(
        scenes=[
            scene(
                "door",
                choice("a", next="hall", effects={"trust": 2}),
                choice("b", next="hall", effects={"trust": -1}),
                choice("c", next=END),
            ),
            scene("hall", choice("d", next=END)),
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


def test_a_draft_without_a_scene_is_not_drawn_and_says_what_is_missing():
    found = overview_of({"title": "Begun"})
    assert (found.svg, found.outline) == ("", ())
    assert "Fill in “In one sentence”." in [fault.message for fault in found.errors]


def test_a_half_written_draft_is_drawn_and_says_what_leads_nowhere():
    found = overview_of(
        scenario_document(scenes=[scene("door", choice("a", next="attic"), choice("b", next=""))])
    )
    assert "2 choices lead nowhere" in found.svg
    assert [step.title for step in found.outline] == ["The door"]
    assert len(found.outline[0].errors) == 2


def test_people_are_counted_on_the_branches_and_the_current_scene_is_marked():
    plain = overview_of(two_scenes())
    found = overview_of(two_scenes(), current="hall", taken={("door", "a"): 12, ("door", "b"): 4})
    assert ">12</text>" in found.svg
    assert found.outline[0].ways[0] == "2 ways to The hall (taken by 16 people)"
    assert [step.current for step in found.outline] == [False, True]
    assert found.svg != plain.svg


@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_whatever_a_draft_holds_it_is_seen_as_a_whole(parts):
    assert overview_of({**scenario_document(), **parts}) is not None
