"""How a person says how pages should look."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from care.enums import READING_CHOICES, Contrast, Motion, Size, Spacing, Theme, Width
from care.queries import Reading

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def _radios(label: StrPromise, choices: type[TextChoices]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices.choices, required=False, widget=forms.RadioSelect
    )


class ReadingForm(forms.Form):
    """Six questions, each with an answer already."""

    mark_optional = False

    size = _radios(_("Text size"), Size)
    spacing = _radios(_("Space between lines and letters"), Spacing)
    width = _radios(_("Line length"), Width)
    theme = _radios(_("Colours"), Theme)
    contrast = _radios(_("Contrast"), Contrast)
    motion = _radios(_("Movement"), Motion)

    @classmethod
    def showing(cls, reading: Reading) -> Self:
        """The form with a person's present preferences."""
        return cls(initial=asdict(reading))

    def reading(self) -> Reading:
        """What was chosen. Call it when the form is valid."""
        return Reading(**self.cleaned_data)


class LookForm(ReadingForm):
    """The same questions where there is little room."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "look-%s")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget = forms.Select(choices=READING_CHOICES[name].choices)
