"""What the pages of learners show, worked out once for their templates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from assessments.queries import open_attempt_of
from core.components.data import Step
from core.durations import say_minutes
from core.errors import NotFound
from courses import queries
from courses.enums import PartKind
from courses.formats import LessonFile, ModuleFile
from courses.models import CompiledPart
from courses.queries import Anew, Lesson
from tracking.models import ModuleVersion, Registration
from tracking.queries import certificate_of, completions, parts_done


def module_url(module: str) -> str:
    """The address of a module's page."""
    return reverse("module", args=[module])


def lesson_url(found: Lesson) -> str:
    """The address of a lesson."""
    return reverse("lesson", args=[found.module_key, found.key])


def part_url(module: str, part: CompiledPart) -> str:
    """Where a part of a module begins."""
    if part.kind == PartKind.CHECK:
        return reverse("module_check", args=[module])
    if part.kind == PartKind.SCENARIO:
        return f"{module_url(module)}#scenario-{part.key}"
    return reverse("lesson", args=[module, part.key])


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
class Progress:
    """How far a person is in a module. `finished` when they have completed it before."""

    done: frozenset[str]
    finished: bool
    begun: bool

    def state(self, part: CompiledPart) -> str:
        """Whether a part is done or open."""
        return "done" if self.finished or part.iri in self.done else "open"


NOWHERE = Progress(frozenset(), finished=False, begun=False)


def progress(user: User | None, module: str, registration: Registration | None) -> Progress:
    """How far this person is: under their open registration, or by having finished."""
    if user is None:
        return NOWHERE
    if registration is not None:
        return Progress(_done(registration), finished=False, begun=True)
    return Progress(frozenset(), finished=completions(user, module).exists(), begun=False)


def _done(registration: Registration) -> frozenset[str]:
    """The parts that are done. Only those that count are in the progress, which is at hand."""
    manifest = registration.version.manifest["parts"]
    shown = [part for part in manifest if part["kind"] != PartKind.SCENARIO]
    if all(part["counts"] for part in shown):
        return frozenset(registration.progress.parts_done)
    return frozenset(parts_done(registration))


def lesson_steps(
    module: str, lessons: Collection[CompiledPart], gone: Progress, *, here: str = ""
) -> list[Step]:
    """The lessons as steps, each with its state or its length."""
    steps = []
    for part in lessons:
        state = gone.state(part)
        note = _("Done") if state == "done" else say_minutes(part.minutes)
        if part.key == here:
            state, note = "here", _("You are here")
        title = f"{part.document['number']} {part.title}"
        steps.append(Step(title, state, part_url(module, part), note))
    return steps


def lessons_done(lessons: Collection[CompiledPart], gone: Progress) -> int:
    """How many lessons are done."""
    return sum(gone.state(part) == "done" for part in lessons)


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


def level_words(done: int, total: int) -> str:
    """How many lessons are done, in words."""
    return _("%(done)d of %(total)d lessons done") % {"done": done, "total": total}


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
        signed_in=user is not None,
        gone=gone,
        done=lessons_done(lessons, gone),
        total=len(lessons),
        go_on=_go_on(key, lessons, check, gone),
        anew=queries.anew_for(user, key) if user else None,
        certificate=certificate_of(user, key) if user and gone.finished else None,
    )


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


@dataclass(frozen=True)
class LessonScreen:
    """A lesson's page, without its body."""

    title: str
    module_title: str
    module_url: str
    number: str
    minutes: str
    lead: str
    topics: str
    steps: list[Step]
    done: int
    total: int
    finish: str
    place_url: str
    done_url: str

    @property
    def level(self) -> str:
        """The progress in words."""
        return level_words(self.done, self.total)


def lesson(version_id: UUID, key: str, done: frozenset[str]) -> LessonScreen:
    """A lesson's page for somebody who has done these lessons, by IRI."""
    parts = queries.parts_of(version_id)
    part = next(one for one in parts if one.kind == PartKind.LESSON and one.key == key)
    found = Lesson(part.version, None, part, parts)
    gone = Progress(done, finished=False, begun=True)
    document = part.document
    address = [found.module_key, key]
    return LessonScreen(
        title=part.title,
        module_title=found.version.title,
        module_url=module_url(found.module_key),
        number=document["number"],
        minutes=say_minutes(part.minutes),
        lead=document["lead"],
        topics=", ".join(document["topics"]) if document["strength"] != "CW0" else "",
        steps=lesson_steps(found.module_key, found.lessons, gone, here=key),
        done=lessons_done(found.lessons, gone),
        total=len(found.lessons),
        finish=_finish_words(found),
        place_url=reverse("lesson_place", args=address),
        done_url=reverse("lesson_done", args=address),
    )


def draft_lesson(draft: LessonFile, module: ModuleFile) -> LessonScreen:
    """A lesson's page from drafts, for an editor's preview."""
    steps = []
    for one in module.lessons:
        here = one.slug == draft.slug
        words = _("You are here") if here else say_minutes(one.minutes)
        url = reverse("lesson", args=[module.slug, one.slug])
        steps.append(Step(f"{one.number} {one.title}", "here" if here else "open", url, words))
    address = [module.slug, draft.slug or "preview"]
    note = draft.content_note
    return LessonScreen(
        title=draft.title,
        module_title=module.title,
        module_url=module_url(module.slug),
        number=draft.number,
        minutes=say_minutes(draft.minutes or 0),
        lead=draft.lead,
        topics=", ".join(note.topics) if note and note.strength != "CW0" else "",
        steps=steps,
        done=0,
        total=len(steps),
        finish=_("Finish this lesson"),
        place_url="",
        done_url=reverse("lesson_done", args=address),
    )


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
        signed_in=True,
        gone=NOWHERE,
        done=0,
        total=len(steps),
        go_on="",
    )


def _finish_words(found: Lesson) -> str:
    following = found.next_lesson
    if following is not None:
        return _("Finish, and go on to %(number)s") % {"number": following.document["number"]}
    if queries.only_part(found.version.pk, PartKind.CHECK) is not None:
        return _("Finish, and go on to the knowledge check")
    return _("Finish this lesson")


def after(found: Lesson) -> str:
    """Where "Finish, and go on" leads."""
    following = found.next_lesson or queries.only_part(found.version.pk, PartKind.CHECK)
    if following is None:
        return module_url(found.module_key)
    return part_url(found.module_key, following)


@dataclass(frozen=True)
class CheckScreen:
    """The page before a knowledge check."""

    title: str
    module_title: str
    module_url: str
    draw: int
    need: int
    passed: bool
    lessons_left: int
    under_way: bool


def check(
    user: User, version: ModuleVersion, registration: Registration | None, part: CompiledPart
) -> CheckScreen:
    """The page before a knowledge check, for this person."""
    gone = progress(user, version.module_key, registration)
    lessons = [one for one in queries.parts_of(version.pk) if one.kind == PartKind.LESSON]
    return CheckScreen(
        title=part.title,
        module_title=version.title,
        module_url=module_url(version.module_key),
        draw=part.document["draw"],
        need=part.document["need"],
        passed=gone.state(part) == "done",
        lessons_left=len(lessons) - lessons_done(lessons, gone),
        under_way=open_attempt_of(user, part.iri, registration) is not None,
    )
