"""The key of a question with its feedback, whatever its type, for editors."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.formats.parts import Wording
from assessments.formats.question import QuestionText
from core.components import Answer


def key_of(question: QuestionText) -> list[Answer]:
    """Each part of the question, whether it is right, and what is said about it."""
    return list(_parts(question))


def _parts(question: QuestionText) -> Iterator[Answer]:
    for option in question.options:
        yield Answer(option.text, right=option.correct, feedback=option.feedback)
    for pair in question.pairs:
        yield Answer(f"{pair.text} → {pair.match}", right=True, feedback=pair.feedback)
    for decoy in question.decoys:
        yield Answer(_("%(text)s belongs to nothing.") % {"text": decoy})
    for number, step in enumerate(question.steps, 1):
        yield Answer(f"{number}. {step.text}", right=True, feedback=step.feedback)
    for one in question.answers:
        if isinstance(one, Wording):
            text = one.accept
        else:
            text = f"{one.value} ± {one.tolerance}" if one.tolerance else one.value
            text = f"{text} {question.unit}".strip()
        yield Answer(text, right=one.correct, feedback=one.feedback)
    if question.otherwise:
        yield Answer(_("Any other answer"), feedback=question.otherwise)
