"""What learners and editors type in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm, PrivateText
from feedback.enums import Kind, Naming, State
from tracking.models import ModuleVersion


class RemarkForm(forms.Form):
    """Something wrong here?"""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is. “Something else” will do.")},
    )
    text = PrivateText(
        label=_("Tell the editors"),
        max_length=2000,
        help_text=_("Please leave out names, numbers and anything from a real case."),
        error_messages={"required": _("Say what is wrong, in a few words.")},
    )
    naming = forms.ChoiceField(
        label=_("Who may know that it was you?"),
        choices=Naming.choices,
        widget=forms.RadioSelect,
        initial=Naming.UNNAMED,
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ListForm(FilterForm):
    """What of the feedback to show."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("open", _("Waiting")), *State.choices, ("all", _("All"))],
    )
    module = forms.ChoiceField(label=_("Module"), required=False)

    def __init__(self, data: Any, *, modules: list[tuple[str, str, int]]) -> None:
        super().__init__(data)
        field = self.fields["module"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All"))] + [
                (key, f"{title} ({waiting})") for key, title, waiting in modules
            ]


class AnswerForm(forms.Form):
    """An editor's answer."""

    state = forms.ChoiceField(
        label=_("What was done"),
        choices=[
            (State.MENDED.value, _("Mended")),
            (State.KEPT.value, _("Not changed, because …")),
        ],
        widget=forms.RadioSelect,
    )
    mended_in = forms.ModelChoiceField(
        label=_("Mended in version"),
        required=False,
        queryset=ModuleVersion.objects.none(),
        empty_label=_("The next version that is released"),
    )
    answer = forms.CharField(
        label=_("What whoever sent it will read"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, module_key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mended_in"]
        if isinstance(field, forms.ModelChoiceField):
            rows = ModuleVersion.objects.filter(module_key=module_key)
            field.queryset = rows.order_by("-number")

    def clean(self) -> dict[str, Any]:
        """A version only for what was mended."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") != State.MENDED:
            data["mended_in"] = None
        return data
