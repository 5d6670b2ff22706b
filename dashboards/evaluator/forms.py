"""Which figures: of which requirement, as at which day."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.dates import say_date
from core.forms import FilterForm
from evaluation.queries import Choice


class ReachForm(FilterForm):
    """A requirement and a day, from those that there are. What is left out is the first."""

    requirement = forms.ChoiceField(label=_("Requirement"), required=False)
    as_at = forms.TypedChoiceField(
        label=_("As at the end of"),
        required=False,
        coerce=datetime.date.fromisoformat,
        empty_value=None,
    )

    def __init__(self, data: Any, choices: Sequence[Choice]) -> None:
        super().__init__(data)
        self.by_slug = {choice.slug: choice for choice in choices}
        days = sorted({day for choice in choices for day in choice.days}, reverse=True)
        self._offer("requirement", [(choice.slug, choice.name) for choice in choices])
        self._offer("as_at", [(day.isoformat(), say_date(day)) for day in days])

    def _offer(self, name: str, options: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  both are, and mypy asks
        field.choices = options

    @property
    def choice(self) -> Choice:
        """The requirement that was chosen; call it when the form is valid."""
        chosen = self.by_slug.get(self.cleaned_data["requirement"])
        return chosen or next(iter(self.by_slug.values()))

    @property
    def day(self) -> datetime.date:
        """The day that was chosen."""
        chosen: datetime.date | None = self.cleaned_data["as_at"]
        return chosen or self.choice.days[0]
