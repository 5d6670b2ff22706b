"""The forms with which an editor changes which edition applies, and asks people to learn it;
and that which chooses among the figures of questions."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.enums import Level
from core.forms import DateField, FilterForm
from dashboards.editor.items import ORDERS, Wanted
from dashboards.editor.itemwords import SHORT
from mandatory.queries import today


class AdoptForm(forms.Form):
    """From which day an edition applies."""

    on = DateField(
        label=_("In force from"),
        help_text=_("Today or a day that is past. For example, 3 March 2026"),
    )
    # What the editor was shown: what changed behind their back is not adopted unseen.
    seen = forms.CharField(widget=forms.HiddenInput)


class GoBackForm(forms.Form):
    """Why the edition before applies again."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("Kept on the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeltaForm(forms.Form):
    """By when people learn what has changed."""

    due_by = DateField(
        label=_("To be finished by"), help_text=_("A day to come. For example, 3 March 2026")
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_due_by(self) -> datetime.date:
        """A day to come."""
        day: datetime.date = self.cleaned_data["due_by"]
        if day <= today():
            raise ValidationError(_("Choose a day in the future."))
        return day


ORDER_NAMES: Mapping[str, Any] = {
    "ref": _("Their names"),
    "flags": _("Most to look at"),
    "hardest": _("Hardest first"),
    "easiest": _("Easiest first"),
    "discrimination": _("Least discrimination first"),
    "time": _("Longest first"),
}


class ItemsForm(FilterForm):
    """Which questions of which bank, in which order. What is left out is the first."""

    bank = forms.ChoiceField(label=_("Check"), required=False)
    flag = forms.ChoiceField(label=_("To look at"), required=False)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All")), *Level.choices]
    )
    order = forms.ChoiceField(label=_("Order by"), required=False)

    def __init__(self, data: Any, banks: Mapping[str, str]) -> None:
        super().__init__(data)
        self.banks = banks
        self._offer("bank", list(banks.items()))
        flags = [(flag.value, words) for flag, words in SHORT.items()]
        self._offer("flag", [("", _("All questions")), ("any", _("Anything")), *flags])
        self._offer("order", [(name, ORDER_NAMES[name]) for name in ORDERS])

    def _offer(self, name: str, options: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  all are, and mypy asks
        field.choices = options

    @property
    def bank_name(self) -> str:
        """The bank that was chosen; call it when the form was validated."""
        return self.cleaned_data.get("bank") or next(iter(self.banks))

    @property
    def wanted(self) -> Wanted:
        """Which of its questions; call it when the form was validated."""
        said = self.cleaned_data
        return Wanted(said.get("flag", ""), said.get("level", ""), said.get("order") or "ref")
