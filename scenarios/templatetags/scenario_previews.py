"""Previews for editors."""

from collections.abc import Mapping
from typing import Any

from django import template

from core import pictures
from scenarios.previewing import Overview, overview_of

register = template.Library()


@register.simple_tag
def scenario_overview(document: Mapping[str, Any]) -> Overview:
    """The draft as a whole."""
    return overview_of(document)


@register.simple_tag
def scene_picture(name: str) -> Mapping[str, str] | None:
    """The picture of a draft's scene as it is drawn today; None without one."""
    return pictures.drawn([name]).get(name) if name else None
