"""The desk of a scenario: its cards, and beside them the picture that follows the writing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Media
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import PanelGroup

from scenarios.forms import sent_document
from scenarios.previewing import LIVE_LIMIT, overview_of
from scenarios.queries import branch_counts


class DeskPanel(PanelGroup):
    """The form and the picture, side by side where there is room."""

    def __init__(self, children: Any = (), **kwargs: Any) -> None:
        super().__init__(children, **{"heading": _("Scenario"), "icon": "openquote", **kwargs})

    @property
    def clean_name(self) -> str:
        """Its name among the panels."""
        return "desk"

    class BoundPanel(PanelGroup.BoundPanel):
        """The desk of one scenario."""

        template_name = "pages/scenarios/cms/desk.html"

        def is_shown(self) -> bool:
            """Always: a draft without cards still has its picture, and a way to its text."""
            return True

        @property
        def media(self) -> Media:
            """What draws the desk, beside what the cards need."""
            desk: Media = super().media + Media(
                css={"all": ["css/scenario-desk.css"]},
                js=[Script("js/cms/scenariodesk.js", type="module")],  # type: ignore[list-item]
            )
            return desk

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The picture of the draft as it was last saved, and where it is drawn anew."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = bool(self.instance.pk)
            where = reverse("scenario_picture", args=[self.instance.pk] if saved else [])
            document = self._document()
            taken = branch_counts(self.instance.slug) if saved else {}
            return {
                **context,
                "scenario": self.instance,
                "saved": saved,
                "carded": "document" in self.form.fields,
                "where": where,
                "taken": taken,
                "overview": overview_of(document, taken=taken, cards=True, limit=LIVE_LIMIT),
            }

        def _document(self) -> dict[str, Any]:
            """What stands in the form: what was sent, or what was saved."""
            if self.form.is_bound and "document" in self.form.fields:
                try:
                    return sent_document(self.form.data, self.instance)[0]
                except ValidationError:
                    pass  # it did not come whole, and the form says so
            return self.form.initial.get("document") or self.instance.document or {}
