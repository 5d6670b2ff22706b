"""The form with which an editor releases a module."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.enums import Job
from core.forms import DateField
from tracking.enums import ReleaseKind


class ReleaseForm(forms.Form):
    """Minor or material, by when to retake, and what changed."""

    kind = forms.ChoiceField(
        label=_("What it asks of people who have finished the module"),
        choices=ReleaseKind.choices,
        initial=ReleaseKind.MINOR,
        widget=forms.RadioSelect,
    )
    retake_by = DateField(
        label=_("Retake by"),
        required=False,
        help_text=_("Only for a material change. For example, 3 March 2026"),
    )
    note = forms.CharField(
        label=_("What changed"),
        max_length=500,
        help_text=_("Kept on the record. After a material change, those who finished read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # What the editor was shown: a change behind their back is not released unseen.
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A material change has a day by which people retake it, in the future."""
        data: dict[str, Any] = super().clean() or {}
        day: datetime.date | None = data.get("retake_by")
        if data.get("kind") == ReleaseKind.MATERIAL:
            if day is None and "retake_by" not in self.errors:
                self.add_error("retake_by", _("Say by when people are asked to retake it."))
            elif day is not None and day <= timezone.localdate():
                self.add_error("retake_by", _("Choose a day in the future."))
        elif data.get("kind") == ReleaseKind.MINOR:
            data["retake_by"] = None
        return data


class PathwayForm(WagtailAdminModelForm):
    """A pathway; the posts that it is meant for are chosen from all there are."""

    jobs = forms.MultipleChoiceField(
        label=_("Posts that it is suggested to"),
        choices=Job.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None of them: it is for everybody."),
    )


class PathwayReleaseForm(forms.Form):
    """What changed in a pathway."""

    note = forms.CharField(label=_("What changed"), max_length=500, required=False)
    # What the editor was shown: a change behind their back is not released unseen.
    seen = forms.CharField(widget=forms.HiddenInput)
