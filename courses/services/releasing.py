"""Release: the one act that puts what editors made before learners. See docs/features/release.md."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Check, Question
from assessments.services import compile_check, compile_question
from core.errors import InvalidInput
from core.hashing import document_hash
from core.iris import module_iri
from courses import changes, checks, queries
from courses.checks.exercises import check_exercise
from courses.enums import PartKind
from courses.formats import AidFile, DiagramFile, ModuleFile
from courses.models import CompiledPart, ModulePage
from courses.services.carding import refs_of
from courses.services.compiling import (
    Sources,
    referred,
    without_revision,
)
from courses.services.drafting import (
    Draft,
    aid_draft,
    citations_of_parts,
    exercise_draft,
    lesson_draft,
    module_draft,
    pack_draft,
    scenario_draft,
)
from courses.services.packing import pack_diagrams, pack_refs, pack_scenarios
from courses.services.pathways import release_pathways
from exercises.queries import exercises_of
from exercises.services import compile_exercise
from scenarios.models import Scenario
from scenarios.services import (
    compile_scenario,
    publish_document,
)
from tracking.enums import ReleaseKind, Verb
from tracking.models import ModuleVersion
from tracking.queries import current_version
from tracking.services import release_version
from victimscode.queries import duties_by_ref
from victimscode.services import CitationNote, note_citations


class Blocked(InvalidInput):
    """A module that cannot be released; `findings` say why, each with its lesson and passage."""

    def __init__(self, findings: list[checks.Finding]) -> None:
        super().__init__(
            _("The module cannot be released yet. %(first)s")
            % {"first": " ".join(f"{finding}" for finding in findings[:3])}
        )
        self.findings = findings


@dataclass(frozen=True)
class Compiled:
    """A module compiled from what is published, with all that blocks its release."""

    module: ModuleFile
    parts: tuple[Draft, ...]
    notes: tuple[tuple[str, str, str, str], ...]
    findings: tuple[checks.Finding, ...]

    @property
    def content_hash(self) -> str:
        """What learners would be served, as one hash."""
        return document_hash([(part.kind, part.key, part.hash, part.counts) for part in self.parts])


def compile_released(page: ModulePage) -> Compiled:
    """Compile what is published of a module. With `findings` there are no parts."""
    module = queries.module_file(page)
    known = queries.known_now()
    findings = checks.blocking(checks.check_module(module, known))
    scenarios, more = _scenarios(module)
    questions, yet_more = _questions(module)
    findings += [*more, *yet_more]
    check, still_more = _check(module)
    findings += still_more
    exercises, once_more = _exercises(module, known)
    findings += once_more
    asked = [*questions.values(), *(check.document["questions"] if check else ())]
    findings += checks.blocking(checks.check_activities(module, asked, scenarios, known))
    aids, diagrams = _kept(module)
    kept = [one for aid in aids for one in checks.check_aid(aid, known)]
    kept += [one for drawn in diagrams for one in checks.check_diagram(drawn, known)]
    findings += checks.blocking(kept)
    if findings:
        return Compiled(module, (), (), tuple(findings))
    refs = [
        ref for lesson in module.lessons for b in lesson.blocks for ref, _l in checks.refs_of(b)
    ]
    refs += [ref for aid in aids for ref in refs_of(aid)]
    refs += pack_refs(module.pack)
    sources = Sources(
        duties_by_ref(refs),
        questions,
        scenarios,
        {aid.slug: aid for aid in aids},
        {one.slug: one for one in diagrams},
        exercises,
    )
    lessons = tuple(lesson_draft(lesson, module, sources) for lesson in module.lessons)
    activities = [scenario_draft(key, document) for key, document in scenarios.items()]
    activities += [exercise_draft(document) for document in exercises.values()]
    activities += [aid_draft(aid, module, sources) for aid in aids]
    try:
        activities += [pack_draft(module.pack, module, sources)] if module.pack else []
    except InvalidInput as error:
        return Compiled(module, (), (), (_trouble(module, error),))
    parts = (module_draft(module), *lessons, *([check] if check else ()), *activities)
    return Compiled(module, parts, tuple(citations_of_parts(module, aids, parts)), ())


def _kept(module: ModuleFile) -> tuple[list[AidFile], list[DiagramFile]]:
    """The job aids of the module, and all diagrams in them and in its lessons."""
    blocks = [block for lesson in module.lessons for block in lesson.blocks]
    aids = queries.aid_files({*module.aids, *referred(blocks, "keep")})
    blocks += [block for aid in aids for block in aid.blocks]
    drawn = {*referred(blocks, "diagram"), *pack_diagrams(module.pack)}
    return aids, queries.diagram_files(drawn)


def _trouble(module: ModuleFile, message: object) -> checks.Finding:
    return checks.Finding(module.title, "", str(message), file=module.file)


def _scenarios(module: ModuleFile) -> tuple[dict[str, dict[str, Any]], list[checks.Finding]]:
    """The module's scenarios, compiled, by the key that content uses ("SC01")."""
    asked = [b.data["ref"] for one in module.lessons for b in one.blocks if b.kind == "scenario"]
    found, troubles = {}, []
    for key in dict.fromkeys([*module.scenarios, *asked, *pack_scenarios(module.pack)]):
        scenario = Scenario.objects.filter(slug=key.lower()).first()
        if scenario is None:
            continue  # the checks have said so
        try:
            found[key] = compile_scenario(scenario)
        except InvalidInput as error:
            troubles.append(_trouble(module, error))
    return found, troubles


def _questions(module: ModuleFile) -> tuple[dict[str, dict[str, Any]], list[checks.Finding]]:
    asked = [b.data["ref"] for one in module.lessons for b in one.blocks if b.kind == "question"]
    found, troubles = {}, []
    for question in Question.objects.filter(ref__in=asked):
        try:
            found[question.ref] = compile_question(question)
        except InvalidInput as error:
            troubles.append(_trouble(module, error))
    return found, troubles


def _exercises(
    module: ModuleFile, known: checks.Known
) -> tuple[dict[str, dict[str, Any]], list[checks.Finding]]:
    """The interactive exercises that the module's lessons lead to, compiled, by slug."""
    asked = [b.data["ref"] for one in module.lessons for b in one.blocks if b.kind == "interactive"]
    found, troubles = {}, []
    for slug, exercise in exercises_of(list(dict.fromkeys(asked))).items():
        troubles += checks.blocking(check_exercise(exercise.document, known))
        try:
            found[slug] = compile_exercise(exercise)
        except InvalidInput as error:
            troubles.append(_trouble(module, error))
    return found, troubles


def _check(module: ModuleFile) -> tuple[Draft | None, list[checks.Finding]]:
    if module.check is None:
        return None, []
    check = Check.objects.get(slug=module.check.slug)
    try:
        document = compile_check(check, lessons=queries.lesson_links(module))
    except InvalidInput as error:
        return None, [_trouble(module, error)]
    found = checks.check_check(module.check, module.lessons, document["questions"])
    said = {
        **document,
        "lessons": {},
        "questions": [without_revision(one) for one in document["questions"]],
    }
    draft = Draft(
        kind=PartKind.CHECK,
        key=check.slug,
        title=check.title,
        minutes=document["draw"],
        document=document,
        text="",
        hash=document_hash(said),
        counts=module.completion.check,
        satisfied_by=Verb.PASSED,
    )
    return draft, checks.blocking(found)


@transaction.atomic
def release(
    *,
    by: User | None,
    module: ModulePage,
    kind: ReleaseKind = ReleaseKind.MINOR,
    note: str = "",
    retake_by: datetime.date | None = None,
    released_at: datetime.datetime | None = None,
) -> ModuleVersion:
    """Put what is published of a module before learners as its next version.

    Raises `Blocked` when the publishing checks find something. When learners are already
    served exactly this, the version that they are served is returned and nothing changes.
    `by` is None when a command releases; `released_at` is for demonstrations with a history.
    """
    # Two releases at once would compile twice and write the parts twice.
    ModulePage.objects.select_for_update().get(pk=module.pk)
    compiled = compile_released(module)
    if compiled.findings:
        raise Blocked(list(compiled.findings))
    return put_before_learners(
        by=by,
        compiled=compiled,
        kind=kind,
        note=note,
        retake_by=retake_by,
        released_at=released_at,
    )


def put_before_learners(
    *,
    by: User | None,
    compiled: Compiled,
    kind: ReleaseKind,
    note: str,
    retake_by: datetime.date | None = None,
    released_at: datetime.datetime | None = None,
) -> ModuleVersion:
    """Write a compiled module as the next version, with what it cites. In a transaction."""
    version = release_version(
        by=by,
        module_key=compiled.module.slug,
        iri=module_iri(compiled.module.slug),
        title=compiled.module.title,
        kind=kind,
        edition=compiled.module.edition,
        minutes=compiled.module.minutes,
        content_hash=compiled.content_hash,
        manifest=_manifest(compiled),
        note=note,
        retake_by=retake_by,
        released_at=released_at,
    )
    if CompiledPart.objects.filter(version=version).exists():
        return version
    _write(compiled, version)
    for part in compiled.parts:
        if part.kind == PartKind.SCENARIO:
            publish_document(by=by, document=part.document)
    release_pathways(by=by, module_key=version.module_key)
    return version


def _manifest(compiled: Compiled) -> Mapping[str, Any]:
    parts = [
        {
            "iri": part.iri(compiled.module.slug),
            "kind": str(part.kind),
            "key": part.key,
            "title": part.title,
            "counts": part.counts,
            "satisfied_by": str(part.satisfied_by),
            "hash": part.hash,
        }
        for part in compiled.parts
        if part.kind != PartKind.MODULE
    ]
    return {"rule": "all", "parts": parts}


def _write(compiled: Compiled, version: ModuleVersion) -> None:
    CompiledPart.objects.bulk_create(
        CompiledPart(
            version=version,
            kind=part.kind,
            key=part.key,
            iri=part.iri(compiled.module.slug),
            position=position,
            title=part.title,
            minutes=part.minutes,
            document=part.document,
            text=part.text,
            content_hash=part.hash,
        )
        for position, part in enumerate(compiled.parts)
    )
    note_citations(
        module_key=compiled.module.slug,
        version_id=version.pk,
        notes=[CitationNote(iri, block, ref, kind) for iri, block, ref, kind in compiled.notes],
    )


@dataclass(frozen=True)
class Outlook:
    """What a release would do, before it is done. `seen` names exactly what would be released."""

    current: ModuleVersion | None
    changes: list[changes.Change]
    findings: tuple[checks.Finding, ...]
    drafts: list[str]
    seen: str

    @property
    def may_release(self) -> bool:
        """Whether there is something to release and nothing in its way."""
        return not self.findings and bool(self.changes)


def outlook(page: ModulePage) -> Outlook:
    """Compare what is published of a module with what learners are served."""
    compiled = compile_released(page)
    current = current_version(page.slug)
    before = queries.parts_of(current.pk) if current else ()
    now = [changes.PartText(p.kind, p.key, p.title, p.hash, p.document) for p in compiled.parts]
    was = [changes.PartText(p.kind, p.key, p.title, p.content_hash, p.document) for p in before]
    return Outlook(
        current=current,
        changes=[] if compiled.findings else changes.changes(was, now),
        findings=compiled.findings,
        drafts=queries.drafts_of(page),
        seen="" if compiled.findings else compiled.content_hash,
    )
