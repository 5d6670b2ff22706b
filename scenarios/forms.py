"""The editor's forms."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.documentfield import DocumentField
from scenarios.formats import dump_scenario
from scenarios.models import Scenario

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")


class ScenarioField(DocumentField):
    """A scenario as text: the same as its file in the content folder."""

    widget = forms.Textarea(attrs={"rows": 40, "spellcheck": "true", "class": "scenario-text"})

    def written(self, document: dict[str, Any]) -> str:
        """The text of its file."""
        return dump_scenario(document)


class ScenarioForm(WagtailAdminModelForm):
    """A scenario; while it is a draft it may have faults, but it has to be YAML.

    Its id and title are those of the text, so that no two places can disagree.
    """

    document = ScenarioField(
        label=_("Scenario"),
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
