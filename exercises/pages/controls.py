"""The fields of a step as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format

from care.enums import PRIVATE_WORDS
from care.private_words import private_kinds
from core.components.content import Option
from exercises import wording
from exercises.kinds import Field
from exercises.kinds.calendar import Month, Square
from exercises.responding import PREFIX, WRITTEN, Response


@dataclass(frozen=True)
class Control:
    """A field: its name and id, what stands in it, and its problem."""

    field: Field
    chosen: tuple[str, ...]
    written: str
    error: str

    @property
    def name(self) -> str:
        """Its name in the form."""
        return PREFIX + self.field.name

    @property
    def written_name(self) -> str:
        """The name of the box in which a day may be written."""
        return self.name + WRITTEN

    @property
    def id(self) -> str:
        """Its id in the page."""
        return "a-" + self.field.name.replace(".", "-")

    @property
    def options(self) -> list[Option]:
        """What may be chosen, in words."""
        return [
            Option(one.value, wording.say_code(one.text), one.hint) for one in self.field.offers
        ]

    @property
    def text(self) -> str:
        """What was chosen or written, when it is one thing."""
        return self.chosen[0] if self.chosen else ""

    @property
    def private(self) -> list[str]:
        """What the text seems to hold that it should not, in words."""
        return [str(PRIVATE_WORDS[kind]) for kind in private_kinds(self.text)]


def control(one: Field, response: Response) -> Control:
    """A field with what was answered."""
    snag = response.snags.get(one.name)
    return Control(
        field=one,
        chosen=response.answers.get(one.name, ()),
        written=response.written.get(one.name, ""),
        error=wording.say_snag(snag) if snag else "",
    )


@dataclass(frozen=True)
class Box:
    """One square of a calendar in words."""

    value: str
    number: int
    weekday: str
    month: str
    holiday: str
    open: bool
    event: bool
    checked: bool


@dataclass(frozen=True)
class Sheet:
    """A month of a calendar, for one clock."""

    title: str
    weeks: list[list[Box | None]]
    holidays: list[str]


def sheet(month: Month, control: Control) -> Sheet:
    """A month with the day that was chosen."""
    title = date_format(month.first, "F Y")
    weeks = [
        [_box(square, title, control) if square else None for square in week]
        for week in month.weeks
    ]
    holidays = [f"{date_format(one.day, 'l j F')}, {one.holiday}" for one in month.holidays]
    return Sheet(title, weeks, holidays)


def _box(square: Square, month: str, control: Control) -> Box:
    return Box(
        value=square.day.isoformat(),
        number=square.day.day,
        weekday=date_format(square.day, "l"),
        month=month,
        holiday=square.holiday,
        open=square.open,
        event=square.event,
        checked=square.day.isoformat() in control.chosen,
    )
