"""The catalogue, and the page of a module."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.components.data import Step
from core.durations import say_minutes
from core.errors import NotFound
from courses import queries
from courses.enums import PartKind
from courses.formats import ModuleFile
from courses.models import CompiledPart
from courses.queries import Anew
from courses.screens.places import module_url, part_url
from courses.screens.progress import (
    NOWHERE,
    Progress,
    lesson_steps,
    lessons_done,
    level_words,
    progress,
)
from tracking.queries import certificate_of


@dataclass(frozen=True)
class Shown:
    """A module as the catalogue shows it."""

    title: str
    url: str
    summary: str
    minutes: int
    lessons: int
    audience: str


def catalogue() -> list[Shown]:
    """All modules that are open, by title, in three queries."""
    modules = list(queries.current_parts([PartKind.MODULE]).select_related("version"))
    counts = queries.lessons_in(part.version_id for part in modules)
    return sorted(
        (
            Shown(
                title=part.title,
                url=module_url(part.key),
                summary=part.document["summary"],
                minutes=part.minutes,
                lessons=counts.get(part.version_id, 0),
                audience=part.document["audience"],
            )
            for part in modules
        ),
        key=lambda shown: shown.title,
    )


@dataclass(frozen=True)
class ModuleScreen:
    """A module's page."""

    key: str
    title: str
    document: dict[str, Any]
    attribution: SafeString
    minutes: int
    edition: str
    steps: list[Step]
    check_steps: list[Step]
    scenarios: list[CompiledPart]
    aids: list[CompiledPart]
    pack: bool
    exercises: list[CompiledPart]
    signed_in: bool
    gone: Progress
    done: int
    total: int
    go_on: str
    anew: Anew | None = None
    certificate: UUID | None = None

    @property
    def level(self) -> str:
        """The progress in words."""
        return level_words(self.done, self.total)


def module(user: User | None, key: str) -> ModuleScreen:
    """A module's page as this person, or a visitor, is served it. Raises NotFound."""
    version, registration = queries.served(user, key)
    parts = queries.parts_of(version.pk)
    outline = queries.only_part(version.pk, PartKind.MODULE)
    if outline is None:
        raise NotFound(_("This module is not open to learners. Choose another one."))
    lessons = [part for part in parts if part.kind == PartKind.LESSON]
    gone = progress(user, key, registration)
    check = queries.only_part(version.pk, PartKind.CHECK)
    return ModuleScreen(
        key=key,
        title=version.title,
        document=outline.document,
        attribution=mark_safe(outline.document["attribution"]),  # noqa: S308  richtext wrote it
        minutes=version.minutes,
        edition=version.edition,
        steps=lesson_steps(key, lessons, gone),
        check_steps=[_check_step(key, check, gone)] if check else [],
        scenarios=[part for part in parts if part.kind == PartKind.SCENARIO],
        aids=[part for part in parts if part.kind == PartKind.AID],
        pack=_may_open_pack(user, parts),
        exercises=[part for part in parts if part.kind == PartKind.EXERCISE],
        signed_in=user is not None,
        gone=gone,
        done=lessons_done(lessons, gone),
        total=len(lessons),
        go_on=_go_on(key, lessons, check, gone),
        anew=queries.anew_for(user, key) if user else None,
        certificate=certificate_of(user, key) if user and gone.finished else None,
    )


def _may_open_pack(user: User | None, parts: Iterable[CompiledPart]) -> bool:
    """Whether there is a facilitator's pack, and this person may see it."""
    has_one = any(part.kind == PartKind.PACK for part in parts)
    return has_one and user is not None and queries.may_teach(user)


def _check_step(module: str, check: CompiledPart, gone: Progress) -> Step:
    state = gone.state(check)
    count = check.document["draw"]
    asked = ngettext("%(n)d question", "%(n)d questions", count) % {"n": count}
    note = _("Passed") if state == "done" else asked
    return Step(check.title, state, part_url(module, check), note)


def _go_on(
    module: str, lessons: list[CompiledPart], check: CompiledPart | None, gone: Progress
) -> str:
    """The first part that is still open; the first of all when none is."""
    parts = [*lessons, *([check] if check else [])]
    todo = [part for part in parts if part.iri not in gone.done]
    return part_url(module, (todo or parts)[0])


def draft_module(module: ModuleFile, document: dict[str, Any]) -> ModuleScreen:
    """A module's page from its draft, for an editor's preview."""
    steps = [
        Step(
            f"{one.number} {one.title}",
            "open",
            reverse("lesson", args=[module.slug, one.slug]),
            say_minutes(one.minutes),
        )
        for one in module.lessons
    ]
    return ModuleScreen(
        key=module.slug,
        title=module.title,
        document=document,
        attribution=mark_safe(document["attribution"]),  # noqa: S308  richtext wrote it
        minutes=module.minutes,
        edition=module.edition,
        steps=steps,
        check_steps=[Step(module.check.title)] if module.check else [],
        scenarios=[],
        aids=[],
        pack=False,
        exercises=[],
        signed_in=True,
        gone=NOWHERE,
        done=0,
        total=len(steps),
        go_on="",
    )
