"""Inputs of a scenario's cards, with the scripts that draw them in the editor."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail.blocks.struct_block import StructBlockAdapter

SCRIPT = "js/cms/scenariofields.js"


class OpenSelect(forms.Select):
    """A list to choose from that keeps a value which is not in it, instead of dropping it.

    What is chosen is judged when the scenario is checked, so that a draft loses nothing.
    """


class SceneSelect(OpenSelect):
    """Where something leads: the scenes on the page, by title. The page's script lists them."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({**(attrs or {}), "data-scenes": ""}, choices)


class Amounts(forms.HiddenInput):
    """By how much each amount changes: one value, and on the page a number for each amount."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {}), "data-amounts": ""})


class _Adapter(WidgetAdapter):
    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's widgets, then ours."""
        media: forms.Media = super().media + forms.Media(js=[SCRIPT])
        return media


class _SelectAdapter(_Adapter):
    js_constructor = "steady.OpenSelect"


class _AmountsAdapter(_Adapter):
    js_constructor = "steady.Amounts"


class RootAdapter(StructBlockAdapter):
    """Draws a struct that is the whole of a form."""

    js_constructor = "steady.RootBlock"

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's blocks, then ours."""
        media: forms.Media = super().media + forms.Media(js=[SCRIPT])
        return media


register(_SelectAdapter(), OpenSelect)
register(_AmountsAdapter(), Amounts)
