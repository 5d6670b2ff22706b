"""A question as data, with all its words. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from assessments.formats.parts import (
    Limit,
    LimitFeedback,
    Option,
    Pair,
    Panel,
    Rated,
    Step,
    Value,
    Wording,
)

USES = ("formative", "counting")
TYPES = (
    "single",
    "multiple",
    "truefalse",
    "matching",
    "ordering",
    "short",
    "number",
    "workingday",
    "judgement",
)
LEVELS = ("recall", "apply", "judge")
MODES = ("rate", "rank")
ASKS = ("date", "days")

PARTS: dict[str, tuple[str, ...]] = {
    "single": ("options",),
    "multiple": ("options",),
    "truefalse": ("options",),
    "matching": ("pairs", "decoys"),
    "ordering": ("steps",),
    "short": ("answers", "otherwise"),
    "number": ("answers", "otherwise", "unit"),
    "workingday": ("limit", "feedback"),
    "judgement": ("mode", "responses", "panel"),
}
"""The keys that belong to each type, beside those that every question has."""

_IN_FIELDS = ("otherwise", "unit", "mode", "panel")


def field_of(name: str) -> str:
    """The field of the editor's form in which a key of a question is written."""
    if any(name in parts for parts in PARTS.values()) and name not in _IN_FIELDS:
        return "options"
    return "panel_who" if name == "panel" else name


# What stood in every question before there were other types. The rest is left out of the data
# where it is empty, so that a question which has not changed is known again by its hash.
_ALWAYS = ("id", "use", "type", "level", "stem", "options", "rationale", "lesson")
_LISTS = ("rights", "cites", "sources")


@dataclass(frozen=True)
class Words:
    """Words of a question with their place: `path` as in its file, `name` for people.

    `kind` is "asked" (the question), "right" or "less" (what may be chosen), "said" (feedback
    and rationale). What is said to a less fitting answer has `to_less`.
    """

    text: str
    name: str
    path: tuple[str | int, ...]
    kind: str
    to_less: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionText:
    """A question with all its words. `cites` are "<edition>/<id>"; `lesson` teaches it.

    Of the parts only those of its type (see `PARTS`) are to be filled.
    """

    id: str
    use: str
    type: str
    level: str
    stem: str
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    decoys: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    answers: tuple[Wording | Value, ...] = ()
    otherwise: str = ""
    unit: str = ""
    limit: Limit | None = None
    feedback: LimitFeedback | None = None
    mode: str = ""
    responses: tuple[Rated, ...] = ()
    panel: Panel | None = None
    rationale: str = ""
    lesson: str = ""
    rights: tuple[int, ...] = ()
    cites: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As JSON data: the same question gives the same data."""
        data = {
            one.name: _plain(getattr(self, one.name))
            for one in fields(self)
            if one.name in (*_ALWAYS, *_LISTS) or getattr(self, one.name)
        }
        if self.type not in ("single", "multiple", "truefalse") and not self.options:
            del data["options"]
        return data

    def words(self) -> Iterator[Words]:
        """Everything that a learner may read of it, in order, each with its place."""
        yield Words(self.stem, "The question", ("stem",), "asked")
        yield from _words_of_choices(self)
        yield from _words_of_written(self)
        yield Words(self.rationale, "The rationale", ("rationale",), "said")


def _words_of_choices(question: QuestionText) -> Iterator[Words]:
    """What can be chosen, with its feedback."""
    for index, option in enumerate(question.options):
        name, path = f"Option {index + 1}", ("options", index)
        kind = "right" if option.correct else "less"
        yield Words(option.text, name, (*path, "text"), kind)
        yield Words(option.feedback, name, (*path, "feedback"), "said", not option.correct)
    for index, pair in enumerate(question.pairs):
        name, path = f"Pair {index + 1}", ("pairs", index)
        yield Words(pair.text, name, (*path, "text"), "right")
        yield Words(pair.match, name, (*path, "match"), "right")
        yield Words(pair.feedback, name, (*path, "feedback"), "said")
    for index, decoy in enumerate(question.decoys):
        yield Words(decoy, f"Decoy {index + 1}", ("decoys", index), "less")
    for index, step in enumerate(question.steps):
        name, path = f"Step {index + 1}", ("steps", index)
        yield Words(step.text, name, (*path, "text"), "right")
        yield Words(step.feedback, name, (*path, "feedback"), "said")
    top = 3 if question.mode == "rate" else 1
    for index, rated in enumerate(question.responses):
        name, path = f"Response {index + 1}", ("responses", index)
        yield Words(rated.text, name, (*path, "text"), "right" if rated.key == top else "less")
        yield Words(rated.feedback, name, (*path, "feedback"), "said", rated.key != top)


def _words_of_written(question: QuestionText) -> Iterator[Words]:
    """What can be written, with its feedback."""
    for index, answer in enumerate(question.answers):
        name, path = f"Answer {index + 1}", ("answers", index)
        kind = "right" if answer.correct else "less"
        if isinstance(answer, Wording):
            yield Words(answer.accept.replace("*", " "), name, (*path, "accept"), kind)
        else:
            figure = f"{answer.value} {question.unit}".strip()
            yield Words(figure, name, (*path, "value"), kind)
        yield Words(answer.feedback, name, (*path, "feedback"), "said", not answer.correct)
    if question.otherwise:
        yield Words(question.otherwise, "Any other answer", ("otherwise",), "said", True)
    if question.feedback is not None:
        for key, text in asdict(question.feedback).items():
            if text:
                name = f"Feedback “{key}”"
                yield Words(text, name, ("feedback", key), "said", key != "right")


@dataclass(frozen=True)
class Bank:
    """A bank of questions of one module, as one file holds it."""

    bank: str
    module: str
    questions: tuple[QuestionText, ...]


def _plain(value: Any) -> Any:
    """A part as JSON data; what may be left out is left out where it is empty."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Option):
        return asdict(value)
    if hasattr(value, "__dataclass_fields__"):
        data = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {key: inner for key, inner in data.items() if inner is not None and inner != ""}
    return value
