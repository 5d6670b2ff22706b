"""Reads of the exercises: the authoring copy. What was released is read in courses."""

from __future__ import annotations

from typing import Any

from exercises.models import Exercise


def documents() -> list[dict[str, Any]]:
    """All published exercises as they go into content files."""
    return list(
        Exercise.objects.filter(live=True).order_by("slug").values_list("document", flat=True)
    )


def exercises_of(slugs: list[str]) -> dict[str, Exercise]:
    """The exercises of these slugs that exist, published or not. One query."""
    return {one.slug: one for one in Exercise.objects.filter(slug__in=slugs)}
