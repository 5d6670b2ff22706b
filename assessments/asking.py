"""A question as it is asked, and as it is looked back on: what its templates show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.answering import Snag, fields_of
from assessments.calendars import Month, months_beside
from core.components import Option
from core.components.base import described_by

RATINGS: tuple[Promise, ...] = (
    gettext_lazy("Do not do this"),
    gettext_lazy("Better not"),
    gettext_lazy("Good to do"),
    gettext_lazy("Be sure to do this"),
)
"""The ratings of a situational judgement, from 0, in words."""

_SNAGS: dict[Snag, Promise] = {
    Snag.PLACES: gettext_lazy("Give each step a place of its own, and leave none out."),
    Snag.RANKS: gettext_lazy("Give each response a place of its own: two have the same."),
    Snag.DAY: gettext_lazy("Write a day that there is, such as 9 4 2026."),
    Snag.COUNT: gettext_lazy("Write a whole number in figures, such as 5."),
    Snag.NUMBER: gettext_lazy("Write a number in figures, such as 5 or 2.5."),
    Snag.LONG: gettext_lazy("Write it in at most 200 characters."),
}
_DAY_LABELS: dict[str, Promise] = {
    "day": gettext_lazy("Day"),
    "month": gettext_lazy("Month"),
    "year": gettext_lazy("Year"),
}


def say_snag(snag: Snag) -> str:
    """What is to be put right, in words."""
    return str(_SNAGS[snag])


def say_rating(mode: str, value: int) -> str:
    """A rating or a rank in words."""
    if mode == "rank":
        return _("Place %(n)s") % {"n": value}
    return str(RATINGS[value])


@dataclass(frozen=True)
class Field:
    """One field of a question's form."""

    name: str
    id: str
    label: str
    value: str
    choices: Sequence[Option] = ()

    @property
    def radios(self) -> list[tuple[Option, str, bool]]:
        """Its choices as radio buttons: each with its id, and whether it is chosen."""
        return [
            (one, self.id if index == 0 else f"{self.id}-{index + 1}", one.value == self.value)
            for index, one in enumerate(self.choices)
        ]


@dataclass(frozen=True)
class Asked:
    """A question in a form. `chosen` are the keys of options, `values` what stands elsewhere."""

    question: Mapping[str, Any]
    id: str
    name: str
    chosen: Sequence[str] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    counted: bool = False

    @property
    def template(self) -> str:
        """The template of its type."""
        kind = self.question["type"]
        kind = "options" if kind in ("single", "multiple", "truefalse") else kind
        return f"pages/assessments/asked/{kind}.html"

    @property
    def multiple(self) -> bool:
        """Whether several options may be chosen."""
        return bool(self.question["type"] == "multiple")

    @property
    def options(self) -> list[Option]:
        """Its options in the order in which they stand."""
        return [Option(one["key"], one["text"]) for one in self.question["options"]]

    @property
    def hint(self) -> str:
        """How to answer."""
        kind = self.question["type"]
        if kind == "multiple" and self.counted:
            right = sum(option["correct"] for option in self.question["options"])
            return ngettext("Choose %(n)s.", "Choose %(n)s of them.", right) % {"n": right}
        hints = {
            "multiple": _("Choose all that hold."),
            "matching": _("Choose what goes with each."),
            "ordering": _("Give each step its place: 1 is first."),
            "short": _("A few words are enough. Write no details of a case."),
            "number": _("Write it in figures."),
            "judgement": _("Say of each how good a response it is.")
            if self.question.get("mode") == "rate"
            else _("Give each its place: 1 is what you would do first."),
        }
        if kind == "workingday":
            if self.question["limit"]["asks"] == "days":
                return _("Write the number of working days in figures.")
            return _("For example, 9 4 2026.")
        return hints.get(kind, "")

    @property
    def described_by(self) -> str:
        """Ids of the hint and of what is to be put right."""
        return described_by(self.id, self.hint, self.error)

    @property
    def fields(self) -> list[Field]:
        """The fields of its form, in order. The first has the question's own id."""
        labels = self._labels()
        choices = self._choices()
        return [
            Field(
                name=name,
                id=self.id if index == 0 else f"{self.id}-{part}",
                label=labels.get(part, ""),
                value=self.values.get(part, ""),
                choices=choices,
            )
            for index, (part, name) in enumerate(fields_of(self.question, self.name).items())
        ]

    def _labels(self) -> dict[str, str]:
        items = {one["key"]: one["text"] for one in self.question.get("items", ())}
        return items or {part: str(label) for part, label in _DAY_LABELS.items()}

    def _choices(self) -> list[Option]:
        kind = self.question["type"]
        if kind == "matching":
            return [Option(one["key"], one["text"]) for one in self.question["matches"]]
        if kind == "judgement" and self.question["mode"] == "rate":
            return [Option(str(value), text) for value, text in enumerate(RATINGS)][::-1]
        if kind in ("ordering", "judgement"):
            count = len(self.question["items"])
            return [Option(str(place), str(place)) for place in range(1, count + 1)]
        return []

    @property
    def months(self) -> tuple[Month, ...]:
        """The calendar beside it."""
        return months_beside(self.question)

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The name of each weekday, and its first letters."""
        return [(str(WEEKDAYS[n]), str(WEEKDAYS_ABBR[n])) for n in range(7)]
