"""What is in an exercise's document, whatever its kind: what it cites, and what it says. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.yamltext import Path
from exercises.kinds.form import CITING


@dataclass(frozen=True)
class Cited:
    """A passage of an exercise and one thing that it cites.

    `passage` is the way of ids to it, as "christmas/unit"; `mark` is "history", "coming" or
    empty; `path` is its place in the document.
    """

    passage: str
    ref: str
    mark: str
    path: Path


def cited(document: Mapping[str, Any]) -> list[Cited]:
    """All that a document cites, in its order."""
    return list(_cited(document, "", ()))


def _cited(value: Any, passage: str, path: Path) -> Iterator[Cited]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _cited(item, passage, (*path, index))
    if not isinstance(value, Mapping):
        return
    own = value.get("id")
    if isinstance(own, str):
        passage = f"{passage}/{own}" if passage else own
    if isinstance(value.get("limit"), str):
        yield Cited(passage, value["limit"], "", (*path, "limit"))
    for mark in CITING.split():
        refs = value.get(mark)
        for number, ref in enumerate(refs if isinstance(refs, list) else ()):
            if isinstance(ref, str):
                yield Cited(passage, ref, "" if mark == "cites" else mark, (*path, mark, number))
    for key, inner in value.items():
        if key not in (*CITING.split(), "links"):
            here = f"{passage}/{key}" if key == "alternative" and passage else passage
            here = "alternative" if key == "alternative" and not passage else here
            yield from _cited(inner, here, (*path, key))


# What a thing is called, the first of these that it has.
_CALLED = ("title", "name", "text", "ask", "words")


def called(document: Mapping[str, Any], passage: str) -> str:
    """What a passage is called, from outside in: "Before a bank holiday: The court’s clock".

    The title of the exercise where the passage is no more in the document.
    """
    names: list[str] = []
    here: Any = document
    for step in passage.split("/") if passage else ():
        here = here.get(step) if step == "alternative" else _with_id(here, step)
        if here is None:
            return str(document.get("title", ""))
        name = next((str(here[key]) for key in _CALLED if here.get(key)), "")
        names += [" ".join(name.split())] if name else []
    return ": ".join(names) or str(document.get("title", ""))


def _with_id(value: Any, name: str) -> Any:
    """The first thing of this id inside a value; None when there is none."""
    for inner in _inside(value):
        if isinstance(inner, Mapping) and inner.get("id") == name:
            return inner
        found = _with_id(inner, name)
        if found is not None:
            return found
    return None


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from (inner for key, inner in value.items() if key != "alternative")
    elif isinstance(value, list):
        yield from value


# Keys whose texts are names and marks, not words that anybody reads.
_NAMES = {
    *(
        "slug",
        "id",
        "kind",
        "strength",
        "group",
        "day",
        "limit",
        "starts",
        "links",
        *CITING.split(),
    ),
    *("choice", "due", "who", "reviewers", "agreed", "withheld", "last"),
}
# Words that stand there to be looked at as an example of what not to write.
_SPECIMENS = {"log", "words", "avoid"}


def says(document: Mapping[str, Any], *, specimens: bool = False) -> list[tuple[Path, str]]:
    """Every text that people read, with its place. Log entries to be rewritten only if asked for."""
    hidden = _NAMES if specimens else _NAMES | _SPECIMENS
    return list(_says(document, (), hidden))


def _says(value: Any, path: Path, hidden: set[str]) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in hidden:
                yield from _says(inner, (*path, key), hidden)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _says(item, (*path, index), hidden)
