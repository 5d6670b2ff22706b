"""The editor's form of a duty: its limits are two lines of words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from victimscode.enums import Group
from victimscode.formats import LimitText, read_limit
from victimscode.models import Duty
from victimscode.services import set_limits


class LimitField(forms.CharField):
    """A time limit in words: "5 working days"."""

    def clean(self, value: Any) -> LimitText | None:
        """The limit; None for an empty field."""
        text = super().clean(value)
        if not text:
            return None
        limit = read_limit(text)
        if limit is None:
            raise ValidationError(
                _("Write a limit as “5 working days”, “28 calendar days” or “3 months”.")
            )
        return limit


class DutyForm(WagtailAdminModelForm):
    """A duty with its limits."""

    standard = LimitField(label=_("Time limit for everyone else"), required=False)
    enhanced = LimitField(label=_("Time limit with Enhanced Rights"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["standard"].initial = self.instance.standard
            self.fields["enhanced"].initial = self.instance.enhanced

    def save(self, commit: bool = True) -> Duty:
        """Save the duty, and its limits with it."""
        duty: Duty = super().save(commit=commit)
        if commit:
            wanted = {
                group.value: self.cleaned_data[group.value]
                for group in Group
                if self.cleaned_data[group.value]
            }
            set_limits(by=self.for_user, duty=duty, limits=wanted)
        return duty
