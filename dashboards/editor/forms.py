"""The forms with which an editor changes which edition applies, and asks people to learn it."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import DateField
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
