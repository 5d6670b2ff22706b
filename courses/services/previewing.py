"""A draft as a practitioner would be served it, mistakes included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from assessments.models import Question
from assessments.services import compile_question
from core.errors import InvalidInput
from courses import checks, queries
from courses.formats import Block, Completion, LessonFile, ModuleFile
from courses.models import Diagram, JobAid, LessonPage, ModulePage
from courses.services.carding import CardCompiler
from courses.services.compiling import Compiler, Sources, compile_module, picture, render
from exercises.queries import documents as exercise_documents
from scenarios.queries import documents
from victimscode.queries import duties_by_ref

# A card belongs to no module before its release.
NO_MODULE = ModuleFile(
    *("aids", "", "", "2020", 0, "", (), "", None, None, None, (), ()),
    completion=Completion(lessons=False, check=False),
    attribution="",
    sources=(),
)


@dataclass(frozen=True)
class Preview:
    """A lesson's segments, and all that would block its release."""

    lesson: LessonFile
    module: ModuleFile
    segments: list[dict[str, Any]]
    findings: list[checks.Finding]


def preview_lesson(page: LessonPage, parent: ModulePage) -> Preview:
    """Compile an unsaved or saved draft. A block that cannot be compiled is left out.

    What is left out is among the `findings`, so that nothing is missing silently.
    """
    module = queries.module_file(parent, draft=True)
    position = 1 + sum(
        1 for one in queries.lesson_pages(parent, live=False) if one.path < page.path
    )
    lesson = queries.lesson_file(page, position=position)
    findings = checks.blocking(checks.check_lesson(lesson, queries.known_now()))
    compiler = Compiler(lesson, module, _sources(lesson))
    segments: list[dict[str, Any]] = []
    for block in lesson.blocks:
        try:
            segments += compiler.segments(block)
        except (KeyError, ObjectDoesNotExist):
            if not any(finding.block_id == block.id for finding in findings):
                findings.append(_unfinished(lesson, block))
    return Preview(lesson, module, segments, findings)


@dataclass(frozen=True)
class CardPreview:
    """A job aid's or a diagram's draft as a page shows it, and all that would block its release."""

    document: dict[str, Any]
    html: str
    findings: list[checks.Finding]


def preview_aid(row: JobAid) -> CardPreview:
    """Compile an unsaved or saved draft of a job aid; a block that cannot be is left out."""
    aid = queries.aid_file(row)
    lesson = aid.as_lesson()
    findings = checks.blocking(checks.check_aid(aid, queries.known_now()))
    compiler = CardCompiler(lesson, NO_MODULE, _sources(lesson))
    html = ""
    for block in lesson.blocks:
        try:
            html += "".join(segment["html"] for segment in compiler.segments(block))
        except (KeyError, ObjectDoesNotExist):
            if not any(finding.block_id == block.id for finding in findings):
                findings.append(_unfinished(lesson, block))
    document = {
        "title": aid.title,
        "lead": aid.lead,
        "for": aid.whom,
        "rights": list(aid.rights),
        "edition": NO_MODULE.edition,
    }
    return CardPreview(document, html, findings)


def preview_diagram(row: Diagram) -> CardPreview:
    """A draft of a diagram, if its drawing may be shown."""
    diagram = queries.diagram_file(row)
    findings = checks.blocking(checks.check_diagram(diagram, queries.known_now()))
    try:
        html = render("diagram", None, "drawing", picture=picture(diagram, "drawing"))
    except KeyError as error:
        html = ""
        findings.append(checks.Finding(diagram.title, "", str(error.args[0])))
    return CardPreview({}, html, findings)


def _unfinished(lesson: LessonFile, block: Block) -> checks.Finding:
    message = "It is not finished, so it is not shown."
    return checks.Finding(lesson.title, checks.describe(block), message, block_id=block.id)


def _sources(lesson: LessonFile) -> Sources:
    refs = [ref for block in lesson.blocks for ref, _line in checks.refs_of(block)]
    asked = [b.data.get("ref", "") for b in lesson.blocks if b.kind == "question"]
    questions = {}
    for question in Question.objects.filter(ref__in=asked):
        try:
            questions[question.ref] = compile_question(question)
        except InvalidInput:
            continue  # the question has its own list of what is missing
    scenarios = {document["id"]: document for document in documents()}
    exercises = {document["slug"]: document for document in exercise_documents()}
    return Sources(
        duties_by_ref(refs),
        questions,
        scenarios,
        {one.slug: one for one in queries.aid_files(_referred(lesson, "keep"))},
        {one.slug: one for one in queries.diagram_files(_referred(lesson, "diagram"))},
        exercises,
    )


def _referred(lesson: LessonFile, kind: str) -> list[str]:
    return [block.data.get("ref", "") for block in lesson.blocks if block.kind == kind]


def preview_module(page: ModulePage) -> tuple[ModuleFile, dict[str, Any]]:
    """A module's draft as its files would show it, and its document for the page."""
    module = queries.module_file(page, draft=False)
    return module, compile_module(module)
