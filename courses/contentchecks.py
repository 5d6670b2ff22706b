"""The content checks over the whole folder: every finding with its file and line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from care.notes import ContentNote
from core.findings import Finding
from core.yamltext import Path, Problem, read
from courses import checks
from courses.checks.activities import check_question, check_scenario
from courses.checks.exercises import check_exercise
from courses.contentfolder import Content
from victimscode import citing


def check_content(
    content: Content, *, addresses: Iterable[str], jobs: Iterable[str] = ()
) -> list[Finding]:
    """What is to be mended in the content, or might be.

    `addresses` may be linked to; `jobs` are the posts that people may have.
    """
    known = checks.Known(
        facts=citing.facts(content.code),
        questions={question.id for bank in content.banks for question in bank.questions},
        scenarios={scenario["id"] for scenario in content.scenarios},
        aids={aid.slug for aid in content.aids},
        diagrams={diagram.slug for diagram in content.diagrams},
        exercises={exercise["slug"] for exercise in content.exercises},
        lessons={one.slug: {lesson.slug for lesson in one.lessons} for one in content.modules},
        jobs=set(jobs),
        link_exists=set(addresses).__contains__,
    )
    found = [
        finding for module in content.modules for finding in checks.check_module(module, known)
    ]
    found += [one for aid in content.aids for one in checks.check_aid(aid, known)]
    found += [one for drawn in content.diagrams for one in checks.check_diagram(drawn, known)]
    found += _questions(content, known)
    found += _banks(content)
    for scenario in content.scenarios:
        found += check_scenario(scenario, known, file=f"scenarios/{scenario['id']}.yaml")
    for exercise in content.exercises:
        found += check_exercise(exercise, known, file=f"exercises/{exercise['slug']}.yaml")
    for index, pathway in enumerate(content.pathways):
        found += checks.check_pathway(pathway, known, at=("pathways", index))
    placed = _with_lines(content, found)
    return sorted(placed, key=lambda one: (one.file, one.line, one.message))


def problems(findings: Iterable[Finding]) -> list[Problem]:
    """Findings as mistakes in files. In a file of many things, the thing is named as well."""
    return [
        Problem(one.file, one.line, f"{one.lesson}: {one.message}" if one.path else one.message)
        for one in findings
    ]


def _questions(content: Content, known: checks.Known) -> Iterator[Finding]:
    lessons = {
        (module.slug, lesson.stem): lesson.content_note
        for module in content.modules
        for lesson in module.lessons
    }
    modules = {module.slug: module.content_note for module in content.modules}
    for bank in content.banks:
        for index, question in enumerate(bank.questions):
            note: ContentNote | None = modules.get(bank.module)
            if question.use == "formative":
                note = lessons.get((bank.module, question.lesson), note)
            file, at = f"questions/{bank.module}.yaml", ("questions", index)
            yield from check_question(question, known, note=note, file=file, at=at)


def _banks(content: Content) -> Iterator[Finding]:
    """Whether each module's check can be drawn from its bank as it should be."""
    for module in content.modules:
        if module.check is None:
            continue
        questions = [
            {**question.as_data(), "ref": question.id}
            for bank in content.banks
            if bank.bank == module.check.bank
            for question in bank.questions
            if question.use == "counting"
        ]
        at = ("check", "blueprint") if module.check.blueprint else ("check",)
        yield from checks.check_check(
            module.check, module.lessons, questions, file=module.file, at=at
        )


def _with_lines(content: Content, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The lines of findings that know only the path. A file is read again only for these."""
    lines: dict[str, dict[Path, int]] = {}
    for one in findings:
        if not one.path or one.file not in content.texts:
            yield one
            continue
        if one.file not in lines:
            lines[one.file] = read(content.texts[one.file], file=one.file).lines
        known, path = lines[one.file], one.path
        while path and path not in known:
            path = path[:-1]
        yield replace(one, line=known.get(path, 1))
