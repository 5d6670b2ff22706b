"""The fields of which a scenario's cards are made, as Wagtail's blocks.

Nothing is required here and nothing is turned away: a draft may have gaps, and what keeps it from
learners is said by the checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.widgets import AdminAutoHeightTextInput

from core import pictures
from scenarios.widgets import Amounts, OpenSelect, SceneSelect

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class KeptBlock(blocks.FieldBlock):
    """A field that keeps what was typed to the letter; what is to be said of it, the checks say."""

    def __init__(self, *, widget: forms.Widget, help_text: Words = "", **options: Any) -> None:
        self.field = forms.CharField(
            required=False, strip=False, widget=widget, help_text=help_text
        )
        super().__init__(**options)

    class Meta:
        default = ""


def line(label: Words, help_text: Words = "", **options: Any) -> KeptBlock:
    """One line."""
    return KeptBlock(label=label, help_text=help_text, widget=forms.TextInput(), **options)


def text(label: Words, help_text: Words = "", rows: int = 2) -> KeptBlock:
    """Paragraphs."""
    widget = AdminAutoHeightTextInput(attrs={"rows": rows, "spellcheck": "true"})
    return KeptBlock(label=label, help_text=help_text, widget=widget)


def number(label: Words, help_text: Words = "", default: str = "") -> KeptBlock:
    """A whole number."""
    # Not of the type for numbers, in which a browser drops what is none without a word.
    widget = forms.TextInput(attrs={"class": "steady-number", "autocomplete": "off"})
    return KeptBlock(label=label, help_text=help_text, widget=widget, default=default)


def chosen(
    label: Words, choices: Any, help_text: Words = "", default: str = "", *, alone: bool = False
) -> KeptBlock:
    """One of a list. `alone` in a list of its own, where Wagtail shows no label."""
    widget = OpenSelect({"aria-label": label} if alone else None, choices)
    return KeptBlock(label=label, help_text=help_text, widget=widget, default=default)


def hidden() -> KeptBlock:
    """What the fields of a card cannot say, kept beside them."""
    return KeptBlock(widget=forms.HiddenInput(), form_classname="steady-rest", label="")


def condition(label: Words, help_text: Words) -> KeptBlock:
    """A condition."""
    attrs = {"spellcheck": "false", "autocapitalize": "off", "autocomplete": "off"}
    return KeptBlock(label=label, help_text=help_text, widget=forms.TextInput(attrs=attrs))


def duty_options() -> list[tuple[str, str]]:
    """What may be cited, by edition, the one in force first."""
    rows = apps.get_model("victimscode.Duty")._default_manager.exclude(confidence="recall")
    rows = rows.exclude(edition__fictional=True, edition__kind="draft")
    named = rows.order_by("-edition__in_force", "edition__slug", "position").values_list(
        "edition__slug", "slug", "says"
    )
    return [
        ("", "---------"),
        *((f"{edition}/{slug}", f"{edition}/{slug}: {says[:90]}") for edition, slug, says in named),
    ]


def picture_options() -> list[tuple[str, str]]:
    """The pictures that a scene may show."""
    return [("", _("No picture")), *pictures.titles()]


def principle_options() -> list[tuple[str, str]]:
    """The principles of practice."""
    rows = apps.get_model("victimscode.Principle")._default_manager.order_by("slug")
    return list(rows.values_list("slug", "name"))


class PrinciplesBlock(blocks.FieldBlock):
    """Principles to tick."""

    def __init__(self, **options: Any) -> None:
        self.field = _Ticked(
            required=False, choices=principle_options, widget=forms.CheckboxSelectMultiple
        )
        super().__init__(**options)

    class Meta:
        default: list[str] = []


class _Ticked(forms.MultipleChoiceField):
    """What is ticked, in the order of the list; what the list no longer has is left to the checks."""

    def validate(self, value: Any) -> None:
        """Anything goes in a draft."""


def leads_to(label: Words, help_text: Words, options: list[tuple[str, Words]]) -> KeptBlock:
    """A scene of this scenario, by its title."""
    return KeptBlock(label=label, help_text=help_text, widget=SceneSelect(choices=options))


def amounts(label: Words, help_text: Words) -> KeptBlock:
    """By how much each amount changes."""
    return KeptBlock(label=label, help_text=help_text, widget=Amounts())
