"""Which fields each card has, and a part of a document as the fields of a card. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from scenarios.cards import kinds
from scenarios.cards.kinds import ABSENT, Kind, Names

Fields = Mapping[str, Kind]

HEAD: Fields = {
    "title": kinds.LINE,
    "summary": kinds.TEXT,
    "minutes": kinds.WHOLE,
    "audience": kinds.TEXT,
    "setting": kinds.TEXT,
    "aims": kinds.LINES,
    "rights": kinds.NUMBERS,
    "principles": kinds.PRINCIPLES,
    "reflection": kinds.TEXT_OR_NONE,
    "flags": kinds.NAMES,
    "start": kinds.SCENE,
}
PERSON: Fields = {"name": kinds.LINE, "about": kinds.TEXT}
NOTE: Fields = {
    "strength": kinds.LINE,
    "topics": kinds.WORDS,
    "note": kinds.TEXT,
    "minutes": kinds.WHOLE,
}
VARIABLE: Fields = {
    "name": kinds.LINE,
    "start": kinds.WHOLE,
    "min": kinds.WHOLE,
    "max": kinds.WHOLE,
}
SCENE: Fields = {
    "title": kinds.LINE,
    "speaker": kinds.LINE,
    "text": kinds.TEXT,
    "picture": kinds.LINE_OR_NONE,
}
VARIANT: Fields = {"when": kinds.LINE, "text": kinds.TEXT}
CHOICE: Fields = {
    "when": kinds.LINE_OR_NONE,
    "text": kinds.TEXT,
    "consequence": kinds.TEXT,
    "feeling": kinds.LINE,
    "effects": kinds.EFFECTS,
    "set": kinds.NAMES,
    "grade": kinds.LINE,
    "rights": kinds.NUMBERS,
    "principles": kinds.PRINCIPLES,
    "cites": kinds.REFS,
    "why": kinds.TEXT,
    "next": kinds.SCENE,
}
ENDING: Fields = {
    "when": kinds.LINE_OR_NONE,
    "title": kinds.LINE,
    "band": kinds.LINE,
    "text": kinds.TEXT,
    "stronger": kinds.TEXT,
}
# The second telling of each part: what is left empty is told as in the first.
OTHER_HEAD: Fields = {"setting": kinds.TEXT_OR_NONE, "summary": kinds.TEXT_OR_NONE}
OTHER_SCENE: Fields = {
    "title": kinds.LINE_OR_NONE,
    "text": kinds.TEXT_OR_NONE,
    "picture": kinds.LINE_OR_NONE,
}
OTHER_CHOICE: Fields = dict.fromkeys(("text", "consequence", "feeling", "why"), kinds.TEXT_OR_NONE)
OTHER_ENDING: Fields = {
    "title": kinds.LINE_OR_NONE,
    "text": kinds.TEXT_OR_NONE,
    "stronger": kinds.TEXT_OR_NONE,
}
# Keys that have cards of their own, and are never kept beside the fields.
OWN = {
    *("id", "variables", "scenes", "endings", "person", "content_note", "alternative"),
    *("variants", "choices"),
}


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same in JSON, where 1, 1.0 and true are three things."""
    if one is ABSENT or other is ABSENT:
        return one is other
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def show(part: Any, fields: Fields, names: Names, *, own: Collection[str] = OWN) -> dict[str, Any]:
    """A part of a document in the fields of its card, and in `rest` what they cannot say."""
    part = part if isinstance(part, dict) else {}
    shown: dict[str, Any] = {}
    kept: dict[str, Any] = {
        key: value for key, value in part.items() if key not in fields and key not in own
    }
    without: list[str] = []
    for key, kind in fields.items():
        shown[key] = kind.show(part[key], names) if key in part else kind.blank
        taken = kind.take(shown[key], names)
        if key not in part:
            if taken is not ABSENT:
                without.append(key)
        elif not same(taken, part[key]):
            kept[key] = part[key]
    rest = {name: value for name, value in (("kept", kept), ("without", without)) if value}
    return {**shown, "rest": json.dumps(rest, ensure_ascii=False) if rest else ""}


def take(card: Any, fields: Fields, names: Names) -> dict[str, Any]:
    """The part of the document that a card says. The opposite of `show`."""
    card = card if isinstance(card, dict) else {}
    kept, without = _rest(card.get("rest"))
    part: dict[str, Any] = {}
    for key, kind in fields.items():
        taken = kind.take(card.get(key, kind.blank), names)
        if key in kept and same(taken, kind.take(kind.show(kept[key], names), names)):
            part[key] = kept[key]
        elif key in without and same(taken, kind.take(kind.blank, names)):
            continue
        elif taken is not ABSENT:
            part[key] = taken
    unknown = {key: kept[key] for key in kept if key not in fields and key not in OWN}
    return {**part, **unknown}


def _rest(text: Any) -> tuple[dict[str, Any], list[str]]:
    try:
        rest = json.loads(text) if text else {}
    except (ValueError, TypeError, RecursionError):
        rest = {}
    rest = rest if isinstance(rest, dict) else {}
    kept, without = rest.get("kept"), rest.get("without")
    return kept if isinstance(kept, dict) else {}, without if isinstance(without, list) else []
