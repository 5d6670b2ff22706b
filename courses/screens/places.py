"""Where modules and their parts are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from courses.enums import PartKind
from courses.models import CompiledPart
from courses.queries import Lesson


def module_url(module: str) -> str:
    """The address of a module's page."""
    return reverse("module", args=[module])


def lesson_url(found: Lesson) -> str:
    """The address of a lesson."""
    return reverse("lesson", args=[found.module_key, found.key])


def about_section(found: Lesson, section: Mapping[str, Any]) -> str:
    """A section of a lesson in words: "1.5 Keeping people informed: News with a limit"."""
    lesson = f"{found.part.document['number']} {found.part.title}"
    title = section["title"]
    return lesson if title == found.part.title else f"{lesson}: {title}"


def part_url(module: str, part: CompiledPart) -> str:
    """Where a part of a module begins."""
    if part.kind == PartKind.CHECK:
        return reverse("module_check", args=[module])
    if part.kind == PartKind.SCENARIO:
        return f"{module_url(module)}#scenario-{part.key}"
    if part.kind == PartKind.AID:
        return reverse("aid", args=[part.key])
    if part.kind == PartKind.EXERCISE:
        return reverse("module_exercise", args=[module, part.key])
    return reverse("lesson", args=[module, part.key])
