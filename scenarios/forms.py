"""The editor's form: a scenario as cards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.documentfield import LONGEST, at_line
from scenarios.cards import next_id, scene_ids, skeleton, to_cards
from scenarios.cardsform import CARDS, CardsField, at_cards, principle_slugs
from scenarios.faults import look_through
from scenarios.formats import parse_scenario
from scenarios.models import Scenario
from scenarios.services import free_id


class ScenarioForm(WagtailAdminModelForm):
    """A scenario as cards; while it is a draft it may have faults and gaps.

    Its id is given and stays; its title is the one on the cards, so that no two places can
    disagree. A draft that the cards cannot show without loss is left to its text.
    """

    document = CardsField(label=_("Scenario"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = self.instance.document
        field = self.fields.get("document")
        if field is None:
            return
        if not isinstance(document, dict) or not document:
            document = skeleton(next_id(Scenario.objects.values_list("slug", flat=True)))
            self.initial["document"] = document
        field.id = str(document.get("id", ""))
        if to_cards(document, principle_slugs()) is None:
            # Without the field nothing of it can be changed here, and nothing be lost.
            del self.fields["document"]

    def clean_document(self) -> dict[str, Any]:
        """The document; to be published, without faults."""
        document: dict[str, Any] = self.cleaned_data["document"]
        if not document["title"].strip():
            raise at_cards([(("title",), _say("Give it a title first."))])
        if not self.is_deferred_validation:
            errors = look_through(document).errors
            if errors:
                raise at_cards((fault.path, str(fault)) for fault in errors)
        self.instance.slug, self.instance.title = document["id"].lower(), document["title"][:200]
        return document

    def save(self, commit: bool = True) -> Scenario:
        """Keep the scenario; a new one is numbered now, when nobody else can take the number."""
        if not self.instance.pk:
            name = free_id()
            self.instance.document = {**self.instance.document, "id": name}
            self.instance.slug = name.lower()
        saved: Scenario = super().save(commit)
        return saved

    def _post_clean(self) -> None:
        # The faults were told at their cards; the model would tell them again without.
        self.instance.defer_completeness = True
        super()._post_clean()
        self.instance.defer_completeness = False


def sent_document(data: Any, draft: Scenario) -> tuple[dict[str, Any], str]:
    """What stands in the form of a draft now, and the scene that is being written ("" for none).

    Raises ValidationError when it did not come whole.
    """
    field = CardsField()
    field.id = str((draft.document or {}).get("id", ""))
    value = field.widget.value_from_datadict(data, {}, "document")
    document = field.clean(value)
    current = str(data.get("current", ""))
    return document, scene_ids(CARDS.get_prep_value(value)).get(current, "")


class TextForm(forms.Form):
    """A draft as text, typed or as a file. It is taken whole or not at all."""

    text = forms.CharField(
        label=_("The scenario as text"),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 32, "spellcheck": "true"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,text/yaml,text/plain"}),
    )

    def __init__(self, *args: Any, scenario: Scenario | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scenario = scenario

    def clean(self) -> dict[str, Any]:
        """The document that the text says, as `document`. Says every mistake with its line."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors or self.scenario is None:
            return data
        document, problems = parse_scenario(self._sent(data), file="")
        said = [at_line(one.line, one.message) for one in problems]
        wanted = self.scenario.document.get("id", "")
        if not problems and document.get("id") != wanted:
            said.append(
                _say("The id stays as it is: “id: %(id)s”. To begin another one, copy it.")
                % {"id": wanted}
            )
        if said:
            raise forms.ValidationError(said)
        return {**data, "document": document}

    def _sent(self, data: dict[str, Any]) -> str:
        """The text of the file when there is one; it then also stands in the field."""
        file = data.get("file")
        if not file:
            return str(data.get("text") or "")
        if file.size > LONGEST:
            raise forms.ValidationError(_say("The file is too large for a scenario."))
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _say("The file cannot be read as text. Save it as UTF-8.")
            ) from error
        self.data = {**self.data, self.add_prefix("text"): text}
        return str(text)
