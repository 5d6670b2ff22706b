"""Previews for editors."""

from collections.abc import Mapping
from typing import Any

from django import template

from scenarios.previewing import Overview, overview_of

register = template.Library()


@register.simple_tag
def scenario_overview(document: Mapping[str, Any]) -> Overview:
    """The draft as a whole."""
    return overview_of(document)
