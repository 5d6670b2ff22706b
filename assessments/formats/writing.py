"""The parts of a question into its file. Pure."""

from dataclasses import fields
from typing import Any

from assessments.formats.question import PARTS, QuestionText
from core.yamltext import Quoted

# Numbers that are written as such where that keeps them as they are.
_FIGURES = ("value", "tolerance")
# Words that are no sentences: written without quotation marks where they need none.
_CODES = ("mode", "asks")


def written_parts(question: QuestionText) -> dict[str, Any]:
    """What belongs to a question's type as `dump` takes it."""
    return {name: _written(name, getattr(question, name)) for name in PARTS[question.type]}


def _written(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written("", one) for one in value]
    if isinstance(value, str):
        if name in _FIGURES:
            return _figure(value)
        return value if name in _CODES or not value else Quoted(value)
    if isinstance(value, bool):
        return value or None
    if hasattr(value, "__dataclass_fields__"):
        return {one: _written(one, getattr(value, one)) for one in _order(value)}
    return value


def _order(part: Any) -> list[str]:
    """The keys of a part as they are written: what is said to it comes last."""
    names = [one.name for one in fields(part)]
    return sorted(names, key=lambda name: name == "feedback")


def _figure(value: str) -> Any:
    digits = value.removeprefix("-")
    plain = digits.isascii() and digits.isdigit() and len(digits) <= 15 and str(int(value)) == value
    return int(value) if plain else Quoted(value) if value else None
