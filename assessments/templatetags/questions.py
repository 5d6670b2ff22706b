"""Questions in templates: from a compiled document to what the components show."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.components import Answer, Option

register = template.Library()


@register.filter
def options_of(question: Mapping[str, Any]) -> list[Option]:
    """The options of a question, for the component “question”."""
    return [Option(option["key"], option["text"]) for option in question["options"]]


@register.filter
def answers_given(question: Mapping[str, Any], chosen: Collection[str]) -> list[Answer]:
    """What was chosen, with its feedback, and then what else is right; nothing else.

    What is right and was not chosen stands without its feedback, which speaks to a person
    who chose it.
    """
    answers = [
        Answer(
            text=option["text"],
            chosen=option["key"] in chosen,
            right=option["correct"],
            feedback=option["feedback"] if option["key"] in chosen else "",
        )
        for option in question["options"]
        if option["key"] in chosen or option["correct"]
    ]
    return sorted(answers, key=lambda answer: not answer.chosen)


@register.filter
def how_many(question: Mapping[str, Any]) -> str:
    """What to say beside a question with several answers: how many of them are right."""
    if question["type"] != "multiple":
        return ""
    right = sum(option["correct"] for option in question["options"])
    return ngettext("Choose %(n)s.", "Choose %(n)s of them.", right) % {"n": right}


@register.filter
def listed(numbers: Collection[int]) -> str:
    """Numbers as they are said: "6", "6 and 9", "4, 6 and 9"."""
    *most, last = [str(number) for number in numbers]
    if not most:
        return last
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last}
