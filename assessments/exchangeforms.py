"""The editor's forms for bringing questions in and taking them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import FileFormat, Level, Use
from assessments.formats.exchange import OUT
from core.forms import FilterForm

Choices = Sequence[tuple[str, str]]


class QuestionFileForm(forms.Form):
    """A file of questions, and the bank that it goes into. `banks` are of `inandout.bank_choices`."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("At most 10 MB and 5,000 questions."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.gift,.xml,.csv"}),
    )
    form = forms.ChoiceField(
        label=_("Format"),
        required=False,
        choices=[("", _("Find it out from the file")), *FileFormat.choices],
    )
    bank = forms.ChoiceField(
        label=_("Bank"), help_text=_("Where the questions will stand, as drafts.")
    )

    def __init__(self, *args: Any, banks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].choices = banks  # type: ignore[attr-defined]  # a choice field


class TakeOutForm(FilterForm):
    """Which questions go out, and in which format."""

    bank = forms.ChoiceField(label=_("Bank"))
    use = forms.ChoiceField(
        label=_("Use"), required=False, choices=[("", _("Both uses")), *Use.choices]
    )
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All levels")), *Level.choices]
    )
    drafts = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("What is published")), ("yes", _("The latest drafts, too"))],
    )
    form = forms.ChoiceField(
        label=_("Format"), choices=[one for one in FileFormat.choices if one[0] in OUT]
    )

    def __init__(self, *args: Any, banks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].choices = banks  # type: ignore[attr-defined]  # a choice field
