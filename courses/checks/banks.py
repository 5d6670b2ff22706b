"""Whether the bank of a module carries its check. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.bankchecks import Plan, check_bank
from core.findings import Finding
from core.yamltext import Path
from courses.checks.known import Known
from courses.formats import CheckRef, LessonFile
from victimscode.citing import objections


def check_check(
    check: CheckRef,
    lessons: Sequence[LessonFile],
    questions: Sequence[Mapping[str, Any]],
    *,
    file: str = "",
    at: Path = (),
) -> list[Finding]:
    """Everything that is to be mended in a check and its bank, or might be.

    `questions` are the counting ones of its bank, compiled or as a file has them.
    """
    taught: dict[int, str] = {}
    for lesson in lessons:
        for right in lesson.rights:
            taught.setdefault(right, lesson.title)
    plan = Plan(check.title, check.draw, check.blueprint, taught, file, at)
    return check_bank(questions, plan)


def check_facts(
    check: CheckRef, questions: Sequence[Mapping[str, Any]], known: Known
) -> list[Finding]:
    """Questions that rest on what is not confirmed, or has been superseded."""
    return [
        Finding(check.title, f"Question {question['ref']}", why)
        for question in questions
        for why in objections(question["cites"], known.facts)
    ]
