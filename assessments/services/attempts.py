"""Going at a check: open, answer, submit. Each may be repeated without harm."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import queries
from assessments.assembly import band, draw_form, option_order
from assessments.marking import Mark, WrongShape, check_response, mark
from assessments.models import Attempt, Response
from core.errors import Conflict, InvalidInput, NotFound
from core.hashing import document_hash
from tracking.enums import Verb
from tracking.models import Registration
from tracking.services import NewEvent, record, record_many


def open_attempt(
    *,
    by: User,
    document: Mapping[str, Any],
    iri: str,
    registration: Registration | None,
    back_url: str,
) -> Attempt:
    """The person's open attempt at this check, or a new one with a fresh draw.

    `document` is what `compile_check` made, `back_url` the page to go back to. The questions
    are pinned: neither an edit nor a release touches an attempt under way. Two calls at
    once give one attempt.
    """
    standing = queries.open_attempt_of(by, iri, registration)
    if standing is not None:
        return standing
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                user=by,
                registration=registration,
                iri=iri,
                document_hash=document_hash(document),
                back_url=back_url,
                opened_at=timezone.now(),
                **_drawn(document, last=queries.last_drawn(by, iri)),
            )
    except IntegrityError:
        # The other of two clicks was quicker.
        standing = queries.open_attempt_of(by, iri, registration)
        if standing is None:
            raise
        return standing


def _drawn(document: Mapping[str, Any], *, last: frozenset[str]) -> dict[str, Any]:
    """The seed, and the form with its questions and options in the order they are shown."""
    seed = secrets.randbits(62)
    bank = {question["ref"]: question for question in document["questions"]}
    questions = []
    for ref in draw_form(tuple(bank), document["draw"], seed, last):
        options = {option["key"]: option for option in bank[ref]["options"]}
        order = option_order(tuple(options), seed, ref)
        questions.append({**bank[ref], "options": [options[key] for key in order]})
    names = ("slug", "title", "module", "draw", "need", "pass_mark", "lessons")
    return {"seed": seed, "form": {**{n: document[n] for n in names}, "questions": questions}}


@transaction.atomic
def save_answer(*, by: User, attempt: Attempt, index: int, response: object) -> Response:
    """Keep the answer to question `index` (from 0); the last one given stands.

    Raises NotFound for somebody else's attempt, Conflict after it was submitted,
    InvalidInput for a question that was not asked or an answer that was not on offer.
    """
    attempt = _locked(by, attempt)
    if attempt.submitted_at is not None:
        raise Conflict(
            _(
                "This check is already finished, so the answer was not changed. "
                "Look at your result, or take a fresh check."
            )
        )
    questions = attempt.form["questions"]
    if not 0 <= index < len(questions):
        raise InvalidInput(_("That question is not part of this check. Go back to your check."))
    try:
        settled = check_response(questions[index], response)
    except WrongShape as error:
        raise InvalidInput(
            _("That answer is not one of those on offer. Go back to the question and choose again.")
        ) from error
    answer, _created = Response.objects.update_or_create(
        attempt=attempt,
        index=index,
        defaults={"response": list(settled), "saved_at": timezone.now()},
    )
    return answer


@transaction.atomic
def submit(*, by: User, attempt: Attempt) -> Attempt:
    """Finish the attempt, mark it and record it. A second call changes nothing.

    A pass goes to the record as a band, never as a score; everything else is personal.
    Raises NotFound for somebody else's attempt.
    """
    attempt = _locked(by, attempt)
    if attempt.submitted_at is not None:
        return attempt
    marks = mark_all(attempt)
    attempt.score = sum(m.full for m in marks)
    attempt.submitted_at = max(timezone.now(), attempt.opened_at)
    attempt.save(update_fields=["score", "submitted_at"])
    _record(by, attempt, marks)
    return attempt


def mark_all(attempt: Attempt) -> list[Mark]:
    """The mark of each question of the attempt, as it was answered so far."""
    answers = queries.answers_of(attempt)
    return [
        mark(question, answers.get(index, []))
        for index, question in enumerate(attempt.form["questions"])
    ]


def _record(by: User, attempt: Attempt, marks: list[Mark]) -> None:
    moment = attempt.submitted_at or timezone.now()
    record_many(
        by=None,
        events=[
            NewEvent(
                actor_id=by.pk,
                verb=Verb.ANSWERED,
                object_iri=f"{attempt.iri}/{question['ref']}",
                key=f"{attempt.id}:answered:{question['ref']}",
                occurred_at=moment,
                registration_id=attempt.registration_id,
                success=result.full,
                result={"response": list(result.chosen), "revision": question["revision"]},
            )
            for question, result in zip(attempt.form["questions"], marks, strict=True)
        ],
    )
    score, need, draw = attempt.score or 0, attempt.form["need"], attempt.form["draw"]
    passed = score >= need
    record(
        actor=by,
        verb=Verb.PASSED if passed else Verb.FAILED,
        object_iri=attempt.iri,
        key=f"{attempt.id}:{'passed' if passed else 'failed'}",
        registration=attempt.registration,
        success=passed,
        result={"band": band(score, need, draw)} if passed else {},
        occurred_at=moment,
    )


def _locked(by: User, attempt: Attempt) -> Attempt:
    """The attempt as it stands now, held until the transaction ends; the person's own only."""
    current = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("registration")
        .filter(pk=attempt.pk, user=by)
        .first()
    )
    if current is None:
        raise NotFound(_("This check is not here. Open it from your training."))
    return current
