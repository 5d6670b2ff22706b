"""A draft as a practitioner would be served it, mistakes included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from assessments.models import Question
from assessments.services import compile_question
from core.errors import InvalidInput
from courses import checks, queries
from courses.formats import Block, LessonFile, ModuleFile
from courses.models import LessonPage, ModulePage
from courses.services.compiling import Compiler, Sources, compile_module
from scenarios.queries import documents
from victimscode.queries import duties_by_ref


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
    return Sources(duties_by_ref(refs), questions, scenarios)


def preview_module(page: ModulePage) -> tuple[ModuleFile, dict[str, Any]]:
    """A module's draft as its files would show it, and its document for the page."""
    module = queries.module_file(page, draft=False)
    return module, compile_module(module)
