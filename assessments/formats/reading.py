"""The parts of a question out of its file, by its type. Pure."""

from collections.abc import Callable
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
from assessments.formats.question import ASKS, MODES, PARTS
from core.yamltext import Path, Reader


def read_parts(reader: Reader, path: Path, kind: str) -> dict[str, Any]:
    """What belongs to a question of this type, by the names of its fields."""
    found: dict[str, Any] = {}
    for name in PARTS[kind]:
        here = (*path, name)
        if name == "answers":
            read = _wording if kind == "short" else _value
            found[name] = tuple(read(reader, one) for one, _item in reader.items(here))
        elif name in _LISTS:
            found[name] = tuple(_LISTS[name](reader, one) for one, _item in reader.items(here))
        elif name in _SINGLE:
            found[name] = _SINGLE[name](reader, here)
    return found


def _option(reader: Reader, path: Path) -> Option:
    reader.mapping(path, required=("text", "feedback"), optional=("correct",))
    return Option(
        text=reader.text((*path, "text")),
        feedback=reader.text((*path, "feedback")),
        correct=reader.flag((*path, "correct")),
    )


def _pair(reader: Reader, path: Path) -> Pair:
    reader.mapping(path, required=("text", "match", "feedback"))
    return Pair(
        text=reader.text((*path, "text")),
        match=reader.text((*path, "match")),
        feedback=reader.text((*path, "feedback")),
    )


def _step(reader: Reader, path: Path) -> Step:
    reader.mapping(path, required=("text", "feedback"))
    return Step(text=reader.text((*path, "text")), feedback=reader.text((*path, "feedback")))


def _wording(reader: Reader, path: Path) -> Wording:
    reader.mapping(path, required=("accept", "feedback"), optional=("correct",))
    return Wording(
        accept=reader.text((*path, "accept")),
        feedback=reader.text((*path, "feedback")),
        correct=reader.flag((*path, "correct")),
    )


def _value(reader: Reader, path: Path) -> Value:
    reader.mapping(path, required=("value", "feedback"), optional=("correct", "tolerance"))
    return Value(
        value=_figure(reader, (*path, "value")),
        feedback=reader.text((*path, "feedback")),
        correct=reader.flag((*path, "correct")),
        tolerance=_figure(reader, (*path, "tolerance")),
    )


def _figure(reader: Reader, path: Path) -> str:
    """A number as text. One with a point stands in quotation marks, so that it stays as written."""
    value = reader.at(path)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        reader.problem(
            path, f"“{value}” should stand in quotation marks, to stay as it is written."
        )
        return ""
    return reader.text(path)


def _limit(reader: Reader, path: Path) -> Limit | None:
    if not reader.mapping(path, required=("event", "asks"), optional=("days", "until")):
        return None
    return Limit(
        event=reader.date((*path, "event")),
        asks=reader.choice((*path, "asks"), ASKS),
        days=reader.number((*path, "days")),
        until=reader.date((*path, "until")),
    )


def _feedback(reader: Reader, path: Path) -> LimitFeedback | None:
    slips = ("calendar", "eventday", "holiday")
    if not reader.mapping(path, required=("right", "otherwise"), optional=slips):
        return None
    return LimitFeedback(
        **{name: reader.text((*path, name)) for name in ("right", "otherwise", *slips)}
    )


def _rated(reader: Reader, path: Path) -> Rated:
    reader.mapping(path, required=("text", "key", "feedback"))
    return Rated(
        text=reader.text((*path, "text")),
        key=reader.number((*path, "key")),
        feedback=reader.text((*path, "feedback")),
    )


def _panel(reader: Reader, path: Path) -> Panel | None:
    if reader.at(path) is None:
        return None
    if not reader.mapping(
        path, required=("who", "on", "people", "agreement"), optional=("measure",)
    ):
        return None
    return Panel(
        who=reader.text((*path, "who")),
        on=reader.date((*path, "on")),
        people=reader.number((*path, "people")),
        agreement=_agreement(reader, (*path, "agreement")),
        measure=reader.text((*path, "measure")),
    )


def _agreement(reader: Reader, path: Path) -> float | None:
    """A number from 0 to 1 with at most three places."""
    value = reader.at(path)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        reader.problem(path, f"“{value}” should be a number from 0 to 1, such as 0.8.")
        return None
    if round(value, 3) != value:
        reader.problem(path, "Give at most three places after the point.")
    return float(value)


_LISTS: dict[str, Callable[[Reader, Path], Any]] = {
    "options": _option,
    "pairs": _pair,
    "decoys": lambda reader, path: reader.text(path),
    "steps": _step,
    "responses": _rated,
}
_SINGLE: dict[str, Callable[[Reader, Path], Any]] = {
    "otherwise": lambda reader, path: reader.text(path),
    "unit": lambda reader, path: reader.text(path),
    "limit": _limit,
    "feedback": _feedback,
    "mode": lambda reader, path: reader.choice(path, MODES),
    "panel": _panel,
}
