"""The page of a lesson, without its body."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from core.components.data import Step
from core.durations import say_minutes
from courses import queries
from courses.enums import PartKind
from courses.formats import LessonFile, ModuleFile
from courses.queries import Lesson
from courses.screens.places import module_url, part_url
from courses.screens.progress import (
    Progress,
    lesson_steps,
    lessons_done,
    level_words,
)


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
    url: str = ""
    # Where "Finish, and go on" leads; empty in a preview.
    next_url: str = ""

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
        finish=finish_words(found),
        place_url=reverse("lesson_place", args=address),
        done_url=reverse("lesson_done", args=address),
        url=reverse("lesson", args=address),
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


def finish_words(found: Lesson) -> str:
    """What the button at the end of a lesson says: where it leads."""
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
