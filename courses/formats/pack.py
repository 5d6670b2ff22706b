"""A module's `facilitator.yaml`: how to teach it face to face. Text in, dataclasses out. Pure.

A pack is a plan of steps. Each step has its minutes, what the facilitator does (`notes`), the
slides that the room sees, and for a step of the kind `scenario` the scene that groups talk over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.yamltext import Path, Problem, Reader, Unreadable, dump, read
from courses.formats.lesson import rich

PACK_FILE = "facilitator.yaml"
STEP_KINDS = ("talk", "pairs", "group", "scenario", "quiet", "break")
_STEP_KEYS = ("lesson", "slides", "notes", "scenario")


@dataclass(frozen=True)
class SlideFact:
    """What a duty says, in our words, and how content cites it."""

    cites: str
    say: str


@dataclass(frozen=True)
class Slide:
    """What the room sees: a few points, and the facts and the diagram that go with them."""

    title: str
    points: tuple[str, ...] = ()
    facts: tuple[SlideFact, ...] = ()
    diagram: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class SceneForGroups:
    """A scene of a scenario to talk over: never to act out."""

    ref: str
    scene: str
    ask: str


@dataclass(frozen=True)
class Step:
    """One step of the plan. `minutes` is how long it takes."""

    title: str
    minutes: int
    kind: str
    notes: str
    lesson: str = ""
    slides: tuple[Slide, ...] = ()
    scenario: SceneForGroups | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Pack:
    """How to teach a module face to face."""

    title: str
    lead: str
    group: str
    before: tuple[str, ...]
    care: str
    steps: tuple[Step, ...]
    file: str = field(default="", compare=False)

    @property
    def minutes(self) -> int:
        """How long it takes, in minutes."""
        return sum(step.minutes for step in self.steps)


def parse_pack(text: str, *, file: str) -> tuple[Pack | None, list[Problem]]:
    """Parse a facilitator's pack."""
    try:
        reader = read(text, file=file)
    except Unreadable as error:
        return None, [error.problem]
    reader.mapping(required=["title", "lead", "group", "before", "care", "steps"])
    steps = tuple(_step(reader, path) for path, _item in reader.items(("steps",)))
    if not steps:
        reader.problem(("steps",), "A pack needs at least one step.")
    pack = Pack(
        title=reader.text(("title",)),
        lead=reader.text(("lead",)),
        group=reader.text(("group",)),
        before=reader.texts(("before",)),
        care=_rich(reader, ("care",)),
        steps=steps,
        file=file,
    )
    return pack, sorted(reader.problems)


def _rich(reader: Reader, path: Path) -> str:
    return rich(reader.text(path), reader.file, reader.line(path), reader.problems)


def _step(reader: Reader, path: Path) -> Step:
    reader.mapping(path, required=["title", "minutes", "kind", "notes"], optional=_STEP_KEYS)
    minutes = reader.number((*path, "minutes")) or 0
    if minutes < 1:
        reader.problem((*path, "minutes"), "A step takes a minute at least.")
    kind = reader.choice((*path, "kind"), STEP_KINDS)
    scenario = _scene(reader, (*path, "scenario"))
    if (kind == "scenario") != (scenario is not None):
        message = "A step of the kind “scenario” names a scene under “scenario”, and no other does."
        reader.problem(path, message)
    return Step(
        title=reader.text((*path, "title")),
        minutes=minutes,
        kind=kind,
        notes=_rich(reader, (*path, "notes")),
        lesson=reader.text((*path, "lesson")),
        slides=tuple(_slide(reader, here) for here, _item in reader.items((*path, "slides"))),
        scenario=scenario,
        line=reader.line(path),
    )


def _slide(reader: Reader, path: Path) -> Slide:
    reader.mapping(path, required=["title"], optional=["points", "facts", "diagram"])
    return Slide(
        title=reader.text((*path, "title")),
        points=reader.texts((*path, "points")),
        facts=tuple(_fact(reader, here) for here, _item in reader.items((*path, "facts"))),
        diagram=reader.text((*path, "diagram")),
        line=reader.line(path),
    )


def _fact(reader: Reader, path: Path) -> SlideFact:
    reader.mapping(path, required=["cites", "say"])
    return SlideFact(reader.text((*path, "cites")), reader.text((*path, "say")))


def _scene(reader: Reader, path: Path) -> SceneForGroups | None:
    if reader.at(path) is None:
        return None
    reader.mapping(path, required=["ref", "scene", "ask"])
    return SceneForGroups(
        *(reader.text((*path, "ref")), reader.text((*path, "scene")), reader.text((*path, "ask")))
    )


def format_pack(pack: Pack) -> str:
    """The pack's file in its one fixed form."""
    return dump(
        {
            "title": pack.title,
            "lead": pack.lead,
            "group": pack.group,
            "before": list(pack.before),
            "care": f"{pack.care}\n",
            "steps": [_step_data(step) for step in pack.steps],
        }
    )


def _step_data(step: Step) -> dict[str, Any]:
    return {
        "title": step.title,
        "minutes": step.minutes,
        "kind": step.kind,
        "lesson": step.lesson,
        "slides": [_slide_data(slide) for slide in step.slides],
        "scenario": vars(step.scenario) if step.scenario else None,
        "notes": f"{step.notes}\n",
    }


def _slide_data(slide: Slide) -> dict[str, Any]:
    return {
        "title": slide.title,
        "points": list(slide.points),
        "facts": [vars(fact) for fact in slide.facts],
        "diagram": slide.diagram,
    }
