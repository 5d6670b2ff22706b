"""Pathways: as their file shows them, as they were released, and how far a person is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Post, User
from core.errors import NotFound
from courses.enums import PartKind
from courses.formats import PathwayFile, StepFile
from courses.models import CompiledPart, Pathway
from courses.queries.authoring import listed
from courses.queries.released import Lesson, current_parts, only_part, served
from tracking import queries as tracking
from tracking.models import ModuleVersion, Registration

# Pathways are released beside modules and share their keys with them.
PREFIX = "pathway-"


def pathway_key(slug: str) -> str:
    """By which key requirements, registrations and versions call a pathway."""
    return f"{PREFIX}{slug}"


def pathway_slug(key: str) -> str:
    """The address of the pathway of this key; empty for a module."""
    return key.removeprefix(PREFIX) if key.startswith(PREFIX) else ""


# As editors write them ------------------------------------------------------------------------


def pathway_file(pathway: Pathway) -> PathwayFile:
    """A pathway as its file shows it."""
    return PathwayFile(
        slug=pathway.slug,
        title=pathway.title,
        summary=pathway.summary,
        jobs=tuple(pathway.jobs),
        fresh_days=pathway.fresh_days,
        steps=tuple(_step(one["value"]) for one in pathway.steps.raw_data),
    )


def _step(value: dict[str, Any]) -> StepFile:
    return StepFile(
        module=value.get("module") or "",
        depth=value.get("depth") or "",
        why=" ".join((value.get("why") or "").split()),
        lessons=listed(value.get("lessons") or ""),
        scenarios=listed(value.get("scenarios") or ""),
    )


def pathway_files() -> tuple[PathwayFile, ...]:
    """All published pathways, in the order of the list."""
    return tuple(pathway_file(one) for one in Pathway.objects.filter(live=True))


# As they were released ------------------------------------------------------------------------


@dataclass(frozen=True)
class Along:
    """A pathway as one person is served it, and how far they are.

    `done` are the IRIs of its parts that are done: under the open registration, or, before the
    path is begun, those that would count if it were begun now.
    """

    version: ModuleVersion
    registration: Registration | None
    part: CompiledPart
    done: frozenset[str]
    finished: bool

    @property
    def document(self) -> dict[str, Any]:
        """What it is made of; see README.md."""
        found: dict[str, Any] = self.part.document
        return found

    @property
    def slug(self) -> str:
        """Its address."""
        return self.part.key

    @property
    def begun(self) -> bool:
        """Whether the person is on the path now."""
        return self.registration is not None

    @property
    def todo(self) -> list[dict[str, Any]]:
        """The parts that are still open, in order."""
        parts = [part for step in self.document["steps"] for part in step["parts"]]
        return [part for part in parts if part["iri"] not in self.done]


def along(user: User | None, slug: str) -> Along:
    """A pathway as this person, or a visitor, is served it. Raises NotFound."""
    key = pathway_key(slug)
    try:
        version, registration = served(user, key)
    except NotFound as error:
        raise NotFound(
            _("This path is not open to learners. Choose another one from the list of paths.")
        ) from error
    part = only_part(version.pk, PartKind.PATHWAY)
    if part is None:
        raise NotFound(_("This path is not open to learners. Choose another one."))
    if user is None:
        return Along(version, None, part, frozenset(), finished=False)
    if registration is not None:
        done = frozenset(registration.progress.parts_done)
        return Along(version, registration, part, done, finished=False)
    finished = tracking.completions(user, key).exists()
    events = tracking.gatherable(user.pk, version, opened_at=timezone.now())
    return Along(version, None, part, frozenset(one.object_iri for one in events), finished)


def on_path(lesson: Lesson) -> Along | None:
    """The path that the reader of a lesson is on and in which it counts; the first of several."""
    for registration in lesson.paths:
        version = registration.version
        part = only_part(version.pk, PartKind.PATHWAY)
        if part and any(one["iri"] == lesson.iri for one in version.manifest["parts"]):
            done = frozenset(registration.progress.parts_done)
            return Along(version, registration, part, done, finished=False)
    return None


def current_pathways() -> list[CompiledPart]:
    """All pathways that are open to learners, in the order of the list."""
    parts = current_parts([PartKind.PATHWAY]).select_related("version")
    return sorted(parts, key=lambda part: (part.document["position"], part.key))


def jobs_of(user: User) -> set[str]:
    """The jobs that a person has today."""
    return set(
        Post.objects.held_on(timezone.localdate()).filter(user=user).values_list("job", flat=True)
    )


def suggested(parts: Iterable[CompiledPart], jobs: set[str]) -> list[CompiledPart]:
    """Of these pathways, those that are meant for somebody with one of these jobs."""
    return [part for part in parts if jobs & set(part.document["jobs"])]


def for_everybody(parts: Sequence[CompiledPart]) -> list[CompiledPart]:
    """Of these pathways, those that are meant for everybody."""
    return [part for part in parts if not part.document["jobs"]]


@dataclass(frozen=True)
class PathwayRow:
    """A pathway in the editor's list of releases."""

    pathway: Pathway
    version: ModuleVersion | None


def pathway_rows() -> list[PathwayRow]:
    """All published pathways with their last release; two queries however many there are."""
    versions = tracking.current_versions()
    return [
        PathwayRow(one, versions.get(pathway_key(one.slug)))
        for one in Pathway.objects.filter(live=True)
    ]
