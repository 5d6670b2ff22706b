"""The editor's forms."""

import json
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.yamltext import Unreadable, read
from scenarios.formats import dump_scenario
from scenarios.models import Scenario

LONGEST = 500_000
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")


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
    """A scenario; while it is a draft it may have faults, but it has to be YAML.

    Its id and title are those of the text, so that no two places can disagree.
    """

    document = DocumentField(
        label=_("Scenario"),
        max_length=LONGEST,
        strip=False,
        help_text=_(
            "Scenes, choices and endings as text, as in the content files. What is to be "
            "mended is said here when you publish."
        ),
    )

    def clean_document(self) -> dict[str, Any]:
        """The document, with an id that is free and stays."""
        document: dict[str, Any] = self.cleaned_data["document"]
        name, title = document.get("id"), document.get("title")
        if not isinstance(name, str) or not ID.fullmatch(name) or not isinstance(title, str):
            raise forms.ValidationError(_("Begin with an id and a title: “id: SC01”, “title: …”."))
        slug = name.lower()
        if self.instance.pk and slug != self.instance.slug:
            raise forms.ValidationError(_("The id stays as it is. To begin another one, copy it."))
        if Scenario.objects.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another scenario has this id. Choose one that is free."))
        self.instance.slug, self.instance.title = slug, title[:200]
        return document

    def _post_clean(self) -> None:
        self.instance.defer_completeness = self.is_deferred_validation
        super()._post_clean()
        self.instance.defer_completeness = False
