"""The interactive exercises that were released."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from core.errors import NotFound
from courses.enums import PartKind
from courses.models import CompiledPart
from courses.queries.released import current_parts, parts_of


def exercises() -> list[CompiledPart]:
    """All exercises of the modules that are open, by title; each once, as released last."""
    parts = current_parts([PartKind.EXERCISE]).order_by("-version__released_at")
    newest: dict[str, CompiledPart] = {}
    for part in parts:
        newest.setdefault(part.key, part)
    return sorted(newest.values(), key=lambda part: part.title)


def exercise(slug: str) -> CompiledPart:
    """An exercise as the newest module that has it was released with. Raises NotFound."""
    parts = current_parts([PartKind.EXERCISE]).filter(key=slug)
    part = parts.order_by("-version__released_at").first()
    if part is None:
        raise NotFound(_("There is no exercise here. Choose one from the list of exercises."))
    return part


def lesson_with_exercise(version_id: UUID, slug: str) -> tuple[CompiledPart, str]:
    """The first lesson of a version that leads to an exercise, and the place in its page."""
    return next(
        (part, segment["id"])
        for part in parts_of(version_id)
        if part.kind == PartKind.LESSON
        for segment in part.document["segments"]
        if segment.get("exercise") == slug
    )
