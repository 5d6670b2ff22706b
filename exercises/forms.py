"""The editor's form, and dates as learners write them."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.documentfield import DocumentField, at_line, read_text
from core.forms import DateField
from exercises.enums import ExerciseKind
from exercises.formats import as_json, check_document, dump_exercise
from exercises.kinds.form import is_id
from exercises.models import Exercise


class ExerciseField(DocumentField):
    """An exercise as text: the same as its file in the content folder."""

    def written(self, document: dict[str, Any]) -> str:
        """The text of its file."""
        return dump_exercise(document)

    def as_kept(self, data: Any) -> Any:
        """The data with days as texts."""
        return as_json(data)


class ExerciseForm(WagtailAdminModelForm):
    """An exercise; while it is a draft it may have faults, but it has to be YAML.

    Its address, title and kind are those of the text, so that no two places can disagree.
    """

    document = ExerciseField(
        label=_("Exercise"),
        help_text=_(
            "The exercise as text, as in the content files. What is to be mended is said "
            "here, with its line, when you publish."
        ),
    )

    def clean_document(self) -> dict[str, Any]:
        """The document, with an address that is free and stays; to be published, without faults."""
        document: dict[str, Any] = self.cleaned_data["document"]
        slug, title, kind = (document.get(key) for key in ("slug", "title", "kind"))
        if not (is_id(slug) and isinstance(title, str) and kind in ExerciseKind.values):
            raise forms.ValidationError(
                _("Begin with “slug: two-clocks”, “kind: calendar” and “title: Two clocks”.")
            )
        if self.instance.pk and slug != self.instance.slug:
            raise forms.ValidationError(
                _("The slug stays as it is. To begin another exercise, copy it.")
            )
        if Exercise.objects.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("Another exercise has this slug. Choose one that is free.")
            )
        if not self.is_deferred_validation:
            self._refuse_faults()
        self.instance.slug, self.instance.title = slug, title[:200]
        self.instance.kind = kind
        return document

    def _refuse_faults(self) -> None:
        """Name every fault with its line, as the check of the content files does."""
        reader = read_text(self.data.get(self.add_prefix("document"), ""))
        reader.data = as_json(reader.data)
        check_document(reader)
        if reader.problems:
            raise forms.ValidationError(
                [at_line(one.line, one.message) for one in sorted(reader.problems)]
            )

    def _post_clean(self) -> None:
        # The faults were told with their lines; the model would tell them again without.
        self.instance.defer_completeness = True
        super()._post_clean()
        self.instance.defer_completeness = False


def written_day(text: str) -> datetime.date | None:
    """A day in any of the ways that people write one; None when it cannot be read."""
    try:
        day: datetime.date | None = DateField(required=False).clean(text)
    except forms.ValidationError:
        return None
    return day
