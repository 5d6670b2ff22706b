"""From the authoring copy to self-contained documents, which alone reach learners."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.assembly import needed
from assessments.blueprint import cells_met
from assessments.formats.compiled import with_keys
from assessments.models import Check, Question
from core.errors import InvalidInput


def compile_question(question: Question) -> dict[str, Any]:
    """The published version of a question as JSON data, all its feedback included.

    Raises InvalidInput when the question is not published or lacks something.
    """
    if not question.live:
        raise InvalidInput(_("Question %(ref)s is not published.") % {"ref": question.ref})
    try:
        question.clean()
    except ValidationError as error:
        words = " ".join(error.messages)
        raise InvalidInput(
            _("Question %(ref)s cannot be released: %(words)s")
            % {"ref": question.ref, "words": words}
        ) from error
    data = question.text.as_data()
    data["ref"] = data.pop("id")
    data["module"] = question.module_key
    data["revision"] = question.live_revision_id
    return with_keys(data)


def compile_check(
    check: Check, *, lessons: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """A check as JSON data: all the questions it may draw, how many, and the pass mark.

    `lessons` tells, by lesson key, what learners are to see of it: {"number", "title",
    "minutes", "url"}, each of them optional. Raises InvalidInput when a question cannot
    be released or the bank is too small for the draw.
    """
    questions = [compile_question(q) for q in Question.objects.counting_in(check.bank)]
    if len(questions) < check.draw:
        raise InvalidInput(
            _(
                "The check “%(title)s” draws %(draw)s questions, and its bank has %(count)s. "
                "Publish more counting questions, or draw fewer."
            )
            % {"title": check.title, "draw": check.draw, "count": len(questions)}
        )
    _check_blueprint(check, questions)
    return {
        "kind": "check",
        "slug": check.slug,
        "title": check.title,
        "module": check.module_key,
        "bank": check.bank,
        "draw": check.draw,
        "pass_mark": check.pass_mark,
        "pause_hours": check.pause_hours,
        "blueprint": [cell.as_data() for cell in check.cells],
        "need": needed(check.draw, check.pass_mark),
        "lessons": {key: dict(lesson) for key, lesson in (lessons or {}).items()},
        "questions": questions,
    }


def _check_blueprint(check: Check, questions: Iterable[Mapping[str, Any]]) -> None:
    """Refuse a blueprint that no draw could meet: learners would have no check to take."""
    cells = check.cells
    drawn = sum(cell.draw for cell in cells)
    if cells and drawn != check.draw:
        raise InvalidInput(
            _(
                "The blueprint of “%(title)s” adds up to %(drawn)s questions, and the check draws "
                "%(draw)s. Make both the same."
            )
            % {"title": check.title, "drawn": drawn, "draw": check.draw}
        )
    if not cells_met({one["ref"]: one for one in questions}, cells):
        raise InvalidInput(
            _(
                "The bank of “%(title)s” cannot meet its blueprint. Look at the table beside it: "
                "publish more questions of the kinds that lack some, or ask for fewer."
            )
            % {"title": check.title}
        )
