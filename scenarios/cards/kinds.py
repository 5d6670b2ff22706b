"""What stands in a field of a card: how a value is shown there, and read from there. Pure.

`show` takes whatever a document holds and never raises; `take` reads what was typed. What
`take(show(value))` does not give back is kept beside the field (see `fields`), so that a
document that nobody touches stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from scenarios.cards.naming import name_of
from scenarios.engine import END

# Said of a key that is not to stand in the document.
ABSENT: Final = object()
NEW = "new"
_WHOLE = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True)
class Names:
    """What cards are called in the document, by the id that they have on the page."""

    scenes: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    principles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of field; `blank` is what it shows for nothing."""

    show: Callable[[Any, Names], Any]
    take: Callable[[Any, Names], Any]
    blank: Any = ""


def _plain(text: Any) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else ""


def take_text(text: Any) -> str:
    """Paragraphs: more than one line ends with its last one, as in a file."""
    text = _plain(text)
    return f"{text}\n" if "\n" in text and not text.endswith("\n") else text


def _show_text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return value[:-1] if value.endswith("\n") and take_text(value[:-1]) == value else value


def _show_line(value: Any) -> str:
    return " ".join(value.splitlines()) if isinstance(value, str) else ""


def _required(take: Callable[[Any], Any]) -> Callable[[Any, Names], Any]:
    return lambda shown, _names: take(shown)


def _optional(take: Callable[[Any], Any]) -> Callable[[Any, Names], Any]:
    def taken(shown: Any, _names: Names) -> Any:
        return take(shown) or ABSENT

    return taken


def _take_whole(shown: Any) -> Any:
    text = _plain(str(shown if shown is not None else "")).strip()
    if not text:
        return ABSENT
    return int(text) if _WHOLE.fullmatch(text) else text


def _show_whole(value: Any) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if whole or isinstance(value, str) else ""


def _listed(value: Any, between: str) -> str:
    fits = isinstance(value, list) and all(isinstance(one, (str, int)) for one in value)
    return between.join(map(str, value)) if fits else ""


def _take_lines(shown: Any) -> list[str]:
    return [line.strip() for line in _plain(shown).split("\n") if line.strip()]


def _parts(shown: Any) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", _plain(shown)) if part.strip()]


def _take_numbers(shown: Any) -> list[Any]:
    return [_take_whole(part) for part in _parts(shown)]


def _take_names(shown: Any) -> list[str]:
    return list(dict.fromkeys(name for part in _parts(shown) if (name := name_of(part))))


def _show_principles(value: Any, names: Names) -> list[str]:
    return [one for one in names.principles if one in value] if isinstance(value, list) else []


def _take_ticked(shown: Any) -> list[str]:
    return [one for one in shown or () if isinstance(one, str)]


def _show_refs(value: Any, _names: Names) -> list[dict[str, Any]]:
    fits = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    return [{"type": "item", "id": None, "value": one} for one in value] if fits else []


def _take_refs(shown: Any) -> list[str]:
    found = [one.get("value") if isinstance(one, dict) else one for one in shown or ()]
    return [one for one in found if isinstance(one, str) and one]


def _show_effects(value: Any, names: Names) -> str:
    """As JSON by the variable's card; what an amount changes by is a number, or what was typed."""
    if not isinstance(value, dict):
        return ""
    cards = {name: card for card, name in names.variables.items()}
    known = {cards.get(name, f"variable-{name}"): change for name, change in value.items()}
    return json.dumps(known, ensure_ascii=False) if known else ""


def _take_effects(shown: Any, names: Names) -> dict[str, Any]:
    try:
        found = json.loads(shown) if shown else {}
    except (ValueError, TypeError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    taken: dict[str, Any] = {}
    for card, change in found.items():
        name = names.variables.get(card)
        if name is None:
            continue  # of an amount that was taken away
        number = _take_whole(change) if isinstance(change, (str, int)) else change
        if number is not ABSENT and number is not None:
            taken[name] = number
    return taken


def _show_scene(value: Any, names: Names) -> str:
    if not isinstance(value, str) or not value:
        return ""
    if value == END:
        return END
    cards = {name: card for card, name in names.scenes.items()}
    return cards.get(value, f"scene-{value}")


def _take_scene(shown: Any, names: Names) -> str:
    """Where a choice leads; a card that was taken away is still named, so that it can be said."""
    if shown in (None, "", NEW):
        return ""
    if shown == END:
        return END
    return names.scenes.get(shown, shown.removeprefix("scene-") if shown[:6] == "scene-" else "")


TEXT = Kind(lambda value, _names: _show_text(value), _required(take_text))
TEXT_OR_NONE = Kind(lambda value, _names: _show_text(value), _optional(take_text))
LINE = Kind(lambda value, _names: _show_line(value), _required(_show_line))
LINE_OR_NONE = Kind(lambda value, _names: _show_line(value), _optional(_show_line))
WHOLE = Kind(lambda value, _names: _show_whole(value), _required(_take_whole))
LINES = Kind(lambda value, _names: _listed(value, "\n"), _required(_take_lines))
NUMBERS = Kind(lambda value, _names: _listed(value, ", "), _optional(_take_numbers))
WORDS = Kind(lambda value, _names: _listed(value, ", "), _required(_parts))
PRINCIPLES = Kind(_show_principles, _optional(_take_ticked), blank=[])
NAMES = Kind(lambda value, _names: _listed(value, ", "), _optional(_take_names))
REFS = Kind(_show_refs, _optional(_take_refs), blank=[])
EFFECTS = Kind(_show_effects, _take_effects)
SCENE = Kind(_show_scene, _take_scene)
