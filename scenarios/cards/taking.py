"""Cards as a document, with ids for what has none yet. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.cards import fields
from scenarios.cards.fields import take
from scenarios.cards.kinds import NEW, Names
from scenarios.cards.naming import free_name, slug_of
from scenarios.engine import END

Item = Mapping[str, Any]
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Part:
    """A kind of part that has cards: the form of its ids, and what a new id is made of."""

    kind: str
    form: re.Pattern[str]
    made_of: str
    otherwise: str


PARTS = {
    "variables": Part("variable", _NAME, "name", "amount"),
    "scenes": Part("scene", _ID, "title", "scene"),
    "choices": Part("choice", _ID, "text", "choice"),
    "endings": Part("ending", _ID, "title", "ending"),
}


def to_document(
    cards: Mapping[str, Any], *, id: str, principles: Iterable[str] = ()
) -> dict[str, Any]:
    """The document that the cards say. Parts keep the ids that they had; new ones are given one,
    and a choice that leads to a new scene makes it, right after its own."""
    return _Taking(cards, id, tuple(principles)).document()


def scene_ids(cards: Mapping[str, Any]) -> dict[str, str]:
    """By the id of a scene's card on the page: the id that it has in the document."""
    items = list(_items(cards, "scenes"))
    return _by_card(items, _named("scenes", items, {END}))


@dataclass
class _Taking:
    cards: Mapping[str, Any]
    id: str
    principles: tuple[str, ...]
    names: Names = field(init=False)
    scene_ids: list[str] = field(init=False)
    variable_ids: list[str] = field(init=False)
    # In the order of the scenes, and in them of the choices.
    choice_ids: Iterator[str] = field(init=False)
    other_scenes: dict[str, Any] = field(default_factory=dict)
    # New scenes that choices ask for, by their titles in small letters.
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        flags = take({"flags": self.cards.get("flags")}, {"flags": fields.HEAD["flags"]}, Names())
        self.scenes = list(_items(self.cards, "scenes"))
        self.variables = list(_items(self.cards, "variables"))
        self.scene_ids = _named("scenes", self.scenes, {END})
        self.variable_ids = _named("variables", self.variables, set(flags.get("flags", ())))
        self.names = Names(
            scenes=_by_card(self.scenes, self.scene_ids),
            variables=_by_card(self.variables, self.variable_ids),
            principles=self.principles,
        )
        choices = [one for scene in self.scenes for one in _items(scene["value"], "choices")]
        self.choice_ids = iter(_named("choices", choices, ()))

    def document(self) -> dict[str, Any]:
        """All of it."""
        head = take(self.cards, fields.HEAD, self.names)
        scenes = [
            part
            for item, name in zip(self.scenes, self.scene_ids, strict=True)
            for part in self._scene(item["value"], name)
        ]
        endings, other_endings = self._endings()
        document = {
            "id": self.id,
            **head,
            "person": take(self.cards.get("person"), fields.PERSON, self.names),
            "content_note": take(self.cards.get("content_note"), fields.NOTE, self.names),
            "variables": [
                {"id": name, **take(item["value"], fields.VARIABLE, self.names)}
                for item, name in zip(self.variables, self.variable_ids, strict=True)
            ],
            "scenes": scenes,
            "endings": endings,
        }
        _declare(document)
        other = take(self.cards.get("alternative"), fields.OTHER_HEAD, self.names)
        if self.other_scenes:
            other["scenes"] = self.other_scenes
        if other_endings:
            other["endings"] = other_endings
        return {**document, "alternative": other} if other else document

    def _scene(self, card: Item, name: str) -> Iterator[dict[str, Any]]:
        """A scene, and after it the scenes that its choices ask for."""
        scene = {"id": name, **take(card, fields.SCENE, self.names)}
        variants = [
            take(one["value"], fields.VARIANT, self.names) for one in _items(card, "variants")
        ]
        if variants:
            scene["variants"] = variants
        new: list[dict[str, Any]] = []
        texts: dict[str, Any] = {}
        scene["choices"] = []
        for one in _items(card, "choices"):
            choice = {
                "id": next(self.choice_ids),
                **take(one["value"], fields.CHOICE, self.names),
            }
            if one["value"].get("next") == NEW:
                choice["next"] = self._new_scene(one["value"].get("new_scene"), new)
            scene["choices"].append(choice)
            text = take(one["value"].get("other"), fields.OTHER_CHOICE, self.names)
            if text:
                texts[choice["id"]] = text
        other = take(card.get("other"), fields.OTHER_SCENE, self.names)
        if texts:
            other["choices"] = texts
        if other:
            self.other_scenes[name] = other
        yield scene
        yield from new

    def _new_scene(self, title: Any, new: list[dict[str, Any]]) -> str:
        """The id of the scene with this title, which is made when there is none; "" without one."""
        title = " ".join(str(title or "").split())
        if not title:
            return ""
        for item, name in zip(self.scenes, self.scene_ids, strict=True):
            if _title(item).casefold() == title.casefold():
                return name
        made = self.made.get(title.casefold())
        if made is None:
            taken = {END, *self.scene_ids, *(one["id"] for one in self.made.values())}
            made = empty_scene(slug_of(title, taken, otherwise="scene"), title)
            self.made[title.casefold()] = made
            new.append(made)
        return str(made["id"])

    def _endings(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        endings, texts = [], {}
        items = list(_items(self.cards, "endings"))
        for item, name in zip(items, _named("endings", items, ()), strict=True):
            endings.append({"id": name, **take(item["value"], fields.ENDING, self.names)})
            other = take(item["value"].get("other"), fields.OTHER_ENDING, self.names)
            if other:
                texts[name] = other
        return endings, texts


def empty_scene(name: str, title: str) -> dict[str, Any]:
    """A scene that is still to be written."""
    return {"id": name, "title": title, "speaker": "Narrator", "text": "", "choices": []}


def _title(item: Item) -> str:
    return " ".join(str(item["value"].get("title") or "").split())


def _items(cards: Any, key: str) -> Iterator[Item]:
    found = cards.get(key) if isinstance(cards, Mapping) else None
    for item in found or ():
        if isinstance(item, Mapping) and isinstance(item.get("value"), Mapping):
            yield item


def _named(key: str, items: Iterable[Item], taken: Collection[str]) -> list[str]:
    """The id in the document of each card: its own, or a new one that nothing else has.

    Two cards with one id on the page are two parts: the first keeps it.
    """
    part, items = PARTS[key], list(items)
    names: list[str] = []
    for item in items:
        own = str(item.get("id") or "").removeprefix(f"{part.kind}-")
        kept = own != item.get("id") and part.form.fullmatch(own) and own not in names
        names.append(own if kept else "")
    used = {*taken, *names}
    make = free_name if key == "variables" else slug_of
    for place, item in enumerate(items):
        if not names[place]:
            text = str(item["value"].get(part.made_of) or "")
            names[place] = make(text, used, otherwise=part.otherwise)
            used.add(names[place])
    return names


def _by_card(items: Iterable[Item], names: Iterable[str]) -> dict[str, str]:
    """By the id of a card on the page: what it is called in the document."""
    found: dict[str, str] = {}
    for item, name in zip(items, names, strict=True):
        found.setdefault(str(item.get("id")), name)
    return found


def _declare(document: dict[str, Any]) -> None:
    """What a choice remembers is known to the scenario, without being declared beforehand."""
    flags = document.get("flags", [])
    if not isinstance(flags, list):
        return
    amounts = {one["id"] for one in document["variables"]}
    choices = [choice for scene in document["scenes"] for choice in scene["choices"]]
    said = [
        name
        for choice in choices
        if isinstance(choice.get("set"), list)
        for name in choice["set"]
        if isinstance(name, str)
    ]
    new = [name for name in dict.fromkeys(said) if name not in flags and name not in amounts]
    if new:
        document["flags"] = [*flags, *new]
