"""Content files into the question bank. What an editor changed since is left alone."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from assessments.blocks import cell_value, stream_of
from assessments.blueprint import Cell
from assessments.formats import Bank, Panel, QuestionText
from assessments.models import Check, Question
from core.contentload import LoadReport, Step, content_hash, settle
from core.services import audit


@transaction.atomic
def load_questions(*, by: User | None, parsed: Bank) -> LoadReport:
    """Bring the bank to what its file says, and publish it. Loading twice changes nothing.

    A question that was changed in the CMS since its load, or has a draft waiting there,
    is left alone and listed in `kept`.
    """
    report = LoadReport()
    present = {question.ref: question for question in Question.objects.filter(bank=parsed.bank)}
    for text in parsed.questions:
        question = present.pop(text.id, None) or Question.objects.filter(ref=text.id).first()
        _load_question(by, report, parsed, text, question)
    report.not_in_files += sorted(f"question {ref}" for ref in present)
    return report


def _load_question(
    by: User | None, report: LoadReport, bank: Bank, text: QuestionText, present: Question | None
) -> None:
    wanted = _hash_of_question(text, bank.bank, bank.module)
    question = present or Question(ref=text.id, live=False)
    step = settle(
        report,
        name=f"question {text.id}",
        wanted=wanted,
        current=_current(present),
        loaded=question.loaded_hash,
    )
    if step is Step.LEAVE:
        return
    question.bank, question.module_key = bank.bank, bank.module
    fill(question, text)
    _publish(by, question, wanted)


def fill(question: Question, text: QuestionText) -> None:
    """Write a question's data into its fields, all but its id; nothing is saved."""
    for name in ("use", "type", "level", "stem", "rationale", "lesson"):
        setattr(question, name, getattr(text, name))
    for name in ("rights", "cites", "sources"):
        setattr(question, name, list(getattr(text, name)))
    for name in ("otherwise", "unit", "mode"):
        setattr(question, name, getattr(text, name))
    panel = text.panel or Panel("", None, None, None)
    for name in ("who", "on", "people", "measure"):
        setattr(question, f"panel_{name}", getattr(panel, name))
    question.panel_agreement = None if panel.agreement is None else Decimal(str(panel.agreement))
    question.options = stream_of(text)


@transaction.atomic
def load_check(
    *,
    by: User | None,
    slug: str,
    title: str,
    module: str,
    bank: str,
    draw: int,
    pass_mark: int,
    blueprint: Sequence[Cell] = (),
    pause_hours: int = 0,
) -> LoadReport:
    """Bring a check to what its module's file says, and publish it."""
    fields: dict[str, Any] = {
        "title": title,
        "module_key": module,
        "bank": bank,
        "draw": draw,
        "pass_mark": pass_mark,
        "pause_hours": pause_hours,
    }
    cells = [cell.as_data() for cell in blueprint]
    wanted = content_hash(
        {"slug": slug, **fields, "pause_hours": pause_hours or None, "blueprint": cells}
    )
    present = Check.objects.filter(slug=slug).first()
    check = present or Check(slug=slug, live=False)
    report = LoadReport()
    step = settle(
        report,
        name=f"check {slug}",
        wanted=wanted,
        current=_current(present),
        loaded=check.loaded_hash,
    )
    if step is not Step.LEAVE:
        for name, value in fields.items():
            setattr(check, name, value)
        check.blueprint = [("cell", cell_value(cell)) for cell in blueprint]
        _publish(by, check, wanted)
    return report


def _hash_of_question(text: QuestionText, bank: str, module: str) -> str:
    return content_hash({"bank": bank, "module": module, **text.as_data()})


def _current(thing: Question | Check | None) -> str | None:
    """The hash of what stands in the CMS; of the draft, when one waits there."""
    if thing is None:
        return None
    if thing.has_unpublished_changes:
        thing = thing.get_latest_revision_as_object()
    if isinstance(thing, Question):
        return _hash_of_question(thing.text, thing.bank, thing.module_key)
    return content_hash(thing.as_data())


def _publish(by: User | None, thing: Question | Check, wanted: str) -> None:
    thing.loaded_hash = wanted
    thing.full_clean()
    thing.save()
    thing.save_revision(user=by, clean=False).publish(user=by)
    audit(by=by, action=f"{thing._meta.model_name}.loaded", obj=thing, after={"hash": wanted})
