"""A module's parts, compiled and not yet released, and what they cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.hashing import document_hash
from core.iris import part_iri
from courses import checks
from courses.enums import PartKind
from courses.formats import AidFile, LessonFile, ModuleFile, Pack
from courses.services.carding import aid_hash, aid_text, compile_aid
from courses.services.compiling import (
    Sources,
    compile_lesson,
    compile_module,
    lesson_hash,
    lesson_text,
)
from courses.services.packing import compile_pack, pack_refs
from exercises.formats import cited
from scenarios.services import citing_choices
from tracking.enums import Verb


@dataclass(frozen=True)
class Draft:
    """A part that is compiled and not yet released."""

    kind: PartKind
    key: str
    title: str
    minutes: int
    document: dict[str, Any]
    text: str
    hash: str
    counts: bool = False
    satisfied_by: Verb = Verb.COMPLETED

    def iri(self, module: str) -> str:
        """How the ledger calls it."""
        return part_iri(module, self.kind, self.key)


def module_draft(module: ModuleFile) -> Draft:
    """The outline of a module."""
    document = compile_module(module)
    return Draft(
        kind=PartKind.MODULE,
        key=module.slug,
        title=module.title,
        minutes=module.minutes,
        document=document,
        text="\n".join([module.title, module.summary, *module.outcomes]),
        hash=document_hash(document),
    )


def lesson_draft(lesson: LessonFile, module: ModuleFile, sources: Sources) -> Draft:
    """A lesson, compiled."""
    return Draft(
        kind=PartKind.LESSON,
        key=lesson.slug,
        title=lesson.title,
        minutes=lesson.minutes,
        document=compile_lesson(lesson, module, sources),
        text=lesson_text(lesson, sources),
        hash=lesson_hash(lesson, sources),
        counts=module.completion.lessons,
    )


def pack_draft(pack: Pack, module: ModuleFile, sources: Sources) -> Draft:
    """The facilitator’s pack, compiled. Raises InvalidInput for a scene that is not there."""
    document = compile_pack(pack, module, sources)
    return Draft(
        kind=PartKind.PACK,
        key="facilitator",
        title=pack.title,
        minutes=pack.minutes,
        document=document,
        text="",
        hash=document_hash(document),
    )


def scenario_draft(key: str, document: dict[str, Any]) -> Draft:
    """A scenario, compiled, by the key that content uses."""
    return Draft(
        kind=PartKind.SCENARIO,
        key=key.lower(),
        title=document["title"],
        minutes=document.get("minutes") or 0,
        document=document,
        text="\n".join([document["title"], document.get("summary", "")]),
        hash=document_hash(document),
    )


def aid_draft(aid: AidFile, module: ModuleFile, sources: Sources) -> Draft:
    """A job aid, compiled."""
    return Draft(
        kind=PartKind.AID,
        key=aid.slug,
        title=aid.title,
        minutes=aid.minutes,
        document=compile_aid(aid, module, sources),
        text=aid_text(aid, sources),
        hash=aid_hash(aid, sources),
    )


def exercise_draft(document: dict[str, Any]) -> Draft:
    """An interactive exercise, compiled."""
    return Draft(
        kind=PartKind.EXERCISE,
        key=document["slug"],
        title=document["title"],
        minutes=document["minutes"],
        document=document,
        text="\n".join([document["title"], document["summary"], *document["outcomes"]]),
        hash=document_hash(document),
    )


def citations_of_parts(
    module: ModuleFile, aids: list[AidFile], parts: tuple[Draft, ...]
) -> list[tuple[str, str, str, str]]:
    """What the parts cite: part IRI, passage, reference, kind of passage."""
    iris = {(part.kind, part.key): part.iri(module.slug) for part in parts}
    found = []
    written = [(iris[PartKind.LESSON, one.slug], one.blocks) for one in module.lessons]
    written += [(iris[PartKind.AID, aid.slug], aid.blocks) for aid in aids]
    for iri, blocks in written:
        for block in blocks:
            found += [(iri, block.id, ref, block.kind) for ref, _line in checks.refs_of(block)]
    for part in parts:
        iri = iris[part.kind, part.key]
        if part.kind == PartKind.LESSON:
            for one in part.document["segments"]:
                question = one.get("question", {})
                cites = question.get("cites", [])
                found += [(iri, question["ref"], ref, "question") for ref in cites]
        elif part.kind == PartKind.CHECK:
            for question in part.document["questions"]:
                found += [(iri, question["ref"], ref, "question") for ref in question["cites"]]
        elif part.kind == PartKind.SCENARIO:
            found += [(iri, place, ref, "choice") for place, ref in citing_choices(part.document)]
        elif part.kind == PartKind.PACK and module.pack:
            found += [
                (iri, part.key, ref, "slide") for ref in dict.fromkeys(pack_refs(module.pack))
            ]
        elif part.kind == PartKind.EXERCISE:
            found += [(iri, one.passage, one.ref, "exercise") for one in cited(part.document)]
    return found
