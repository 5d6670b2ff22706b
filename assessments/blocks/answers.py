"""What a question of each type is made of, as it is written in the editor, and as data."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.formats import (
    Limit,
    LimitFeedback,
    Option,
    Pair,
    QuestionText,
    Rated,
    Step,
    Value,
    Wording,
)

_FEEDBACK = _("Feedback")
_IS_RIGHT = _("This is a right answer")
_KIND = _("One kind sentence: grant the fair guess, and say what is right.")


def _text(label: Any, help_text: Any = "", *, most: int = 500) -> blocks.CharBlock:
    # What a question lacks is said when it is to be published: a draft may lack anything.
    return blocks.CharBlock(label=label, help_text=help_text, max_length=most, required=False)


def _said(label: Any = _FEEDBACK, help_text: Any = _KIND) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, help_text=help_text, rows=2, required=False)


def _right(label: Any = _IS_RIGHT) -> blocks.BooleanBlock:
    return blocks.BooleanBlock(label=label, required=False)


class OptionBlock(blocks.StructBlock):
    """One answer on offer, with what is said to a person who chose it."""

    text = blocks.CharBlock(label=_("Text"), max_length=500)
    correct = _right()
    feedback = blocks.TextBlock(label=_("Feedback"), help_text=_KIND, rows=2)

    class Meta:
        icon = "check"
        label = _("Option")
        group = _("One answer, several answers, true or false")


class PairBlock(blocks.StructBlock):
    """One thing with what it matches."""

    text = _text(_("What is to be matched"))
    match = _text(_("What it matches"), _("Two pairs may have the same match."))
    feedback = _said(help_text=_("Why they belong together. It is shown beside every answer."))

    class Meta:
        icon = "link"
        label = _("Pair")
        group = _("Matching")


class DecoyBlock(blocks.CharBlock):
    """A match that belongs to none of the pairs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 500, **kwargs})

    class Meta:
        icon = "link-external"
        label = _("Decoy: a match that fits no pair")
        group = _("Matching")


class StepBlock(blocks.StructBlock):
    """One step of a sequence."""

    text = _text(_("Step"), _("Write the steps in the right order. Learners see them mixed."))
    feedback = _said(help_text=_("Why it has this place. It is shown beside every answer."))

    class Meta:
        icon = "list-ol"
        label = _("Step")
        group = _("Putting in order")


class WordingBlock(blocks.StructBlock):
    """A text that a learner may write."""

    accept = _text(
        _("What may be written"),
        _(
            "A * stands for any words or letters. Capitals, the shape of quotation marks, double "
            "spaces and a last full stop make no difference. The first that fits speaks."
        ),
        most=200,
    )
    correct = _right()
    feedback = _said()

    class Meta:
        icon = "edit"
        label = _("Written answer")
        group = _("Short answer")


class ValueBlock(blocks.StructBlock):
    """A number that a learner may write."""

    value = _text(_("Number"), _("Such as 5 or 2.5."), most=30)
    tolerance = _text(
        _("Give or take"), _("How far off still counts. Leave it empty for 0."), most=30
    )
    correct = _right()
    feedback = _said()

    class Meta:
        icon = "plus"
        label = _("Number")
        group = _("Number")


class LimitBlock(blocks.StructBlock):
    """An event on a calendar, and what is asked about it."""

    event = blocks.DateBlock(label=_("Day of the event"), required=False)
    asks = blocks.ChoiceBlock(
        label=_("The learner gives"),
        choices=[("date", _("the last day of the limit")), ("days", _("how many working days"))],
        default="date",
    )
    days = blocks.IntegerBlock(
        label=_("Working days of the limit"), required=False, min_value=0, max_value=250
    )
    until = blocks.DateBlock(
        label=_("Last day"), required=False, help_text=_("Where the learner counts the days.")
    )
    right = _said(_("To the right answer"), _("Why it is right."))
    otherwise = _said(_("To any other answer"))
    calendar = _said(_("To a person who counted every day"), _("May be left empty."))
    eventday = _said(_("To a person who counted the day of the event"), _("May be left empty."))
    holiday = _said(_("To a person who forgot the bank holiday"), _("May be left empty."))

    class Meta:
        icon = "calendar-alt"
        label = _("Working-day limit")
        group = _("Working-day limit")


class ResponseBlock(blocks.StructBlock):
    """One way to respond to a situation, with the experts' key."""

    text = _text(_("Response"))
    key = blocks.IntegerBlock(
        label=_("The experts’ key"),
        required=False,
        min_value=0,
        max_value=6,
        help_text=_("Rated: 0 (do not do this) to 3 (do this). Ranked: 1 for what comes first."),
    )
    feedback = _said()

    class Meta:
        icon = "group"
        label = _("Response")
        group = _("Situational judgement")


KINDS: list[tuple[str, blocks.Block]] = [
    ("option", OptionBlock()),
    ("pair", PairBlock()),
    ("decoy", DecoyBlock()),
    ("step", StepBlock()),
    ("wording", WordingBlock()),
    ("value", ValueBlock()),
    ("limit", LimitBlock()),
    ("response", ResponseBlock()),
]

FIELDS = {
    "option": "options",
    "pair": "pairs",
    "decoy": "decoys",
    "step": "steps",
    "wording": "answers",
    "value": "answers",
    "limit": "limit",
    "response": "responses",
}
"""The field of a question's data that each kind of block goes into."""


def parts_of(stream: Iterable[Any]) -> dict[str, Any]:
    """The blocks of a question as data, by field. `limit` brings its feedback."""
    found: dict[str, list[Any]] = {name: [] for name in FIELDS.values()}
    for block in stream:
        found[FIELDS[block.block_type]].append(_part(block.block_type, block.value))
    limits = found.pop("limit")
    parts: dict[str, Any] = {name: tuple(values) for name, values in found.items()}
    if limits:
        parts["limit"], parts["feedback"] = limits[0]
    return parts


def paths_of(stream: Iterable[Any]) -> list[tuple[str | int, ...]]:
    """Where each block stands in its question's data: ("pairs", 1); a limit at ("limit",)."""
    paths: list[tuple[str | int, ...]] = []
    for block in stream:
        name = FIELDS[block.block_type]
        number = sum(path[0] == name for path in paths)
        paths.append((name,) if name == "limit" else (name, number))
    return paths


def _part(kind: str, value: Any) -> Any:
    if kind == "decoy":
        return value or ""

    def text(name: str) -> str:
        return value[name] or ""

    if kind == "option":
        return Option(text("text"), text("feedback"), bool(value["correct"]))
    if kind == "pair":
        return Pair(text("text"), text("match"), text("feedback"))
    if kind == "step":
        return Step(text("text"), text("feedback"))
    if kind == "wording":
        return Wording(text("accept"), text("feedback"), bool(value["correct"]))
    if kind == "value":
        right = bool(value["correct"])
        return Value(text("value"), text("feedback"), right, text("tolerance"))
    if kind == "response":
        return Rated(text("text"), value["key"], text("feedback"))
    limit = Limit(value["event"], text("asks"), value["days"], value["until"])
    said = ("right", "otherwise", "calendar", "eventday", "holiday")
    return limit, LimitFeedback(**{name: text(name) for name in said})


def stream_of(text: QuestionText) -> list[tuple[str, Any]]:
    """The same as the editor has it."""
    kind = {"short": "wording", "number": "value"}.get(text.type, "")
    found: list[tuple[str, Any]] = [
        *(("option", _struct(one)) for one in text.options),
        *(("pair", _struct(one)) for one in text.pairs),
        *(("decoy", one) for one in text.decoys),
        *(("step", _struct(one)) for one in text.steps),
        *((kind or _kind_of(one), _struct(one)) for one in text.answers),
        *(("response", _struct(one)) for one in text.responses),
    ]
    if text.limit is not None:
        said = _struct(text.feedback) if text.feedback is not None else {}
        found.append(("limit", {**_struct(text.limit), **said}))
    return found


def _kind_of(answer: Wording | Value) -> str:
    return "wording" if isinstance(answer, Wording) else "value"


def _struct(part: Any) -> Mapping[str, str | bool | int | date | None]:
    return {name: getattr(part, name) for name in part.__dataclass_fields__}
