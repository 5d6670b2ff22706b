"""What an editor is shown of a draft: its picture, what is the matter with it, how it can go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.durations import about
from scenarios.drawing import Marks, picture
from scenarios.engine import END, Choice, Graph, Scene
from scenarios.exploring import LIMIT, Exploration
from scenarios.faults import Fault, look_through
from scenarios.measures import measure

# States that are searched while somebody writes; what goes beyond them is estimated.
LIVE_LIMIT = 20_000
# By scene and choice: how many people took it.
Taken = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class OutlineStep:
    """A scene in the outline: where its choices lead, how far each amount can have moved by
    then, and what is to be mended there."""

    id: str
    title: str
    ways: tuple[str, ...]
    ranges: tuple[str, ...]
    errors: tuple[str, ...] = ()
    current: bool = False


@dataclass(frozen=True)
class Overview:
    """A draft as a whole."""

    svg: SafeString
    outline: tuple[OutlineStep, ...]
    facts: tuple[str, ...]
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def overview_of(
    document: Mapping[str, Any],
    *,
    current: str = "",
    taken: Taken | None = None,
    limit: int = LIMIT,
    cards: bool = False,
) -> Overview:
    """The draft as a whole, as far as it is written.

    `current` is the scene that is being written, `taken` how many people took each choice, and
    with `cards` the scenes of the picture lead to the cards of the form. Past `limit` states
    what can be reached is estimated.
    """
    checked = look_through(document, limit)
    errors, warnings = tuple(checked.errors), tuple(checked.warnings)
    if checked.sketch is None or checked.found is None:
        return Overview(mark_safe(""), (), (), errors, warnings)
    graph, nowhere = checked.sketch.graph, checked.sketch.nowhere
    marks = Marks(
        faulty={name for fault in errors if (name := _scene_of(document, fault))},
        current=current,
        taken=taken or {},
        words={name: _nowhere(len(ids)) for name, ids in nowhere.items()},
        links="block-scene-{}-section" if cards else "scene-{}",
        end_link="document-endings" if cards else "scene-end",
    )
    svg = picture(
        graph,
        marks,
        title=_("The scenes of “%s” and where their choices lead") % document.get("title", ""),
        end=_("How it comes out"),
        look=_("Look here"),
    )
    steps = (
        _step(graph, scene, checked.found, _said(document, scene.id, errors), taken or {}, current)
        for scene in graph.scenes.values()
    )
    return Overview(
        svg=mark_safe(svg),  # noqa: S308  drawn by us, its words escaped
        outline=tuple(steps),
        facts=tuple(_facts(graph)),
        errors=errors,
        warnings=warnings,
    )


def _nowhere(count: int) -> str:
    return ngettext("%(n)d choice leads nowhere", "%(n)d choices lead nowhere", count) % {
        "n": count
    }


def _scene_of(document: Mapping[str, Any], fault: Fault) -> str:
    """The scene that a fault lies in; "" when it lies in none."""
    if fault.path[:1] != ("scenes",) or len(fault.path) < 2 or not isinstance(fault.path[1], int):
        return ""
    scene = document["scenes"][fault.path[1]]
    return str(scene.get("id", "")) if isinstance(scene, dict) else ""


def _said(document: Mapping[str, Any], scene: str, errors: Iterable[Fault]) -> tuple[str, ...]:
    return tuple(fault.message for fault in errors if _scene_of(document, fault) == scene)


def _step(
    graph: Graph,
    scene: Scene,
    found: Exploration,
    errors: tuple[str, ...],
    taken: Taken,
    current: str,
) -> OutlineStep:
    targets = dict.fromkeys(choice.next for choice in scene.choices)
    ways = [
        _way(graph, scene, target, [one for one in scene.choices if one.next == target], taken)
        for target in targets
    ]
    here = found.ranges.get(scene.id, {})
    spans = [
        _("%(name)s from %(least)d to %(most)d") % {"name": one.name, "least": least, "most": most}
        for one in graph.variables
        for least, most in [here.get(one.id, (one.start, one.start))]
    ]
    return OutlineStep(
        scene.id,
        scene.title,
        tuple(ways),
        tuple(spans) if here else (),
        errors,
        current=scene.id == current,
    )


def _way(graph: Graph, scene: Scene, target: str, choices: list[Choice], taken: Taken) -> str:
    name = _("the end") if target == END else graph.scenes[target].title
    count = len(choices)
    words = ngettext("%(n)d way to %(scene)s", "%(n)d ways to %(scene)s", count) % {
        "n": count,
        "scene": name,
    }
    counts = [taken[(scene.id, one.id)] for one in choices if (scene.id, one.id) in taken]
    if not counts:
        return words
    people = sum(counts)
    said = ngettext("taken by %(n)d person", "taken by %(n)d people", people) % {"n": people}
    return f"{words} ({said})"


def _facts(graph: Graph) -> list[str]:
    measured = measure(graph)
    scenes = ngettext("%(n)d scene", "%(n)d scenes", len(graph.scenes)) % {"n": len(graph.scenes)}
    endings = ngettext("%(n)d ending", "%(n)d endings", len(graph.endings)) % {
        "n": len(graph.endings)
    }
    if measured.paths is None:
        paths = _("Ways through: without number, since it can go round")
    else:
        paths = _("Ways through, conditions aside: %s") % f"{measured.paths:,}"
    longest = _("Reading the longest way: %s") % about(max(1, round(measured.minutes))).lower()
    best = sum(_best_is_longest(scene) for scene in graph.scenes.values())
    share = _("The best choice is the longest in %(n)d of %(of)d scenes") % {
        "n": best,
        "of": len(graph.scenes),
    }
    return [f"{scenes}, {endings}", paths, longest, share]


def _best_is_longest(scene: Scene) -> bool:
    if not scene.choices:
        return False
    return max(scene.choices, key=lambda choice: len(choice.text)).grade == "best"
