"""The editor's forms."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.yamltext import Unreadable, read
from scenarios.formats import dump_scenario

LONGEST = 500_000


class DocumentField(forms.CharField):
    """A scenario as text: the same as its file in the content folder."""

    widget = forms.Textarea(attrs={"rows": 40, "spellcheck": "true", "class": "scenario-text"})

    def prepare_value(self, value: Any) -> Any:
        """The document as text."""
        return dump_scenario(value) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Any:
        """The text as a document; its faults are told by `Scenario.clean`."""
        if isinstance(value, dict):
            return value
        try:
            data = read(super().to_python(value) or "", file=str(_("Line"))).data
        except Unreadable as error:
            raise forms.ValidationError(
                _("Line %(line)s: %(message)s")
                % {"line": error.problem.line, "message": error.problem.message}
            ) from error
        if not isinstance(data, dict) or not _is_json(data):
            raise forms.ValidationError(
                _("Here should stand keys with texts, numbers and lists, as “title: …”.")
            )
        return data

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text says something else."""
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True


def _is_json(data: dict[str, Any]) -> bool:
    """Whether it can be kept: YAML has dates and other things that JSON has not."""
    try:
        json.dumps(data, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


class ScenarioForm(WagtailAdminModelForm):
    """A scenario; while it is a draft it may have faults, but it has to be YAML."""

    document = DocumentField(
        label=_("Scenario"),
        max_length=LONGEST,
        strip=False,
        help_text=_("Scenes, choices and endings as text. What is the matter is said above."),
    )

    def _post_clean(self) -> None:
        self.instance.defer_completeness = self.is_deferred_validation
        super()._post_clean()
        self.instance.defer_completeness = False
