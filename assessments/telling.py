"""A question as it is looked back on: each part with what was answered, what fits, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.asking import say_rating
from assessments.marking import Mark
from core.components import Answer

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One part of a question: `yours` is what was answered, `fits` what fits and whose word it is."""

    text: str
    yours: str
    fits: str
    whose: str
    right: bool
    feedback: str = ""


def answers_of(question: Document, chosen: Any, *, everything: bool = False) -> list[Answer]:
    """The options that were chosen, with their feedback, and then what else is right.

    What is right and was not chosen stands without its feedback, which speaks to a person
    who chose it. With `everything` all options stand in their own order, each with its feedback.
    """
    answers = [
        Answer(
            text=option["text"],
            chosen=option["key"] in chosen,
            right=option["correct"],
            feedback=option["feedback"] if everything or option["key"] in chosen else "",
        )
        for option in question["options"]
        if everything or option["key"] in chosen or option["correct"]
    ]
    return answers if everything else sorted(answers, key=lambda answer: not answer.chosen)


def parts_of(question: Document, mark: Mark) -> list[Part]:
    """The parts of a question of any other type, with what was answered to each."""
    return list(_TELLERS[question["type"]](question, mark))


def _matching(question: Document, mark: Mark) -> Iterator[Part]:
    texts = {one["key"]: one["text"] for one in question["matches"]}
    for item in question["items"]:
        given = mark.chosen.get(item["key"], "")
        yield Part(
            text=item["text"],
            yours=texts.get(given, ""),
            fits=texts[item["match"]],
            whose=_("The Code says"),
            right=given == item["match"],
            feedback=item["feedback"],
        )


def _ordering(question: Document, mark: Mark) -> Iterator[Part]:
    items = {one["key"]: one for one in question["items"]}
    places = {key: place for place, key in enumerate(mark.chosen, 1)}
    for place, key in enumerate(question["order"], 1):
        given = places.get(key)
        yield Part(
            text=items[key]["text"],
            yours=_("Place %(n)s") % {"n": given} if given else "",
            fits=_("Place %(n)s") % {"n": place},
            whose=_("In order"),
            right=given == place,
            feedback=items[key]["feedback"],
        )


def _judgement(question: Document, mark: Mark) -> Iterator[Part]:
    mode = question["mode"]
    whose = _("The panel says") if question.get("panel") else _("We suggest")
    for item in question["items"]:
        given = mark.chosen.get(item["key"])
        yield Part(
            text=item["text"],
            yours="" if given is None else say_rating(mode, given),
            fits=say_rating(mode, item["expert"]),
            whose=whose,
            right=given == item["expert"],
            feedback=item["feedback"],
        )


def _short(question: Document, mark: Mark) -> Iterator[Part]:
    yield _written(mark, mark.chosen, [_shown(one) for one in mark.key])


def _shown(accept: str) -> str:
    """What is accepted, as people read it."""
    return " ".join(accept.replace("*", " … ").split()).strip("… ")


def _number(question: Document, mark: Mark) -> Iterator[Part]:
    unit = question.get("unit") or ""

    def said(number: str) -> str:
        return f"{number} {unit}".strip() if number else ""

    yield _written(mark, said(mark.chosen), [said(one) for one in mark.key])


def _workingday(question: Document, mark: Mark) -> Iterator[Part]:
    yield _written(mark, say_day(mark.chosen), [say_day(mark.key)])


def say_day(answer: str) -> str:
    """A day, or a number of days, in words; nothing for nothing."""
    if not answer:
        return ""
    if "-" in answer:
        return date_format(date.fromisoformat(answer), "l j F Y")
    days = int(answer)
    return ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days}


def _written(mark: Mark, yours: str, fits: list[str]) -> Part:
    return Part(
        text="",
        yours=yours,
        fits=_(" or ").join(fits),
        whose=_("The Code says"),
        right=mark.full,
        feedback=" ".join(mark.feedback.values()),
    )


_TELLERS = {
    "matching": _matching,
    "ordering": _ordering,
    "short": _short,
    "number": _number,
    "workingday": _workingday,
    "judgement": _judgement,
}
