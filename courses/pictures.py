"""Diagrams as pictures for scenes: kept here, shown by floors below."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from courses import queries
from courses.models import Diagram
from courses.services.compiling import picture


def drawn(names: Collection[str]) -> dict[str, Mapping[str, str]]:
    """The published diagrams of these addresses, as a template shows them."""
    return {one.slug: picture(one, f"picture-{one.slug}") for one in queries.diagram_files(names)}


def titles() -> list[tuple[str, str]]:
    """The published diagrams, as (address, title)."""
    rows = Diagram.objects.filter(live=True).order_by("title", "slug")
    return list(rows.values_list("slug", "title"))
