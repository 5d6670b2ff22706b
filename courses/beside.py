"""What stands beside a lesson's words: at each section a note and feedback, and how pages look.

What is the same for many readers is rendered once in a process and kept, with signs where
the page puts what is one reader's own. A note never is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse

from care.forms import LookForm
from care.queries import KeptText, Reading
from core.feedback import feedback_url
from courses.enums import PartKind
from courses.queries import Lesson, parts_of
from courses.services.compiling import CSRF


def tools_id(section_id: str) -> str:
    """The id of what stands at the end of a section."""
    return f"t-{section_id}"


def tools(
    lesson: Lesson, section: dict[str, Any], kept: KeptText | None, *, deleted: bool = False
) -> str:
    """What a reader can do at the end of a section: keep a note, say what is wrong.

    `deleted` when their note there is just gone.
    """
    if kept is None and not deleted:
        return _without_note(lesson.version.pk, lesson.key, section["id"])
    return _rendered(lesson, section, kept, deleted=deleted)


@lru_cache(maxsize=4096)
def _without_note(version_id: UUID, key: str, section_id: str) -> str:
    parts = parts_of(version_id)
    part = next(one for one in parts if one.kind == PartKind.LESSON and one.key == key)
    lesson = Lesson(part.version, None, part, parts)
    return _rendered(lesson, lesson.section(section_id) or {}, None)


def _rendered(
    lesson: Lesson, section: dict[str, Any], kept: KeptText | None, *, deleted: bool = False
) -> str:
    address = [lesson.module_key, lesson.key, section["id"]]
    context = {
        "anchor": tools_id(section["id"]),
        "section": section,
        "kept": kept,
        "deleted": deleted,
        "action": reverse("lesson_note", args=address) if section["notable"] else "",
        "feedback": feedback_url(lesson.iri, section["id"], lesson.version.pk),
        "csrf_token": CSRF,
    }
    return str(render_to_string("pages/courses/parts/tools.html", context))


@lru_cache(maxsize=256)
def look(reading: Reading) -> str:
    """The questions how pages should look, answered: the same for all who like it so."""
    form = LookForm.showing(reading)
    return str(render_to_string("pages/care/parts/look.html", {"form": form}))
