"""What learners are served that rests on a duty: the citations of current versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.checks import describe
from courses.enums import PartKind
from courses.formats import Block, parse_lesson
from courses.models import CompiledPart
from courses.queries import part as part_of
from courses.queries import parts_of
from courses.services.compiling import anchor_of
from dashboards.editor.drafts import Key
from dashboards.editor.refs import said
from exercises.formats import called
from tracking.models import ModuleVersion
from tracking.queries import current_versions
from victimscode.models import Citation


@dataclass(frozen=True)
class Served:
    """A passage that learners are served, the duties it cites, and where to read it."""

    key: Key
    place: str
    words: str
    duties: frozenset[int]
    read: str
    module: str
    version_id: UUID
    version: int
    position: int


def served(duties: Collection[int]) -> list[Served]:
    """The passages of current versions that cite any of these duties."""
    return passages({version.pk: version for version in current_versions().values()}, duties)


def passages(
    by_id: Mapping[UUID, ModuleVersion], duties: Collection[int], *, as_rule: bool = False
) -> list[Served]:
    """The passages of these versions that cite any of these duties; if asked, only as the rule.

    One query, and one for the parts of each version, which a process keeps: they never change.
    """
    cited = Citation.objects.filter(duty__in=duties, version_id__in=by_id)
    if as_rule:
        cited = cited.filter(was_in_force=True)
    rows = cited.values_list("version_id", "part_iri", "block_id", "kind", "duty_id")
    found: dict[tuple[UUID, str, str, str], set[int]] = {}
    for version_id, iri, block_id, kind, duty_id in rows:
        found.setdefault((version_id, iri, block_id, kind), set()).add(duty_id)
    served = [
        _served(by_id[version_id], iri, block_id, kind, frozenset(cited))
        for (version_id, iri, block_id, kind), cited in found.items()
    ]
    return sorted(served, key=lambda one: (one.module, one.position, one.key))


def _served(
    version: ModuleVersion, iri: str, block_id: str, kind: str, duties: frozenset[int]
) -> Served:
    part = next(one for one in parts_of(version.pk) if one.iri == iri)
    return Served(
        key=key_of(part, block_id, kind),
        place=place_of(part),
        words=words_of(part, block_id, kind),
        duties=duties,
        read=read_url(part, block_id, kind),
        module=version.module_key,
        version_id=version.pk,
        version=version.number,
        position=part.position,
    )


def key_of(part: CompiledPart, block_id: str, kind: str) -> Key:
    """What the passage is told apart by, here and in what editors write."""
    if kind == "question":
        return ("question", block_id, "")
    if part.kind == PartKind.LESSON:
        return ("lesson", f"{part.version.module_key}/{part.key}", block_id)
    if part.kind == PartKind.SCENARIO:
        # Releases of before named the scenario alone.
        return ("choice", part.key, block_id if "/" in block_id else "")
    if part.kind == PartKind.PACK:
        return ("pack", part.version.module_key, "")
    return (part.kind, part.key, block_id)


def place_of(part: CompiledPart) -> str:
    """The part by name, as "1.5 Keeping people informed"."""
    number = part.document.get("number", "") if part.kind == PartKind.LESSON else ""
    return f"{number} {part.title}".strip()


def words_of(part: CompiledPart, block_id: str, kind: str) -> str:
    """The passage in a few words."""
    if kind == "question":
        question = next((one for one in _questions(part) if one["ref"] == block_id), {})
        return _("Question %(ref)s “%(stem)s”") % {
            "ref": block_id,
            "stem": said(question.get("stem", "")),
        }
    if part.kind == PartKind.SCENARIO:
        return _choice(part.document, block_id)
    if part.kind == PartKind.EXERCISE and block_id:
        return _("Exercise: %s") % called(part.document, block_id)
    block = blocks_of(part.version_id, part.kind, part.key).get(block_id)
    return describe(block) if block else part.title


def _questions(part: CompiledPart) -> Iterable[Mapping[str, Any]]:
    if part.kind == PartKind.CHECK:
        yield from part.document["questions"]
    for segment in part.document.get("segments", ()):
        if "question" in segment:
            yield segment["question"]


def _choice(document: Mapping[str, Any], place: str) -> str:
    for scene in document["scenes"]:
        for choice in scene["choices"]:
            if f"{scene['id']}/{choice['id']}" == place:
                return _("Scene “%(scene)s”: “%(choice)s”") % {
                    "scene": scene.get("title", ""),
                    "choice": said(choice),
                }
    return str(document["title"])


@lru_cache(maxsize=256)
def blocks_of(version_id: UUID, kind: str, key: str) -> Mapping[str, Block]:
    """The blocks of a released lesson by id, from the file that is kept with it."""
    found = part_of(version_id, kind, key)
    if found is None or kind != PartKind.LESSON:
        return {}
    lesson, _problems = parse_lesson(found.document["source"], file=f"01-{key}.md")
    return {block.id: block for block in lesson.blocks} if lesson else {}


def read_url(part: CompiledPart, block_id: str, kind: str) -> str:
    """Where learners read it, at the passage if it has a place of its own."""
    module = part.version.module_key
    if part.kind == PartKind.LESSON:
        return reverse("lesson", args=[module, part.key]) + _fragment(part, block_id, kind)
    if part.kind == PartKind.CHECK:
        return reverse("module_check", args=[module])
    if part.kind == PartKind.SCENARIO:
        return reverse("module", args=[module]) + f"#scenario-{part.key}"
    if part.kind == PartKind.PACK:
        return reverse("facilitator_pack", args=[module])
    return reverse(part.kind, args=[part.key])  # a job aid or an exercise


def _fragment(part: CompiledPart, block_id: str, kind: str) -> str:
    if kind != "question":
        return "#" + anchor_of(Block("", {}, block_id))
    return next(
        (
            f"#{segment['id']}"
            for segment in part.document["segments"]
            if segment.get("question", {}).get("ref") == block_id
        ),
        "",
    )
