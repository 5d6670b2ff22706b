"""A document as cards. Pure.

The cards are the raw value of the editor's blocks: mappings by field, and lists of
`{"type": "item", "id": …, "value": …}`, where the id says which part of the document it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scenarios.cards import fields
from scenarios.cards.fields import same, show
from scenarios.cards.kinds import Names
from scenarios.cards.taking import PARTS, to_document

Cards = dict[str, Any]
Item = dict[str, Any]
# Beyond these a browser grows slow, and the text is the better way.
MOST_SCENES, MOST_CHOICES = 60, 250


def to_cards(document: Mapping[str, Any], principles: Iterable[str] = ()) -> Cards | None:
    """The document as cards; None when they could not give it back exactly as it is.

    `principles` are those that can be ticked.
    """
    if not _has_cards(document):
        return None
    names = Names(
        scenes={f"scene-{one['id']}": one["id"] for one in document["scenes"]},
        variables={f"variable-{one['id']}": one["id"] for one in document["variables"]},
        principles=tuple(principles),
    )
    cards = _head(document, names)
    again = to_document(cards, id=document["id"], principles=names.principles)
    return cards if same(again, document) else None


def _has_cards(document: Mapping[str, Any]) -> bool:
    """Whether every part that gets a card of its own is there and has an id."""
    named: list[tuple[str, Any]] = [
        (key, document.get(key)) for key in ("variables", "scenes", "endings")
    ]
    if not isinstance(document.get("id"), str) or not all(_are_parts(*one) for one in named):
        return False
    choices = [scene.get("choices") for scene in document["scenes"]]
    if not all(_are_parts("choices", some) for some in choices):
        return False
    named.append(("choices", [one for some in choices for one in some]))
    if any(len({part["id"] for part in parts}) < len(parts) for _key, parts in named):
        return False
    other = document.get("alternative")
    if other is not None and not isinstance(other, dict):
        return False
    count = sum(len(some) for some in choices)
    return len(document["scenes"]) <= MOST_SCENES and count <= MOST_CHOICES


def _are_parts(key: str, parts: Any) -> bool:
    form = PARTS[key].form
    return isinstance(parts, list) and all(
        isinstance(part, dict) and isinstance(part.get("id"), str) and form.fullmatch(part["id"])
        for part in parts
    )


def _head(document: Mapping[str, Any], names: Names) -> Cards:
    other = document.get("alternative") or {}
    head = {key: value for key, value in document.items() if key not in fields.OWN}
    scenes, endings = _texts(other, "scenes"), _texts(other, "endings")
    return {
        **show(head, fields.HEAD, names),
        "person": show(document.get("person"), fields.PERSON, names),
        "content_note": show(document.get("content_note"), fields.NOTE, names),
        "alternative": _other(other, fields.OTHER_HEAD, names, ("scenes", "endings")),
        "variables": [
            _item("variable", one["id"], show(one, fields.VARIABLE, names))
            for one in document["variables"]
        ],
        "scenes": [_scene(one, scenes.get(one["id"]), names) for one in document["scenes"]],
        "endings": [
            _item(
                "ending",
                one["id"],
                {
                    **show(one, fields.ENDING, names),
                    "other": _other(endings.get(one["id"]), fields.OTHER_ENDING, names),
                },
            )
            for one in document["endings"]
        ],
    }


def _scene(scene: Mapping[str, Any], other: Any, names: Names) -> Item:
    variants = scene.get("variants")
    texts = _texts(other, "choices")
    card = {
        **show(scene, fields.SCENE, names),
        "variants": [
            {"type": "item", "id": None, "value": show(one, fields.VARIANT, names)}
            for one in (variants if isinstance(variants, list) else ())
        ],
        "choices": [
            _item(
                "choice",
                choice["id"],
                {
                    **show(choice, fields.CHOICE, names),
                    "new_scene": "",
                    "other": _other(texts.get(choice["id"]), fields.OTHER_CHOICE, names),
                },
            )
            for choice in scene["choices"]
        ],
        "other": _other(other, fields.OTHER_SCENE, names, ("choices",)),
    }
    return _item("scene", scene["id"], card)


def _item(kind: str, name: str, card: Cards) -> Item:
    return {"type": "item", "id": f"{kind}-{name}", "value": card}


def _texts(other: Any, key: str) -> Mapping[str, Any]:
    found = other.get(key) if isinstance(other, Mapping) else None
    return found if isinstance(found, dict) else {}


def _other(
    other: Any, specs: fields.Fields, names: Names, own: tuple[str, ...] = ()
) -> dict[str, Any]:
    return show(other, specs, names, own=own)
