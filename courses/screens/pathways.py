"""The list of pathways, and the page of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.components.data import Step
from core.durations import say_minutes
from courses import queries
from courses.enums import Depth, PartKind
from courses.models import CompiledPart
from courses.queries import Along
from courses.screens.places import module_url
from tracking.queries import certificate_of


@dataclass(frozen=True)
class ShownPathway:
    """A pathway as a list shows it."""

    title: str
    url: str
    summary: str
    minutes: int
    parts: int


@dataclass(frozen=True)
class Pathways:
    """All pathways: those for this person's post, for everybody, and for other posts."""

    yours: Sequence[ShownPathway]
    everybody: Sequence[ShownPathway]
    others: Sequence[ShownPathway]


def pathways(user: User | None) -> Pathways:
    """All pathways that are open, for this person or a visitor."""
    parts = queries.current_pathways()
    yours = queries.suggested(parts, queries.jobs_of(user)) if user and parts else []
    everybody = queries.for_everybody(parts)
    others = [part for part in parts if part not in yours and part not in everybody]
    return Pathways(_shown(yours), _shown(everybody), _shown(others))


def _shown(parts: Sequence[CompiledPart]) -> list[ShownPathway]:
    return [
        ShownPathway(
            title=part.title,
            url=pathway_url(part.key),
            summary=part.document["summary"],
            minutes=part.minutes,
            parts=sum(len(step["parts"]) for step in part.document["steps"]),
        )
        for part in parts
    ]


def pathway_url(slug: str) -> str:
    """The address of a pathway's page."""
    return reverse("pathway", args=[slug])


@dataclass(frozen=True)
class ShownStep:
    """A step of a pathway: a module, or some of its lessons, with what is done."""

    number: int
    title: str
    href: str
    depth: str
    why: str
    about: str
    items: Sequence[Step]
    scenarios: Sequence[Mapping[str, Any]]
    done: int
    total: int


@dataclass(frozen=True)
class PathwayScreen:
    """The page of a pathway."""

    slug: str
    title: str
    summary: str
    minutes: int
    steps: Sequence[ShownStep]
    fresh: str
    done: int
    total: int
    begun: bool
    finished: bool
    go_on: str
    certificate: UUID | None
    signed_in: bool

    @property
    def level(self) -> str:
        """The progress in words."""
        return _("%(done)d of %(total)d parts done") % {"done": self.done, "total": self.total}


def pathway(user: User | None, slug: str) -> PathwayScreen:
    """The page of a pathway as this person, or a visitor, is served it. Raises NotFound."""
    found = queries.along(user, slug)
    key = found.version.module_key
    finished = found.finished and not found.begun
    return PathwayScreen(
        slug=slug,
        title=found.version.title,
        summary=found.document["summary"],
        minutes=found.version.minutes,
        steps=pathway_steps(found.document, found.done),
        fresh=_fresh(found.document["fresh_days"]),
        done=len(found.done),
        total=len(found.version.manifest["parts"]),
        begun=found.begun,
        finished=finished,
        go_on=next_on(found),
        certificate=certificate_of(user, key) if user and finished else None,
        signed_in=user is not None,
    )


def pathway_steps(document: Mapping[str, Any], done: frozenset[str]) -> list[ShownStep]:
    """The steps of a pathway's document for somebody who has done these parts."""
    return [_step(number, one, done) for number, one in enumerate(document["steps"], start=1)]


def _step(number: int, step: Mapping[str, Any], done: frozenset[str]) -> ShownStep:
    parts = step["parts"]
    return ShownStep(
        number=number,
        title=step["title"],
        href=module_url(step["module"]),
        depth=str(Depth(step["depth"]).label),
        why=step["why"],
        about=_about(step),
        items=[_item(step["module"], part, done) for part in parts],
        scenarios=step["scenarios"],
        done=sum(part["iri"] in done for part in parts),
        total=len(parts),
    )


def _about(step: Mapping[str, Any]) -> str:
    """How much of the module it is, in words."""
    if step["whole"]:
        return _("The whole module")
    count = len(step["parts"])
    return ngettext("%d lesson of this module", "%d lessons of this module", count) % count


def _item(module: str, part: Mapping[str, Any], done: frozenset[str]) -> Step:
    is_done = part["iri"] in done
    title = f"{part['number']} {part['title']}".strip()
    note = _("Done") if is_done else say_minutes(part["minutes"])
    return Step(title, "done" if is_done else "open", _part_url(module, part), note)


def _part_url(module: str, part: Mapping[str, Any]) -> str:
    if part["kind"] == PartKind.CHECK:
        return reverse("module_check", args=[module])
    return reverse("lesson", args=[module, part["key"]])


def next_on(found: Along) -> str:
    """Where to go on: the first part that is open, or the first of all."""
    every = [(step["module"], part) for step in found.document["steps"] for part in step["parts"]]
    todo = [(module, part) for module, part in every if part["iri"] not in found.done]
    return _part_url(*(todo or every)[0])


def _fresh(days: int | None) -> str:
    """What counts of what was learnt before, in a sentence."""
    if days is None:
        return _("What you have learnt before counts, as long as it has not changed since.")
    if days == 0:
        return _("What you learn from the day on which you begin counts.")
    text = ngettext(
        "What you learnt up to %d day before you begin counts, and nothing counts for two years.",
        "What you learnt up to %d days before you begin counts, and nothing counts for two years.",
        days,
    )
    return text % days


def leads_on(found: Along, iri: str) -> bool:
    """Whether, after this part, the path leads on: where it takes only some lessons."""
    return any(
        not step["whole"] and any(part["iri"] == iri for part in step["parts"])
        for step in found.document["steps"]
    )
