"""Questions in templates: as they are asked, and as they are looked back on."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from assessments.answering import has_options
from assessments.asking import Asked
from assessments.marking import Mark
from assessments.telling import answers_of, parts_of

register = template.Library()


@register.simple_tag
def ask(
    question: Mapping[str, Any],
    *,
    id: str,
    name: str,
    chosen: Any = (),
    values: Mapping[str, str] | None = None,
    error: str = "",
    counted: bool = False,
) -> SafeString:
    """The fields of a compiled question, whatever its type.

    `chosen` are the keys of its options, `values` what stands in other fields (see
    `answering.values_of`); `counted` says how many options are right.
    """
    keys = chosen if has_options(question) else ()
    asked = Asked(question, id, name, keys or (), values or {}, error, counted)
    return mark_safe(render_to_string(asked.template, {"asked": asked}).strip())  # noqa: S308  a template


@register.simple_tag
def look_back(
    question: Mapping[str, Any], mark: Mark, *, label: str = "", everything: bool = False
) -> SafeString:
    """What was answered, what fits, and the feedback. With `everything` all options are told."""
    context: dict[str, Any] = {"label": label}
    if has_options(question):
        context["answers"] = answers_of(question, mark.chosen, everything=everything)
    else:
        context["parts"] = parts_of(question, mark)
        context["panel"] = question.get("panel")
    html = render_to_string("pages/assessments/looked_back.html", context)
    return mark_safe(html.strip())  # noqa: S308  a template


@register.filter
def listed(numbers: Collection[int]) -> str:
    """Numbers as they are said: "6", "6 and 9", "4, 6 and 9"."""
    *most, last = [str(number) for number in numbers]
    if not most:
        return last
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last}
