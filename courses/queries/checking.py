"""What the content checks find in a draft, whatever it is a draft of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assessments.blocks import paths_of
from assessments.models import Check, Question
from assessments.queries import counting_data
from care.notes import ContentNote
from core.findings import Finding
from core.yamltext import Path, read
from courses import checks
from courses.checks.activities import check_question, check_scenario
from courses.checks.exercises import check_exercise
from courses.models import Diagram, JobAid, LessonPage, ModulePage, Pathway
from courses.queries.authoring import check_ref, lesson_file, module_file, note_of
from courses.queries.editing import known_now
from courses.queries.pathways import pathway_file
from courses.queries.written import aid_file, diagram_file
from exercises.formats import dump_exercise, parse_exercise
from exercises.models import Exercise
from scenarios.faults import card_of, look_through
from scenarios.models import Scenario


def findings_in(instance: Any) -> list[Finding] | None:
    """Everything found in a page or a snippet as it stands; None for what is not content."""
    for model, check in _CHECKS.items():
        if isinstance(instance, model):
            return [_without_line(one) for one in check(instance)]
    return None


def _without_line(finding: Finding) -> Finding:
    """The lines of files mean nothing in a form, but in one that shows the text of a file."""
    return finding if finding.field == "document" else replace(finding, line=0)


def _lesson(page: LessonPage) -> list[Finding]:
    return checks.check_lesson(lesson_file(page, position=1), known_now())


def _module(page: ModulePage) -> list[Finding]:
    """The module's own page, beside the lessons that are published."""
    # The lessons stand under the page as it is stored, the words in its draft.
    lessons = module_file(ModulePage.objects.get(pk=page.pk)).lessons
    module = replace(module_file(page, lessons=False), lessons=lessons)
    return list(checks.check_outline(module, known_now()))


def _question(question: Question) -> list[Finding]:
    found = check_question(question.text, known_now(), note=_note_over(question))
    blocks = zip(paths_of(question.options), question.options, strict=True)
    ids = {path: str(block.id or "") for path, block in blocks}
    return [
        replace(one, block_id=ids.get(one.path[:2], ids.get(one.path[:1], ""))) for one in found
    ]


def _check(check: Check) -> list[Finding]:
    """A check beside the questions of its bank and the lessons of its module, as published."""
    module = ModulePage.objects.live().filter(slug=check.module_key).first()
    lessons = module_file(module).lessons if module else ()
    questions, ref = counting_data(check.bank), check_ref(check)
    found = checks.check_check(ref, lessons, questions)
    return [*found, *checks.check_facts(ref, questions, known_now())]


def _note_over(question: Question) -> ContentNote | None:
    """The note of the lesson that asks a question for practice, or else of its module."""
    module = ModulePage.objects.filter(slug=question.module_key).first()
    if module is None:
        return None
    slug = question.lesson.partition("-")[2]
    lesson = LessonPage.objects.child_of(module).filter(slug=slug).first()
    return note_of(lesson) if lesson and question.use == "formative" else note_of(module)


def _scenario(scenario: Scenario) -> list[Finding]:
    """By its cards, so that each finding leads to one.

    A scenario whose form does not hold yet is not read further.
    """
    document = scenario.document or {}
    faults = look_through(document).errors
    if faults:
        return [
            Finding(str(scenario), fault.where, fault.message, anchor=fault.card)
            for fault in faults
        ]
    found = check_scenario(document, known_now())
    return [replace(one, anchor=card_of(document, one.path)) for one in found]


def _exercise(exercise: Exercise) -> list[Finding]:
    """By the text that the editor has before them, so that each finding knows its line.

    A text whose form does not hold yet is not read further.
    """
    text = dump_exercise(exercise.document or {})
    document, problems = parse_exercise(text, file="")
    if problems:
        return [
            Finding(str(exercise), "", one.message, line=one.line, field="document")
            for one in problems
        ]
    found = check_exercise(document, known_now())
    lines = read(text, file="").lines if found else {}
    return [replace(one, line=_line(lines, one.path), field="document") for one in found]


def _line(lines: dict[Path, int], path: Path) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _aid(aid: JobAid) -> list[Finding]:
    return checks.check_aid(aid_file(aid), known_now())


def _diagram(diagram: Diagram) -> list[Finding]:
    return list(checks.check_diagram(diagram_file(diagram), known_now()))


def _pathway(pathway: Pathway) -> list[Finding]:
    return checks.check_pathway(pathway_file(pathway), known_now())


_CHECKS: dict[type, Callable[[Any], list[Finding]]] = {
    LessonPage: _lesson,
    ModulePage: _module,
    Question: _question,
    Check: _check,
    Scenario: _scenario,
    Exercise: _exercise,
    JobAid: _aid,
    Diagram: _diagram,
    Pathway: _pathway,
}
