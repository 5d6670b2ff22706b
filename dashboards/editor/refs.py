"""Citations in what editors write, whatever it is kept as. Pure.

A lesson keeps its blocks, a scenario and an exercise their documents, a question its fields: all
of it JSON in which `cites` (and in exercises `limit`) holds references such as "2020/r6-bail".
What stands under `history` or `coming` is marked, and so is a block with such a flag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

CITING = ("cites", "limit")
MARKS = ("history", "coming")
_TAGS = re.compile(r"<[^>]+>")
_SAID = ("title", "caption", "say", "text", "stem", "prompt", "event", "task", "question", "alt")
LONGEST = 70


def refs_in(value: Any) -> Iterator[str]:
    """What is cited as holding today, in order, repetitions included."""
    if isinstance(value, Mapping):
        if any(value.get(mark) is True for mark in MARKS):
            return
        for key in CITING:
            found = value.get(key)
            for ref in found if isinstance(found, list) else [found]:
                if isinstance(ref, str) and "/" in ref:
                    yield ref
        for key, inner in value.items():
            if key not in (*CITING, *MARKS):
                yield from refs_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from refs_in(inner)


def marked_in(value: Any) -> Iterator[str]:
    """What is cited as history, or as something to come."""
    if isinstance(value, Mapping):
        marked = any(value.get(mark) is True for mark in MARKS)
        for key, inner in value.items():
            if key in MARKS and isinstance(inner, list):
                yield from (ref for ref in inner if isinstance(ref, str))
            elif key in CITING and marked:
                yield from refs_in({key: inner})
            elif marked:
                yield from refs_in(inner)
            else:
                yield from marked_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from marked_in(inner)


def replaced(value: Any, turned: Mapping[str, str]) -> Any:
    """The same with other references, where they are cited as holding today."""
    if isinstance(value, Mapping):
        if any(value.get(mark) is True for mark in MARKS):
            return value
        return {
            key: _turned(inner, turned)
            if key in CITING
            else inner
            if key in MARKS
            else replaced(inner, turned)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [replaced(inner, turned) for inner in value]
    return value


def _turned(value: Any, turned: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return turned.get(value, value)
    if isinstance(value, list) and any(isinstance(one, str) and one in turned for one in value):
        # Two that have become one are named once.
        return list(dict.fromkeys(turned.get(one, one) for one in value))
    return value


def said(value: Any) -> str:
    """What a passage says, in a few words, as an editor would look for it."""
    if isinstance(value, str):
        return _short(value)
    if isinstance(value, Mapping):
        found = next((value[key] for key in _SAID if isinstance(value.get(key), str)), "")
        return _short(found)
    return ""


def _short(text: str) -> str:
    plain = " ".join(_TAGS.sub(" ", text).split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 3].rsplit(" ", 1)[0] + "…"
