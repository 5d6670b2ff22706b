"""How forms look and what they accept: the site's form renderer and a few fields.

`{{ form }}` or `{{ field.as_field_group }}` gives label, hint, error and control in one template render per field.
The templates are in templates/django/forms/; plain `{{ field }}` stays Django's own, which Wagtail's admin relies on.
"""

import datetime
import re
from typing import Any

from django import forms
from django.core import validators
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.dateformat import format as format_date
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

# The first kind of widget that matches decides which control is written.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (Input, "input"),
)
FILL_IN = {
    "radios": _("Choose one of these."),
    "checkboxes": _("Choose at least one."),
    "checkbox": _("Tick this to go on."),
    "select": _("Choose one from the list."),
    "file": _("Choose a file."),
    "input": _("Fill this in."),
}
# What Django says of itself, and what we say in its place. The two are told apart by identity:
# a form that has its own words for something keeps them.
OUR_WORDS: tuple[tuple[Any, Any], ...] = (
    (forms.ChoiceField.default_error_messages["invalid_choice"], _("Choose one from the list.")),
    (
        forms.MultipleChoiceField.default_error_messages["invalid_choice"],
        _("Choose from what is listed."),
    ),
    (
        forms.ModelChoiceField.default_error_messages["invalid_choice"],
        _("Choose one from the list."),
    ),
    (
        forms.IntegerField.default_error_messages["invalid"],
        _("Write a whole number in figures, such as 28."),
    ),
    (validators.MinValueValidator.message, _("Write %(limit_value)s or a higher number.")),
    (validators.MaxValueValidator.message, _("Write %(limit_value)s or a lower number.")),
    (
        validators.MaxLengthValidator.message,
        _("Shorten it to %(limit_value)d characters. It has %(show_value)d now."),
    ),
    (
        validators.EmailValidator.message,
        _("Write the whole address, such as name@organisation.uk."),
    ),
)
# A date beyond these is a slip, and one in 9999, said for "always", has no day after it to count from.
FIRST_YEAR, LAST_YEAR = 1900, 2199
# An input that the browser draws in its own way comes as text: everybody can type a date or a number.
AS_TEXT = {"date", "time", "datetime", "datetime-local", "number"}


class SteadyBoundField(BoundField):
    """A field that knows which control it is and what that control needs."""

    @cached_property
    def kind(self) -> str:
        """Which part of templates/django/forms/ writes the control; "other" leaves it to the widget."""
        return next((kind for cls, kind in KINDS if isinstance(self.field.widget, cls)), "other")

    @cached_property
    def control(self) -> dict[str, Any]:
        """The widget's template context. Nothing is `required` for the browser: the site says what to put right."""
        attrs = self.build_widget_attrs({"id": self.auto_id} if self.auto_id else {})
        widget = self.field.widget
        if self.field.localize:
            widget.is_localized = True
        control: dict[str, Any] = widget.get_context(self.html_name, self.value(), attrs)["widget"]
        control["attrs"].pop("required", None)
        control["attrs"].pop("autofocus", None)
        control["css"] = control["attrs"].pop("class", "")
        if control.get("type") in AS_TEXT:
            control["mode"] = "numeric" if control["type"] == "number" else ""
            control["type"] = "text"
            for bound in ("min", "max", "step"):
                control["attrs"].pop(bound, None)
        return control

    @cached_property
    def problems(self) -> list[str]:
        """What to put right, in words that say what to do rather than what is missing."""
        return [self._in_our_words(error) for error in self.errors.as_data()]

    def _in_our_words(self, error: forms.ValidationError) -> str:
        """A problem as a sentence; only Django's own words are replaced, never a form's."""
        said: Any = error.message
        if str(said) == str(forms.Field.default_error_messages["required"]):
            return str(FILL_IN.get(self.kind, FILL_IN["input"]))
        said = next((ours for theirs, ours in OUR_WORDS if said is theirs), said)
        return str(said % error.params if error.params else said)

    @property
    def sentences(self) -> list[str]:
        """The problems for a summary, where each must say which field it is about."""
        label = str(self.label)
        joint = " " if label.endswith(("?", ".", ":")) else ": "
        return [f"{label}{joint}{problem}" for problem in self.problems]

    @property
    def in_group(self) -> bool:
        """Whether it has several controls, which need a legend."""
        return self.kind in ("radios", "checkboxes") or (self.kind == "other" and self.use_fieldset)

    @property
    def first_control(self) -> str:
        """Id of the control that a link to this field should lead to: the first one of a group."""
        return f"{self.auto_id}_0" if self.in_group else str(self.id_for_label or self.auto_id)

    @property
    def optional(self) -> bool:
        """Whether the label says that it may be left out."""
        marks = getattr(self.form, "mark_optional", True)
        return bool(marks and not self.field.required and self.kind != "checkbox")


class SteadyRenderer(TemplatesSetting):
    """settings.FORM_RENDERER: all forms of the site."""

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = SteadyBoundField


class FilterForm(forms.Form):
    """Base of forms that narrow a list: everything may be left out, so nothing says so."""

    mark_optional = False


class DateText(forms.DateInput):
    """A date as text, shown as "3 March 2026"."""

    input_type = "text"

    def format_value(self, value: Any) -> str | None:
        """Write dates out; leave what the person typed as it was."""
        return format_date(value, "j F Y") if isinstance(value, datetime.date) else value


class DateField(forms.DateField):
    """A date, in any of the ways that people write one: 3 March 2026, Tue 3rd Mar 2026, 3/3/2026, 2026-03-03."""

    widget = DateText
    input_formats = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")
    default_error_messages = {
        "invalid": _("Write the date as day, month and year: 3 March 2026."),
        "year": _("Check the year: it should be one from 1900 to 2199."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example, 3 March 2026"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        """Return the date, or None for nothing. Raises ValidationError."""
        day = super().to_python(plain_date(value) if isinstance(value, str) else value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["year"], code="year")
        return day


def plain_date(text: str) -> str:
    """Take weekdays, commas and ordinal endings out of a written date."""
    text = re.sub(r"^\s*(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b", "", text.lower())
    text = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text.replace(",", " "))
    return re.sub(r"\s+", " ", re.sub(r"\bsept\b", "sep", text)).strip()


class PrivateText(forms.CharField):
    """Free text that should hold nothing of a real case: asks for that, and warns while one writes."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Please leave out names and anything from a real case."))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Mark the text box for the script that warns."""
        return {**super().widget_attrs(widget), "data-private-check": True, "rows": 5}
