"""What is the matter with a scenario as an editor is told: where it is, and what to do.

The same checks as for a file, with their places: the path in the document, words that name the
scene and the choice, and the card that a link leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.yamltext import Path, Reader
from scenarios.cardsform import CARDS
from scenarios.exploring import LIMIT, Exploration, explore
from scenarios.formats.checking import FormCheck
from scenarios.formats.scenario import place_of
from scenarios.graph import findings
from scenarios.sketching import Sketch, sketch

_EMPTY = re.compile(r"“(\w+)” is (?:empty|missing)\.")
_KINDS = {"scenes": "scene", "choices": "choice", "endings": "ending", "variables": "variable"}
_SHORT = 40  # letters of a choice that names it


@dataclass(frozen=True)
class Fault:
    """One thing to mend, or (when it is no error) to look at."""

    path: Path
    where: str
    message: str
    card: str
    error: bool = True

    @property
    def place(self) -> str:
        """The link to its card or field."""
        return f"#{self.card}"

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass(frozen=True)
class Checked:
    """A draft that was looked through: its graph as far as there is one, and its faults."""

    sketch: Sketch | None
    found: Exploration | None
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> list[Fault]:
        """What keeps it from learners."""
        return [fault for fault in self.faults if fault.error]

    @property
    def warnings(self) -> list[Fault]:
        """What may stay as it is."""
        return [fault for fault in self.faults if not fault.error]


@dataclass
class _Noting(Reader):
    """Notes the place of each problem, which a file would turn into a line."""

    noted: list[tuple[Path, str]] = field(default_factory=list)

    def problem(self, path: Path, message: str) -> None:
        """Note a mistake in the value at `path`."""
        self.noted.append((path, message))


def look_through(document: Mapping[str, Any], limit: int = LIMIT) -> Checked:
    """Everything that is the matter with a draft, in its form and in its graph."""
    reader = _Noting(data=document, lines={}, file="")
    FormCheck(reader).document()
    faults = [_form_fault(document, path, message) for path, message in reader.noted]
    drawn = sketch(document)
    if drawn is None:
        return Checked(None, None, tuple(faults))
    astray = list(_astray(document, drawn))
    found = explore(drawn.graph, limit)
    if not astray and not drawn.nowhere:
        for finding in findings(drawn.graph, found):
            path = place_of(document, finding)
            where = _named_choice(document, path) if finding.choice else ""
            words = _(finding.message) % finding.params
            faults.append(Fault(path, where, words, card_of(document, path), finding.error))
    return Checked(drawn, found, (*faults, *astray))


def _astray(document: Mapping[str, Any], drawn: Sketch) -> Iterator[Fault]:
    """Arrows that lead nowhere, but for those that were not drawn yet: the form says these."""
    start = document.get("start")
    if isinstance(start, str) and start and start not in drawn.graph.scenes:
        words = _("It begins at “%(scene)s”, which is no scene any more.") % {"scene": start}
        yield Fault(("start",), "", words, card_of(document, ("start",)))
    for number, scene in enumerate(document["scenes"]):
        part = scene if isinstance(scene, dict) else {}
        lost = drawn.nowhere.get(str(part.get("id")), ())
        choices = part.get("choices") if lost else ()
        for index, choice in enumerate(choices or ()):
            name = isinstance(choice, dict) and choice.get("id") in lost and choice.get("next")
            if isinstance(name, str) and name:
                path: Path = ("scenes", number, "choices", index, "next")
                words = _("This choice leads to “%(next)s”, which is no scene any more.")
                words = f"{words % {'next': name}} {_('Choose what comes next.')}"
                yield Fault(path, where_of(document, path), words, card_of(document, path))


def _form_fault(document: Mapping[str, Any], path: Path, message: str) -> Fault:
    empty = _EMPTY.fullmatch(message)
    if empty:
        path = path if path[-1:] == (empty[1],) else (*path, empty[1])
        message = (
            _("Choose what comes next.")
            if empty[1] == "next"
            else _("Fill in “%(field)s”.") % {"field": label_of(path)}
        )
    return Fault(path, where_of(document, path), message, card_of(document, path))


def label_of(path: Path) -> str:
    """What the field at a path is called on its card."""
    block: Any = CARDS
    for step in path:
        children = getattr(block, "child_blocks", {})
        inner = children.get(step) if isinstance(step, str) else getattr(block, "child_block", None)
        if inner is None:
            return str(step)
        block = inner
    return str(block.label)


def where_of(document: Mapping[str, Any], path: Path) -> str:
    """The scene and the choice (or what else) in which a path lies, in words."""
    said = []
    for place in range(0, len(path) - 1, 2):
        kind, number = path[place], path[place + 1]
        if not isinstance(kind, str) or not isinstance(number, int):
            break
        part = _at(document, path[: place + 2])
        name = part.get("title") or part.get("name") or part.get("text") or ""
        name = " ".join(str(name).split())
        name = name if len(name) <= _SHORT else f"{name[:_SHORT].rstrip()}…"
        said.append(_kind_in_words(kind, number + 1, name))
    return ", ".join(said)


def _kind_in_words(kind: str, number: int, name: str) -> str:
    named = {
        "scenes": _("Scene “%(name)s”"),
        "choices": _("choice “%(name)s”"),
        "endings": _("Ending “%(name)s”"),
        "variables": _("Amount “%(name)s”"),
    }
    counted = {
        "scenes": _("Scene %(number)d"),
        "choices": _("choice %(number)d"),
        "endings": _("Ending %(number)d"),
        "variables": _("Amount %(number)d"),
        "variants": _("telling %(number)d"),
    }
    words = named.get(kind) if name else None
    return (words or counted.get(kind, "%(number)d")) % {"name": name, "number": number}


def _named_choice(document: Mapping[str, Any], path: Path) -> str:
    words = where_of(_at(document, path[:2]), (*path[2:4], ""))
    return words[:1].upper() + words[1:]


def card_of(document: Mapping[str, Any], path: Path) -> str:
    """The element of the form that a path is shown at."""
    for place in range(len(path) - 1, 0, -1):
        kind, number = path[place - 1], path[place]
        if kind in _KINDS and isinstance(number, int):
            part = _at(document, path[: place + 1])
            if isinstance(part.get("id"), str):
                return f"block-{_KINDS[str(kind)]}-{part['id']}-section"
    plain = path and all(isinstance(step, str) for step in path) and path[0] not in _KINDS
    return f"document-{'-'.join(map(str, path))}" if plain else "document-root"


def _at(document: Any, path: Path) -> Mapping[str, Any]:
    value = Reader(data=document, lines={}, file="").at(path)
    return value if isinstance(value, dict) else {}
