"""The editor's form, and dates as learners write them."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.forms import DateField
from core.yamltext import Reader, Unreadable, read
from exercises.enums import ExerciseKind
from exercises.formats import as_json, check_document, dump_exercise
from exercises.kinds.form import is_id
from exercises.models import Exercise

LONGEST = 500_000


class DocumentField(forms.CharField):
    """An exercise as text: the same as its file in the content folder."""

    widget = forms.Textarea(attrs={"rows": 40, "spellcheck": "true"})

    def prepare_value(self, value: Any) -> Any:
        """The document as text."""
        return dump_exercise(value) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Any:
        """The text as a document. What is the matter with it is told by the form, with lines."""
        if isinstance(value, dict):
            return value
        data = read_text(super().to_python(value) or "").data
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


def read_text(text: str) -> Reader:
    """Read an author's text. Raises ValidationError with the line when it is not YAML."""
    try:
        reader = read(text, file="")
    except Unreadable as error:
        raise forms.ValidationError(_at_line(error.problem.line, error.problem.message)) from error
    reader.data = as_json(reader.data)
    return reader


def _at_line(line: int, message: str) -> str:
    return str(_("Line %(line)s: %(message)s") % {"line": line, "message": message})


def _is_json(data: dict[str, Any]) -> bool:
    """Whether it can be kept: YAML has numbers and other things that JSON has not."""
    try:
        json.dumps(data, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


class ExerciseForm(WagtailAdminModelForm):
    """An exercise; while it is a draft it may have faults, but it has to be YAML.

    Its address, title and kind are those of the text, so that no two places can disagree.
    """

    document = DocumentField(
        label=_("Exercise"),
        max_length=LONGEST,
        strip=False,
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
        check_document(reader)
        if reader.problems:
            raise forms.ValidationError(
                [_at_line(one.line, one.message) for one in sorted(reader.problems)]
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
