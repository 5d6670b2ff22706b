"""Marking earlier answers again after a key was mended. Nobody loses a pass."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.assembly import band
from assessments.earlier import (
    Applied,
    Earlier,
    earlier_answers,
    earlier_markings,
    pinned_in,
    waiting,
)
from assessments.enums import Regrading
from assessments.models import Attempt, Marking, Question, Regrade, Regraded
from assessments.rules import may_mark_again
from assessments.services.compiling import compile_question
from assessments.services.marks import new_marking
from assessments.services.mending import again
from core.dates import london_day, say_date
from core.errors import Conflict, InvalidInput, NotAllowed
from core.services import audit, enqueue, enqueue_email
from tracking.enums import Verb
from tracking.services import NewEvent, record_many

AT_ONCE = 200
KIND = "assessments.regrade"
LONGEST_REASON = 1000


def mended_document(question: Question) -> dict[str, Any]:
    """The published question, compiled. Raises InvalidInput when it cannot be applied yet."""
    if question.has_unpublished_changes or question.live_revision_id is None:
        raise InvalidInput(
            _("The question has changes that are not published. Publish the mended key first.")
        )
    return compile_question(question)


@transaction.atomic
def begin_regrade(*, by: User, question: Question, reason: str) -> Regrade:
    """Mark all earlier answers to a question again by the key that is published now.

    A first batch is marked at once, the rest by the outbox. Raises NotAllowed for whoever may
    not publish questions, InvalidInput without a reason or with a draft waiting, Conflict
    while another marking of this question goes on.
    """
    if not may_mark_again(by):
        raise NotAllowed(_("Marking again is for editors who may publish questions."))
    reason = " ".join(reason.split())
    if not reason:
        raise InvalidInput(_("Say what was mended, and why. It stays beside every mark."))
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(_("Say it in fewer words: 1,000 letters at most."))
    document = mended_document(question)
    try:
        with transaction.atomic():
            regrade = Regrade.objects.create(
                ref=question.ref,
                revision=document["revision"],
                document=document,
                reason=reason,
                begun_by=by,
                begun_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Conflict(
            _("Earlier answers to this question are being marked again already. Look at it later.")
        ) from error
    audit(
        by=by,
        action="question.marked_again",
        obj=question,
        after={"regrade": str(regrade.pk), "revision": regrade.revision},
        reason=reason,
    )
    go_on_regrading(regrade_id=regrade.pk)
    regrade.refresh_from_db()
    return regrade


@transaction.atomic
def go_on_regrading(*, regrade_id: uuid.UUID) -> None:
    """Mark the next batch, and ask for the one after it. Killed and run again, nothing doubles."""
    regrade = Regrade.objects.select_for_update().get(pk=regrade_id)
    if regrade.finished_at is not None:
        return
    markings = earlier_markings(regrade.ref, regrade.revision)
    left = waiting(markings, regrade.pk).order_by("attempt")
    batch = list(left.values_list("attempt", flat=True)[:AT_ONCE])
    if batch:
        _mark_again(regrade, markings, batch)
    if len(batch) < AT_ONCE:
        regrade.finished_at = timezone.now()
        regrade.save(update_fields=["finished_at"])
        return
    done = regrade.attempts.count()
    enqueue(kind=KIND, key=f"{KIND}:{regrade.pk}:{done}", payload={"regrade": str(regrade.pk)})


def _mark_again(regrade: Regrade, markings: Any, batch: Sequence[uuid.UUID]) -> None:
    attempts = {
        one.pk: one
        for one in Attempt.objects.select_for_update().filter(pk__in=batch).order_by("pk")
    }
    applied = Applied(regrade.document, pinned_in(markings))
    found = [
        (one, applied.verdict(one)) for one in earlier_answers(markings.filter(attempt__in=batch))
    ]
    now = timezone.now()
    Marking.objects.bulk_create(
        again(
            new_marking(attempts[one.attempt], one.index, _name(regrade), verdict.mark, at=now),
            regrade,
        )
        for one, verdict in found
        if verdict.mark is not None and verdict.outcome in (Regrading.UP, Regrading.DOWN)
    )
    Regraded.objects.bulk_create(
        Regraded(
            regrade=regrade,
            attempt_id=one.attempt,
            outcome=verdict.outcome,
            before=one.score,
            after=one.score + verdict.rises,
            gained=verdict.passes,
            at=now,
        )
        for one, verdict in found
    )
    risen = [one.attempt for one, verdict in found if verdict.rises]
    Attempt.objects.filter(pk__in=risen).update(score=F("score") + 1)
    gained = [(attempts[one.attempt], one) for one, verdict in found if verdict.passes]
    _record_passes(regrade, gained)
    _tell(regrade, gained)


def _name(regrade: Regrade) -> Mapping[str, Any]:
    return {"ref": regrade.ref, "revision": regrade.revision}


def _record_passes(regrade: Regrade, gained: Sequence[tuple[Attempt, Earlier]]) -> None:
    """Each pass into the record, as of the day of the attempt: it was earned then."""
    record_many(
        by=regrade.begun_by,
        events=[
            NewEvent(
                actor_id=attempt.user_id,
                verb=Verb.PASSED,
                object_iri=attempt.iri,
                key=f"{attempt.id}:passed",
                occurred_at=attempt.submitted_at or attempt.opened_at,
                registration_id=attempt.registration_id,
                success=True,
                result={"band": band(one.score + 1, one.need, attempt.form["draw"])},
                recorded_by_id=regrade.begun_by_id,
                # What the editor wrote is not for the record of a person.
                reason=_("Marked again after a question of the check was mended"),
            )
            for attempt, one in gained
        ],
    )


def _tell(regrade: Regrade, gained: Sequence[tuple[Attempt, Earlier]]) -> None:
    """An e-mail to each person who has a pass now."""
    people = User.objects.filter(is_active=True).in_bulk([one.user_id for one, _e in gained])
    for attempt, one in gained:
        person = people.get(attempt.user_id)
        if person is None or not person.email:
            continue
        path = reverse("check_result", args=[attempt.form["module"], attempt.pk])
        text = render_to_string(
            "emails/assessments/marked_again.txt",
            {
                "name": person.first_name or person,
                "title": attempt.form["title"],
                "day": say_date(london_day(regrade.begun_at)),
                "score": one.score + 1,
                "draw": attempt.form["draw"],
                "address": f"{settings.SITE_URL}{path}",
            },
        )
        enqueue_email(
            key=f"{KIND}:{regrade.pk}:{attempt.pk}:told",
            to=person.email,
            subject=_("Your knowledge check: one question was mended, and you have passed"),
            text=text,
        )


def outcomes_of(regrade: Regrade) -> dict[str, int]:
    """What a marking again has come to so far, by outcome."""
    rows = regrade.attempts.order_by().values_list("outcome").annotate(Count("pk"))
    return {**{str(value): 0 for value in Regrading}, **dict(rows)}
