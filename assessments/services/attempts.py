"""Going at a check: open, answer, submit. Each may be repeated without harm."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import queries
from assessments.assembly import as_shown, assemble, band
from assessments.blueprint import cells_of
from assessments.marking import Mark, WrongShape, check_response
from assessments.models import Attempt, Marking, Response, Saved
from assessments.services.marks import marks_of, new_marking
from assessments.services.mending import mended_markings
from core.dates import say_moment
from core.errors import Conflict, InvalidInput
from core.hashing import document_hash
from tracking.enums import Verb
from tracking.models import Registration
from tracking.services import NewEvent, record_many

# What an attempt keeps of the check; documents of earlier releases lack some of it.
PINNED = ("slug", "title", "module", "bank", "draw", "need", "pass_mark", "pause_hours", "lessons")


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
    once give one attempt. Raises Conflict during the pause that the check asks for; the
    open attempt is never kept back.
    """
    standing = queries.open_attempt_of(by, iri, registration)
    if standing is not None:
        return standing
    free = queries.next_from(by, iri, document)
    if free is not None:
        raise Conflict(
            _("There is a pause between two tries. You can begin the next one from %(moment)s.")
            % {"moment": say_moment(free)}
        )
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                user=by,
                registration=registration,
                iri=iri,
                document_hash=document_hash(document),
                back_url=back_url,
                opened_at=timezone.now(),
                **drawn(document, secrets.randbits(62), last=queries.last_drawn(by, iri)),
            )
    except IntegrityError:
        # The other of two clicks was quicker.
        standing = queries.open_attempt_of(by, iri, registration)
        if standing is None:
            raise
        return standing


def drawn(document: Mapping[str, Any], seed: int, *, last: frozenset[str]) -> dict[str, Any]:
    """The seed, and the form with its questions and what they offer in the order shown."""
    bank = {question["ref"]: question for question in document["questions"]}
    cells = cells_of(document.get("blueprint", ()))
    refs = assemble(bank, document["draw"], cells, seed, last)
    questions = [as_shown(bank[ref], seed) for ref in refs]
    form = {name: document[name] for name in PINNED if name in document}
    return {"seed": seed, "form": {**form, "questions": questions}}


@transaction.atomic
def save_answer(
    *,
    by: User,
    attempt: Attempt,
    index: int,
    response: object,
    at: datetime | None = None,
    shown_at: datetime | None = None,
) -> Response:
    """Keep the answer to question `index` (from 0); the last one given stands.

    `at` is when it was given, where that was before it arrived: what a device kept back does
    not undo a newer answer. `shown_at` is when the page with the question was served. Every
    answer stays in the history.
    Raises NotFound for somebody else's attempt, Conflict after it was submitted,
    InvalidInput for a question that was not asked or an answer that was not on offer.
    """
    opened_at = _hold_open(by, attempt)
    questions = attempt.form["questions"]
    if not 0 <= index < len(questions):
        raise InvalidInput(_("That question is not part of this check. Go back to your check."))
    try:
        settled: object = check_response(questions[index], response)
    except WrongShape as error:
        raise InvalidInput(
            _("That answer is not one of those on offer. Go back to the question and choose again.")
        ) from error
    # As it will come back from the database.
    settled = list(settled) if isinstance(settled, tuple) else settled
    moment = at or timezone.now()
    found = Response.objects.filter(attempt=attempt, index=index)
    row = next(iter(found), None)
    if row is not None and row.response == settled:
        return row
    Saved.objects.create(attempt=attempt, index=index, response=settled, saved_at=moment)
    if row is None:
        return Response.objects.create(
            attempt=attempt,
            index=index,
            response=settled,
            saved_at=moment,
            shown_at=_plausible(shown_at, opened_at, moment),
        )
    if row.saved_at <= moment:
        row.response, row.saved_at = settled, moment
        row.save(update_fields=["response", "saved_at"])
    return row


def _plausible(shown_at: datetime | None, opened: datetime, saved: datetime) -> datetime | None:
    """When a question was shown, as its page says; None for what cannot be."""
    return shown_at if shown_at is not None and opened <= shown_at <= saved else None


@transaction.atomic
def submit(*, by: User, attempt: Attempt) -> Attempt:
    """Finish the attempt, mark it and record it. A second call changes nothing.

    A pass goes to the record as a band, never as a score; everything else is personal.
    Raises NotFound for somebody else's attempt.
    """
    attempt = queries.attempt_of(by, attempt.pk, hold=True)
    if attempt.submitted_at is not None:
        return attempt
    answers = queries.answers_of(attempt)
    marks = marks_of(attempt.form["questions"], answers)
    moment = max(timezone.now(), attempt.opened_at)
    markings = [
        new_marking(attempt, index, question, result, at=moment)
        for index, (question, result) in enumerate(
            zip(attempt.form["questions"], marks, strict=True)
        )
    ]
    # A key that was mended while the attempt was under way counts beside the one it has.
    markings += mended_markings(attempt, answers, marks, at=moment)
    attempt.score = len({one.index for one in markings if one.right})
    attempt.submitted_at = moment
    attempt.save(update_fields=["score", "submitted_at"])
    Marking.objects.bulk_create(markings)
    _record(by, attempt, marks, answers)
    return attempt


def _record(by: User, attempt: Attempt, marks: Sequence[Mark], answers: Mapping[int, Any]) -> None:
    moment = attempt.submitted_at or timezone.now()
    score, need, draw = attempt.score or 0, attempt.form["need"], attempt.form["draw"]
    passed = score >= need
    about: dict[str, Any] = {
        "actor_id": by.pk,
        "occurred_at": moment,
        "registration_id": attempt.registration_id,
    }
    events = [
        NewEvent(
            verb=Verb.ANSWERED,
            object_iri=f"{attempt.iri}/{question['ref']}",
            key=f"{attempt.id}:answered:{question['ref']}",
            success=result.full,
            result={"response": answers.get(index), "revision": question["revision"]},
            **about,
        )
        for index, (question, result) in enumerate(
            zip(attempt.form["questions"], marks, strict=True)
        )
    ]
    ended = NewEvent(
        verb=Verb.PASSED if passed else Verb.FAILED,
        object_iri=attempt.iri,
        key=f"{attempt.id}:{'passed' if passed else 'failed'}",
        success=passed,
        result={"band": band(score, need, draw)} if passed else {},
        **about,
    )
    record_many(by=None, events=[*events, ended])


def _hold_open(by: User, attempt: Attempt) -> datetime:
    """Hold an attempt of this person that is not finished; when it was opened."""
    held = queries.attempt_of(by, attempt.pk, hold=True)
    if held.submitted_at is not None:
        raise Conflict(
            _(
                "This check is already finished, so the answer was not changed. "
                "Look at your result, or take a fresh check."
            )
        )
    return held.opened_at
