"""What can be asked of people, as a form offers it: paths and modules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from courses.queries import pathway_slug
from tracking.models import ModuleVersion


def grouped(versions: Iterable[ModuleVersion]) -> list[tuple[str, Any]]:
    """Choices by key: modules alone, or modules and paths under headings of their own."""
    chosen = [(one.module_key, one.title) for one in versions]
    paths = [one for one in chosen if pathway_slug(one[0])]
    modules = [one for one in chosen if not pathway_slug(one[0])]
    return [(_("Modules"), modules), (_("Paths"), paths)] if paths else [*modules]
