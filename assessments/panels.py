"""Panels for the forms of the question bank."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from assessments.bankchecks import DRAWS_AIMED_AT, Plan, different_draws, table
from assessments.blueprint import Cell
from assessments.models import Check
from assessments.queries import answers_marked, counting_data


class BlueprintPanel(Panel):
    """The blueprint, line by line, beside what the bank has for it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(heading=_("What the bank has for it"), icon="table", **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        """What another of the same is made with."""
        kwargs: dict[str, Any] = super().clone_kwargs()
        return {key: kwargs[key] for key in ("classname", "attrs") if key in kwargs}

    @property
    def clean_name(self) -> str:
        """Its name among the panels."""
        return "what_the_bank_has"

    class BoundPanel(Panel.BoundPanel):
        """The panel of one check."""

        template_name = "pages/assessments/cms/blueprint_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The table as it is for the draft that was last saved."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            check: Check = self.instance
            return {**context, **blueprint_context(check)} if check.pk else context


class EarlierAnswersPanel(Panel):
    """How many answers were given to a question, and the way to marking them again."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(heading=_("Earlier answers"), icon="history", **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        """What another of the same is made with."""
        kwargs: dict[str, Any] = super().clone_kwargs()
        return {key: kwargs[key] for key in ("classname", "attrs") if key in kwargs}

    @property
    def clean_name(self) -> str:
        """Its name among the panels."""
        return "earlier_answers"

    class BoundPanel(Panel.BoundPanel):
        """The panel of one question."""

        template_name = "pages/assessments/cms/earlier_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """How many there are; never whose."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            count = answers_marked(self.instance.ref) if self.instance.pk else 0
            return {**context, "question": self.instance, "count": count}


def blueprint_context(check: Check) -> dict[str, Any]:
    """The table of a check, with a link from each line to its questions."""
    plan = Plan(check.title, check.draw, check.cells)
    questions = counting_data(check.bank)
    return {
        "rows": [(row, _questions_url(check, row.cell)) for row in table(questions, plan)],
        "draws": different_draws(questions, plan),
        "aimed_at": DRAWS_AIMED_AT,
        "total": len(questions),
    }


def _questions_url(check: Check, cell: Cell) -> str:
    wanted: dict[str, list[str]] = {
        "bank": [check.bank],
        "use": ["counting"],
        "live": ["true"],
        "rights": [str(right) for right in cell.rights],
        "level": list(cell.levels),
        "lesson": [", ".join(cell.lessons)] if cell.lessons else [],
        "type": list(cell.types),
    }
    address = reverse("wagtailsnippets_assessments_question:list")
    return f"{address}?{urlencode(wanted, doseq=True)}"
