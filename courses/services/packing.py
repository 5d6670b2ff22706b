"""A facilitator's pack as a self-contained document: the plan, the slides, the scenes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.errors import InvalidInput
from courses import richtext
from courses.formats import ModuleFile, Pack, PackStep, SceneForGroups, Slide, format_pack
from courses.services.compiling import Sources, fact_context, picture


def pack_refs(pack: Pack | None) -> list[str]:
    """The duties that its slides cite."""
    steps = pack.steps if pack else ()
    return [fact.cites for step in steps for slide in step.slides for fact in slide.facts]


def pack_scenarios(pack: Pack | None) -> list[str]:
    """The scenarios whose scenes groups talk over."""
    return [step.scenario.ref for step in pack.steps if step.scenario] if pack else []


def pack_diagrams(pack: Pack | None) -> list[str]:
    """The diagrams that its slides show."""
    steps = pack.steps if pack else ()
    return [slide.diagram for step in steps for slide in step.slides if slide.diagram]


def compile_pack(pack: Pack, module: ModuleFile, sources: Sources) -> dict[str, Any]:
    """The pack as {"title", "lead", "minutes", "group", "before", "care", "steps", "source"}.

    A step is {"number", "title", "starts", "minutes", "kind", "lesson", "slides", "notes",
    "scene"}; `starts` is in minutes from the beginning. Raises InvalidInput when a scene that
    groups are to talk over is not in its scenario.
    """
    titles = {lesson.slug: f"{lesson.number} {lesson.title}" for lesson in module.lessons}
    steps, starts = [], 0
    for number, step in enumerate(pack.steps, start=1):
        steps.append(
            {
                "number": number,
                "title": step.title,
                "starts": starts,
                "minutes": step.minutes,
                "kind": step.kind,
                "lesson": step.lesson,
                "lesson_title": titles.get(step.lesson, ""),
                "slides": list(_slides(number, step, sources)),
                "notes": _html(step.notes),
                "notes_text": _plain(step.notes),
                "scene": _scene(step.scenario, sources.scenarios) if step.scenario else None,
            }
        )
        starts += step.minutes
    return {
        "title": pack.title,
        "lead": pack.lead,
        "minutes": pack.minutes,
        "group": pack.group,
        "before": list(pack.before),
        "care": _html(pack.care),
        "care_text": _plain(pack.care),
        "steps": steps,
        "source": format_pack(pack),
    }


def _html(markdown: str) -> str:
    return richtext.to_html(richtext.from_markdown(markdown))


def _plain(markdown: str) -> str:
    return richtext.plain(richtext.from_markdown(markdown))


def _slides(number: int, step: PackStep, sources: Sources) -> Iterable[dict[str, Any]]:
    for place, slide in enumerate(step.slides, start=1):
        yield _slide(f"s{number}-{place}", slide, sources)


def _slide(anchor: str, slide: Slide, sources: Sources) -> dict[str, Any]:
    facts = []
    for fact in slide.facts:
        duty = sources.duties[fact.cites]
        context = fact_context(duty)
        facts.append(
            {
                "say": fact.say,
                "standard": duty.standard,
                "enhanced": duty.enhanced,
                "heading": context["heading"],
                "duty": context["duty"],
                "edition": context["edition"],
                "href": context["source_href"],
            }
        )
    drawn = slide.diagram and sources.diagrams[slide.diagram]
    return {
        "id": anchor,
        "title": slide.title,
        "points": list(slide.points),
        "facts": facts,
        "picture": picture(drawn, anchor) if drawn else None,
        "svg": drawn.svg if drawn else "",
        "alt": drawn.alt if drawn else "",
    }


def _scene(asked: SceneForGroups, scenarios: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A scene to talk over: what happens, the ways on, and what each does. No grades."""
    document = scenarios[asked.ref]
    scene = next((one for one in document["scenes"] if one["id"] == asked.scene), None)
    if scene is None:
        raise InvalidInput(
            _("The facilitator’s pack asks for a scene “%(scene)s”, which %(ref)s does not have.")
            % {"scene": asked.scene, "ref": asked.ref}
        )
    return {
        "scenario": document["title"],
        "title": scene["title"],
        "ask": asked.ask,
        "text": scene["text"],
        "ways": [
            {key: choice[key] for key in ("text", "consequence", "why")}
            for choice in scene["choices"]
        ],
    }
