"""Mended keys that stand: applied to what is only now handed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from assessments.marking import Mark, WrongShape
from assessments.models import Attempt, Marking, Regrade
from assessments.rekeying import Unmatched, rekeyed
from assessments.services.marks import mark_given, new_marking


def mended_markings(
    attempt: Attempt, answers: Mapping[int, Any], marks: Sequence[Mark], *, at: datetime
) -> list[Marking]:
    """Marks by keys that were mended after this attempt was drawn, where they differ.

    The attempt keeps its questions and their keys; these marks stand beside its own.
    """
    questions = attempt.form["questions"]
    mended = {
        regrade.ref: regrade
        for regrade in Regrade.objects.filter(
            ref__in=[question["ref"] for question in questions]
        ).order_by("begun_at")
    }
    found = []
    for index, (question, first) in enumerate(zip(questions, marks, strict=True)):
        regrade = mended.get(question["ref"])
        if regrade is None or (question["revision"] or 0) >= regrade.revision:
            continue
        try:
            asked = rekeyed(question, regrade.document)
            result = mark_given(asked, answers.get(index))
        except (Unmatched, WrongShape):
            continue
        if result.full != first.full:
            found.append(again(new_marking(attempt, index, asked, result, at=at), regrade))
    return found


def again(marking: Marking, regrade: Regrade) -> Marking:
    """A mark as one that a regrade gives: who, and why."""
    marking.regrade = regrade
    marking.marked_by_id = regrade.begun_by_id
    marking.reason = regrade.reason
    return marking
