"""The editor's forms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from assessments.blocks.lacking import stream_error
from assessments.formats import lacks
from assessments.formats.question import field_of


class WordsField(forms.CharField):
    """A list of words, written with commas or spaces between them."""

    def prepare_value(self, value: Any) -> Any:
        """A list as it is written."""
        return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        """What was written as a list."""
        if isinstance(value, (list, tuple)):
            return list(value)
        return (super().to_python(value) or "").replace(",", " ").split()

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the list is another one."""
        return bool(list(initial or []) != self.to_python(data))


class RightsField(WordsField):
    """A list of the numbers of rights."""

    def to_python(self, value: Any) -> Any:
        """What was written as a list of numbers from 1 to 12."""
        words: Sequence[Any] = super().to_python(value)
        try:
            numbers = [int(word) for word in words]
        except ValueError:
            numbers = [0]
        if not all(1 <= number <= 12 for number in numbers):
            raise forms.ValidationError(_("Write the numbers of rights, from 1 to 12: 4, 6."))
        return numbers


class QuestionForm(WagtailAdminModelForm):
    """A question; while it is a draft it may lack things."""

    rights = RightsField(
        label=_("Rights"), required=False, help_text=_("Numbers with commas between: 4, 6.")
    )
    cites = WordsField(
        label=_("Cites"),
        required=False,
        help_text=_("Duties of the Code, as 2020/r6-bail-changes, with commas between."),
    )
    sources = WordsField(
        label=_("Sources"), required=False, help_text=_("As W8, with commas between.")
    )

    class Media:
        js = (Script("js/cms/questionform.js", type="module"),)

    def _post_clean(self) -> None:
        # What is lacking is said here at each block, and not once more at the field.
        self.instance.defer_completeness = True
        super()._post_clean()
        self.instance.defer_completeness = False
        if not self.is_deferred_validation and "options" not in self.errors:
            self._say_lacks()

    def _say_lacks(self) -> None:
        """Refuse to publish a question that lacks something, beside what lacks it."""
        stream, found = self.instance.options, list(lacks(self.instance.text))
        at_blocks = [lack for lack in found if field_of(lack.field) == "options"]
        if at_blocks:
            self.add_error("options", stream_error(stream, at_blocks))
        for field, words in dict.fromkeys(
            (field_of(lack.field), _(lack.message)) for lack in found if lack not in at_blocks
        ):
            self.add_error(field, words)


class MarkAgainForm(forms.Form):
    """Why earlier answers are marked again."""

    reason = forms.CharField(
        label=_("What was mended, and why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays beside every mark, in the audit log and here. Name nobody."),
        error_messages={"required": _("Say what was mended, and why.")},
    )
