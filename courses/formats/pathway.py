"""`content/pathways.yaml`: text in, dataclasses and problems out, and back to the same text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.yamltext import Flow, Path, Problem, Reader, Unreadable, dump, read

PATHWAYS = "pathways.yaml"
DEPTHS = ("core", "awareness")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class StepFile:
    """One step: a whole module with its check, or some of its lessons by their addresses.

    `scenarios` are to be played first. `why` says, in a sentence, what it is for here.
    """

    module: str
    depth: str
    why: str
    lessons: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()


@dataclass(frozen=True)
class PathwayFile:
    """A way through modules. It is suggested to people in `jobs`; without any, to everybody.

    What was learnt up to `fresh_days` days before the path is begun counts; None: at any time.
    """

    slug: str
    title: str
    summary: str
    jobs: tuple[str, ...]
    fresh_days: int | None
    steps: tuple[StepFile, ...]
    file: str = field(default=PATHWAYS, compare=False)
    line: int = field(default=1, compare=False)


def parse_pathways(text: str) -> tuple[tuple[PathwayFile, ...], list[Problem]]:
    """Read the pathways. They may be used only when there are no problems."""
    try:
        reader = read(text, file=PATHWAYS)
    except Unreadable as error:
        return (), [error.problem]
    reader.mapping(required=["pathways"])
    seen: set[str] = set()
    found = tuple(_pathway(reader, path, seen) for path, _item in reader.items(("pathways",)))
    return found, sorted(reader.problems)


def _pathway(reader: Reader, path: Path, seen: set[str]) -> PathwayFile:
    reader.mapping(
        path, required=["slug", "title", "summary", "steps"], optional=["jobs", "fresh_days"]
    )
    slug = reader.text((*path, "slug"))
    if slug and not _SLUG.fullmatch(slug):
        reader.problem((*path, "slug"), f"“{slug}” should be small letters, digits and hyphens.")
    if slug in seen:
        reader.problem((*path, "slug"), f"“{slug}” stands in this file twice.")
    seen.add(slug)
    fresh_days = reader.number((*path, "fresh_days"))
    if fresh_days is not None and not 0 <= fresh_days <= 366:
        reader.problem((*path, "fresh_days"), "“fresh_days” should be from 0 to 366.")
    return PathwayFile(
        slug=slug,
        title=reader.text((*path, "title")),
        summary=reader.text((*path, "summary")),
        jobs=reader.texts((*path, "jobs")),
        fresh_days=fresh_days,
        steps=tuple(_step(reader, here) for here, _item in reader.items((*path, "steps"))),
        line=reader.line(path),
    )


def _step(reader: Reader, path: Path) -> StepFile:
    reader.mapping(path, required=["module", "depth", "why"], optional=["lessons", "scenarios"])
    return StepFile(
        module=reader.text((*path, "module")),
        depth=reader.choice((*path, "depth"), DEPTHS),
        why=reader.text((*path, "why")),
        lessons=reader.texts((*path, "lessons")),
        scenarios=reader.texts((*path, "scenarios")),
    )


def format_pathways(pathways: Iterable[PathwayFile]) -> str:
    """The file in its one fixed form."""
    return dump({"pathways": [pathway_data(one) for one in pathways]})


def pathway_data(pathway: PathwayFile) -> dict[str, Any]:
    """A pathway as it stands in the file."""
    return {
        "slug": pathway.slug,
        "title": pathway.title,
        "summary": pathway.summary,
        "jobs": Flow(pathway.jobs) if pathway.jobs else None,
        "fresh_days": pathway.fresh_days,
        "steps": [step_data(step) for step in pathway.steps],
    }


def step_data(step: StepFile) -> dict[str, Any]:
    """A step as it stands in the file."""
    return {
        "module": step.module,
        "depth": step.depth,
        "why": step.why,
        "lessons": Flow(step.lessons) if step.lessons else None,
        "scenarios": Flow(step.scenarios) if step.scenarios else None,
    }
