"""What is in an exercise's document, whatever its kind: what it cites, and what it says. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.yamltext import Path


@dataclass(frozen=True)
class Cited:
    """A passage of an exercise and one thing that it cites.

    `passage` is the way of ids to it, as "christmas/unit"; `path` is its place in the document.
    """

    passage: str
    ref: str
    history: bool
    coming: bool
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
    history, coming = bool(value.get("history")), bool(value.get("coming"))
    refs = value.get("cites")
    named = [(("cites", n), ref) for n, ref in enumerate(refs if isinstance(refs, list) else ())]
    named += [(("limit",), value["limit"])] if "limit" in value else []
    for place, ref in named:
        if isinstance(ref, str):
            yield Cited(passage, ref, history, coming, (*path, *place))
    for key, inner in value.items():
        if key not in ("cites", "links"):
            here = f"{passage}/{key}" if key == "alternative" and passage else passage
            here = "alternative" if key == "alternative" and not passage else here
            yield from _cited(inner, here, (*path, key))


# Keys whose texts are names and marks, not words that anybody reads.
_NAMES = {
    *("slug", "id", "kind", "strength", "group", "on", "limit", "starts", "cites", "links"),
    *("choice", "answer", "due", "who", "reviewers", "agreed", "people_ids"),
}
# Words that stand there to be looked at as an example of what not to write.
_SPECIMENS = {"log", "words", "specimen"}


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
