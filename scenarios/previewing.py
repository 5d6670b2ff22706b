"""What an editor is shown of a draft: its picture, what is the matter with it, how it can go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.durations import about
from scenarios.drawing import Marks, picture
from scenarios.engine import END, Graph, Scene, graph_of
from scenarios.exploring import explore
from scenarios.graph import check, connects
from scenarios.measures import measure


@dataclass(frozen=True)
class OutlineStep:
    """A scene in the outline: where its choices lead, and how far each variable can have moved."""

    id: str
    title: str
    ways: tuple[str, ...]
    ranges: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """A draft whose form is in order, seen as a whole."""

    svg: SafeString
    outline: tuple[OutlineStep, ...]
    facts: tuple[str, ...]
    warnings: tuple[str, ...]


def overview_of(document: Mapping[str, Any]) -> Overview | None:
    """The draft as a whole; None while it has no form that could be drawn."""
    try:
        graph = graph_of(document)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if not connects(graph):
        return None
    found = explore(graph)
    findings = check(graph)
    marks = Marks(faulty={finding.scene for finding in findings if finding.scene})
    svg = picture(
        graph,
        marks,
        title=_("The scenes of “%s” and where their choices lead") % document["title"],
        end=_("How it comes out"),
        look=_("Look here"),
    )
    return Overview(
        svg=mark_safe(svg),  # noqa: S308  drawn by us, its words escaped
        outline=tuple(_step(graph, scene, found.ranges) for scene in graph.scenes.values()),
        facts=tuple(_facts(graph)),
        warnings=tuple(_(one.message) % one.params for one in findings if not one.error),
    )


def _step(
    graph: Graph, scene: Scene, ranges: Mapping[str, Mapping[str, tuple[int, int]]]
) -> OutlineStep:
    def name(target: str) -> str:
        return _("the end") if target == END else graph.scenes[target].title

    targets = dict.fromkeys(choice.next for choice in scene.choices)
    ways = [
        ngettext("%(n)d way to %(scene)s", "%(n)d ways to %(scene)s", count)
        % {"n": count, "scene": name(target)}
        for target in targets
        for count in [sum(choice.next == target for choice in scene.choices)]
    ]
    here = ranges.get(scene.id, {})
    spans = [
        _("%(name)s from %(least)d to %(most)d") % {"name": one.name, "least": least, "most": most}
        for one in graph.variables
        for least, most in [here.get(one.id, (one.start, one.start))]
    ]
    return OutlineStep(scene.id, scene.title, tuple(ways), tuple(spans) if here else ())


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
