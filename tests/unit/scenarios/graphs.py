"""Random graphs: most are broken in some way, which is the point."""

from hypothesis import strategies as st

from scenarios.engine import Graph, graph_of
from tests.factories.scenarios import choice, ending, scenario_document, scene

WHEN = ["sent_away", "not sent_away", "trust > 0", "trust <= 0 and sent_away", "trust == 3"]


@st.composite
def graphs(draw) -> Graph:
    """A graph of up to four scenes whose arrows all lead to a scene or to the end."""
    names = [f"scene-{n}" for n in range(draw(st.integers(1, 4)))]
    scenes = []
    for name in names:
        choices = []
        for number in range(draw(st.integers(1, 3))):
            fields = {
                "effects": {"trust": draw(st.integers(-2, 2))},
                "grade": draw(st.sampled_from(["best", "partial", "poor"])),
                "next": draw(st.sampled_from([*names, "end", "end"])),
                "set": draw(st.sampled_from([[], ["sent_away"]])),
            }
            if draw(st.integers(0, 3)) == 0:
                fields["when"] = draw(st.sampled_from(WHEN))
            choices.append(choice(f"{name}-{number}", **fields))
        scenes.append(scene(name, *choices))
    endings = [
        ending(f"ending-{n}", when=draw(st.sampled_from(WHEN)))
        for n in range(draw(st.integers(0, 2)))
    ]
    if draw(st.booleans()) or not endings:
        endings.append(ending("otherwise"))
    return graph_of(scenario_document(start="scene-0", scenes=scenes, endings=endings))
