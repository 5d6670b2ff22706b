"""A half-written scenario as a graph that can be drawn and searched. Pure.

What is missing or cannot be read is left out, and what is left out is said elsewhere: an editor
is to see the picture grow from the first card on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from scenarios.conditions import Condition, ConditionError, parse
from scenarios.engine import END, Choice, Ending, Graph, Scene, Variable, Variant

_LEAST, _MOST = -8, 8
_WIDEST = 1000


@dataclass(frozen=True)
class Sketch:
    """The graph as far as it can be read, and the choices (by scene) that lead nowhere yet."""

    graph: Graph
    nowhere: Mapping[str, tuple[str, ...]]


def sketch(document: Mapping[str, Any]) -> Sketch | None:
    """The graph of a draft; None while there is no scene."""
    scenes = {one["id"]: one for one in _parts(document.get("scenes"))}
    if not scenes:
        return None
    variables = tuple(_variable(one) for one in _parts(document.get("variables")))
    flags = tuple(one for one in _list(document.get("flags")) if isinstance(one, str))
    reading = _Reading({one.id for one in variables}, set(flags), set(scenes))
    start = _text(document.get("start"))
    graph = Graph(
        id=str(document.get("id", "")),
        variables=variables,
        flags=flags,
        start=start if start in scenes else next(iter(scenes)),
        scenes={name: reading.scene(one) for name, one in scenes.items()},
        endings=tuple(reading.ending(one) for one in _parts(document.get("endings"))),
    )
    return Sketch(graph, {name: ids for name, ids in reading.nowhere.items() if ids})


class _Reading:
    """Reads parts with the names that there are."""

    def __init__(self, variables: set[str], flags: set[str], scenes: set[str]) -> None:
        self.variables, self.flags, self.scenes = variables, flags, scenes
        self.nowhere: dict[str, tuple[str, ...]] = {}

    def scene(self, part: Mapping[str, Any]) -> Scene:
        """A scene with those of its choices that lead somewhere."""
        choices = [self.choice(one) for one in _parts(part.get("choices"))]
        leads = [one for one in choices if one.next == END or one.next in self.scenes]
        self.nowhere[part["id"]] = tuple(one.id for one in choices if one not in leads)
        variants = [
            Variant(when, _text(one.get("text")))
            for one in _list(part.get("variants"))
            if isinstance(one, dict) and (when := self.condition(one.get("when")))
        ]
        return Scene(
            id=part["id"],
            title=_text(part.get("title")) or part["id"],
            speaker=_text(part.get("speaker")),
            text=_text(part.get("text")),
            choices=tuple(leads),
            variants=tuple(variants),
            picture=_text(part.get("picture")),
        )

    def choice(self, part: Mapping[str, Any]) -> Choice:
        """A choice; an unknown grade counts as partial."""
        effects = part.get("effects")
        known = effects.items() if isinstance(effects, dict) else ()
        grade = part.get("grade")
        return Choice(
            id=part["id"],
            text=_text(part.get("text")),
            consequence=_text(part.get("consequence")),
            feeling=_text(part.get("feeling")),
            next=_text(part.get("next")),
            grade=grade if grade in ("best", "partial", "poor") else "partial",
            why=_text(part.get("why")),
            effects=tuple(
                (name, change)
                for name, change in known
                if name in self.variables and _is_whole(change)
            ),
            sets=tuple(one for one in _list(part.get("set")) if one in self.flags),
            when=self.condition(part.get("when")),
            principles=tuple(one for one in _list(part.get("principles")) if isinstance(one, str)),
            cites=tuple(one for one in _list(part.get("cites")) if isinstance(one, str)),
        )

    def ending(self, part: Mapping[str, Any]) -> Ending:
        """An ending."""
        return Ending(
            id=part["id"],
            title=_text(part.get("title")) or part["id"],
            band=_text(part.get("band")),
            text=_text(part.get("text")),
            stronger=_text(part.get("stronger")),
            when=self.condition(part.get("when")),
        )

    def condition(self, text: Any) -> Condition | None:
        """A condition that can be read and knows what it names; otherwise none."""
        if not isinstance(text, str) or not text:
            return None
        try:
            found = parse(text)
        except ConditionError:
            return None
        fits = found.flags <= self.flags and found.variables <= self.variables
        return found if fits else None


def _variable(part: Mapping[str, Any]) -> Variable:
    least, most = _whole(part.get("min"), _LEAST), _whole(part.get("max"), _MOST)
    if not least <= most:
        least, most = _LEAST, _MOST
    start = max(least, min(most, _whole(part.get("start"), 0)))
    return Variable(part["id"], _text(part.get("name")) or part["id"], start, least, most)


def _whole(value: Any, otherwise: int) -> int:
    return value if _is_whole(value) else otherwise


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _WIDEST


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _parts(value: Any) -> Iterator[Mapping[str, Any]]:
    for part in _list(value):
        if isinstance(part, dict) and isinstance(part.get("id"), str):
            yield part
