"""What modules and lessons are made of, as their files show them. Pure."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assessments.blueprint import Cell
from care.notes import ContentNote
from core.yamltext import Flow, dump

if TYPE_CHECKING:
    from courses.formats.pack import Pack

_NAMESPACE = uuid.UUID("6f0c3c2e-7a52-5d0b-9a54-0d6b0b6d5a10")


@dataclass(frozen=True)
class Kind:
    """What a directive may hold: keys in their order, each with its type, and which must be."""

    keys: Mapping[str, str]
    required: frozenset[str]


def _kind(required: str, **keys: str) -> Kind:
    return Kind(keys, frozenset(required.split()))


# Types: line (one line of words), rich (markdown), flag, number, topics, rows, other.
KINDS: dict[str, Kind] = {
    "text": _kind("text", text="rich"),
    "heading": _kind("level text", level="number", text="line"),
    "fact": _kind("cites say", cites="line", say="line", history="flag", coming="flag"),
    "limits": _kind("caption rows", caption="line", rows="rows", history="flag"),
    "story": _kind("text", text="rich"),
    "passage": _kind(
        "title note strength topics minutes text",
        title="line",
        note="line",
        strength="line",
        topics="topics",
        minutes="number",
        text="rich",
        alternative="other",
        after="rich",
    ),
    "quotation": _kind("text cites attribution", text="line", cites="line", attribution="line"),
    "image": _kind("file alt", file="line", alt="line", caption="line"),
    "video": _kind(
        "file title captions transcript",
        file="line",
        title="line",
        captions="line",
        transcript="rich",
    ),
    "try": _kind("text", text="rich"),
    "question": _kind("ref", ref="line"),
    "scenario": _kind("ref text", ref="line", text="line"),
    "interactive": _kind("ref text", ref="line", text="line"),
    "exercise": _kind("title text answer", title="line", text="rich", answer="rich"),
    "aid": _kind("title text", title="line", text="rich"),
    "keep": _kind("ref text", ref="line", text="line"),
    "diagram": _kind("ref", ref="line"),
    "reflection": _kind("key prompt", key="line", prompt="line"),
}


ROW_KEYS = ("cites", "event", "standard", "enhanced")


@dataclass(frozen=True)
class Block:
    """One block of a lesson. `line` and `lines` say where it stands in its file, if in one."""

    kind: str
    data: dict[str, Any]
    id: str = ""
    line: int = field(default=0, compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    def line_of(self, key: str) -> int:
        """The line of one of its keys."""
        return self.lines.get(key, self.line)


@dataclass(frozen=True)
class LessonFile:
    """A lesson. `position` counts from 1, `slug` is its address."""

    position: int
    slug: str
    title: str
    number: str
    minutes: int
    lead: str
    outcomes: tuple[str, ...]
    rights: tuple[int, ...]
    content_note: ContentNote | None
    blocks: tuple[Block, ...]
    file: str = field(default="", compare=False)

    @property
    def stem(self) -> str:
        """The name of its file without the ending: "05-keeping-people-informed"."""
        return f"{self.position:02d}-{self.slug}"


@dataclass(frozen=True)
class CheckRef:
    """The knowledge check of a module. `pass_mark` is in per cent.

    Where there is a blueprint, its cells together draw as many as `draw` says.
    """

    slug: str
    title: str
    draw: int
    pass_mark: int
    bank: str
    blueprint: tuple[Cell, ...] = ()
    pause_hours: int = 0


@dataclass(frozen=True)
class Completion:
    """What completes a module: every lesson finished, the check passed, or both."""

    lessons: bool
    check: bool


@dataclass(frozen=True)
class ModuleFile:
    """A module and its lessons."""

    slug: str
    title: str
    summary: str
    edition: str
    minutes: int
    audience: str
    outcomes: tuple[str, ...]
    owner: str
    review_by: datetime.date | None
    content_note: ContentNote | None
    check: CheckRef | None
    scenarios: tuple[str, ...]
    aids: tuple[str, ...]
    completion: Completion
    attribution: str
    sources: tuple[str, ...]
    lessons: tuple[LessonFile, ...] = ()
    pack: Pack | None = None
    file: str = field(default="", compare=False)


def derived_ids(blocks: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """The ids that blocks have when their file names none: from what they say.

    Blocks alike in one lesson are told apart by their order.
    """
    seen: dict[str, int] = {}
    found = []
    for kind, data in blocks:
        said = f"{kind}\n{dump(yaml_data(kind, data))}"
        seen[said] = seen.get(said, 0) + 1
        found.append(str(uuid.uuid5(_NAMESPACE, f"{said}\n{seen[said]}")))
    return found


def yaml_data(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """A block's data as its directive shows it, keys in order."""
    out: dict[str, Any] = {}
    for key, form in KINDS[kind].keys.items():
        value = data.get(key)
        if value in (None, "", [], False):
            continue
        if form == "rich":
            out[key] = f"{value}\n"
        elif form == "topics":
            out[key] = Flow(value)
        elif form == "other":
            out[key] = {"title": value["title"], "text": f"{value['text']}\n"}
        elif form == "rows":
            out[key] = [{name: row[name] for name in ROW_KEYS if row.get(name)} for row in value]
        else:
            out[key] = value
    return out
