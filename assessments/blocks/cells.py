"""The lines of a blueprint as they are written in the editor."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.blueprint import RIGHTS, Cell
from assessments.enums import Level, QuestionType


# Called when a form is shown: what may be chosen is no part of the schema.
def right_choices() -> list[tuple[str, str]]:
    """The rights of the Code."""
    return [(str(number), _("Right %(n)s") % {"n": number}) for number in RIGHTS]


def level_choices() -> list[tuple[str, str]]:
    """The levels of questions."""
    return [(str(value), str(label)) for value, label in Level.choices]


def type_choices() -> list[tuple[str, str]]:
    """The types of questions."""
    return [(str(value), str(label)) for value, label in QuestionType.choices]


class CellBlock(blocks.StructBlock):
    """One line of a blueprint: so many questions of one kind. What is left open may be any."""

    draw = blocks.IntegerBlock(label=_("How many questions"), min_value=1, max_value=100)
    rights = blocks.MultipleChoiceBlock(
        label=_("About one of these rights"),
        choices=right_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick none for any."),
    )
    levels = blocks.MultipleChoiceBlock(
        label=_("At one of these levels"),
        choices=level_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick none for any."),
    )
    lessons = blocks.CharBlock(
        label=_("Taught by one of these lessons"),
        required=False,
        max_length=1000,
        help_text=_("As the question names them, with commas between: 05-keeping-people-informed."),
    )
    types = blocks.MultipleChoiceBlock(
        label=_("Answered in one of these ways"),
        choices=type_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick none for any."),
    )

    class Meta:
        icon = "table"
        label = _("So many of a kind")


def cell_of(value: Mapping[str, Any]) -> Cell:
    """A line of a blueprint as data."""
    return Cell(
        draw=value["draw"] or 0,
        rights=tuple(int(one) for one in value["rights"] or ()),
        levels=tuple(value["levels"] or ()),
        lessons=tuple((value["lessons"] or "").replace(",", " ").split()),
        types=tuple(value["types"] or ()),
    )


def cell_value(cell: Cell) -> dict[str, Any]:
    """The same as the editor has it."""
    return {
        "draw": cell.draw,
        "rights": [str(one) for one in cell.rights],
        "levels": list(cell.levels),
        "lessons": ", ".join(cell.lessons),
        "types": list(cell.types),
    }
