"""Asking that prior learning be recorded, and the second person's answer."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import nearest_leaders_of
from core.dates import say_date
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.services import audit, enqueue_email
from tracking import prior_learning as requests
from tracking.documents import LARGEST, Evidence, kind_of, safe_name
from tracking.models import PriorLearningDocument, PriorLearningRequest
from tracking.queries import current_version
from tracking.services.prior import record_prior

EARLIEST = date(1990, 1, 1)
LONGEST = 2000


def evidence_file(*, name: str, content: bytes) -> Evidence:
    """A file that somebody sends along, if it may be taken. Raises InvalidInput."""
    if len(content) > LARGEST:
        raise InvalidInput(_("The file is larger than 5 MB. Send a smaller copy, or a photograph."))
    kind = kind_of(content)
    if kind is None:
        raise InvalidInput(_("Send a PDF, or a photograph in JPEG or PNG."))
    return Evidence(safe_name(name, kind), kind, content)


@transaction.atomic
def ask_for_prior_learning(
    *,
    by: User,
    user: User,
    module_key: str,
    completed_on: date,
    place: str,
    evidence: str,
    document: Evidence | None = None,
) -> PriorLearningRequest:
    """Ask that `user`'s finishing of a module elsewhere be recorded; a second person decides.

    `by` is the person themself, or somebody who leads them, or an administrator. The same
    request again is the first one. Raises InvalidInput for a day to come or for empty words,
    NotFound for a module that is not open, NotAllowed for somebody else's record, Conflict
    while another request for the module waits.
    """
    place, evidence = " ".join(place.split()), evidence.strip().replace("\r\n", "\n")
    if by.pk != user.pk and not requests.may_enter_for(by, user):
        raise NotAllowed(_("You can ask for yourself, and for people in the units that you lead."))
    if current_version(module_key) is None:
        raise NotFound(_("This module is not open to learners. Choose one that is."))
    if not EARLIEST <= completed_on <= timezone.localdate():
        raise InvalidInput(_("Prior learning is in the past. Give the day it was finished."))
    if not place or not evidence:
        raise InvalidInput(_("Say where it was, and what shows that it was done."))
    if len(evidence) > LONGEST:
        raise InvalidInput(_("Say what shows it in fewer words: 2,000 letters at most."))
    row = PriorLearningRequest(
        user=user,
        entered_by=by,
        module_key=module_key,
        completed_on=completed_on,
        place=place,
        evidence=evidence,
        asked_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _the_same(row)
    if document is not None:
        PriorLearningDocument.objects.create(
            request=row,
            name=document.name,
            kind=document.kind,
            size=len(document.content),
            content=document.content,
        )
    _audit(by, "asked", row, words={"place": place, "evidence": evidence})
    _tell_leaders(row)
    return row


def _the_same(row: PriorLearningRequest) -> PriorLearningRequest:
    """The request that waits already, if this one only repeats it."""
    waiting = PriorLearningRequest.objects.filter(
        user=row.user, module_key=row.module_key, decided_at=None, withdrawn_at=None
    )
    first = waiting.first()
    if first is None:
        raise Conflict(_("This has been answered in the meantime. Look at your record."))
    names = ("completed_on", "place", "evidence", "entered_by_id")
    if all(getattr(first, name) == getattr(row, name) for name in names):
        return first
    raise Conflict(
        _("You have asked for this module already. Withdraw that request first, then ask again.")
    )


@transaction.atomic
def withdraw_prior_learning(*, by: User, request: PriorLearningRequest) -> PriorLearningRequest:
    """Take a request back; its document is gone at once. Twice changes nothing.

    For the person themself and whoever entered it. Raises NotAllowed; Conflict once decided.
    """
    row = _locked(request.pk)
    if by.pk not in (row.user_id, row.entered_by_id):
        raise NotAllowed(_("Only the person themself, or who entered it, can withdraw this."))
    if row.withdrawn_at is not None:
        return row
    if row.decided_at is not None:
        raise Conflict(_("This has been answered already, so there is nothing to withdraw."))
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    PriorLearningDocument.objects.filter(pk=row.pk).delete()
    _audit(by, "withdrawn", row)
    return row


@transaction.atomic
def decide_prior_learning(
    *, by: User, request: PriorLearningRequest, approve: bool, answer: str
) -> PriorLearningRequest:
    """The second person's answer; approving puts the completion on the record, back-dated.

    The same answer again changes nothing. Raises NotAllowed for whoever may not decide,
    InvalidInput without words for the person, Conflict when it is closed already.
    """
    row = _locked(request.pk)
    answer = answer.strip().replace("\r\n", "\n")
    if row.decided_at is not None and (row.decided_by_id, row.approved) == (by.pk, approve):
        return row
    if row.decided_at is not None or row.withdrawn_at is not None:
        raise Conflict(_("This has been answered or withdrawn in the meantime. Look at it again."))
    if not requests.to_decide(by).filter(pk=row.pk).exists():
        raise NotAllowed(
            _(
                "A second person decides: somebody who leads this person, or an administrator, "
                "and not who entered the request."
            )
        )
    if not answer:
        raise InvalidInput(_("Say why, in words that the person will read."))
    row.decided_at, row.decided_by, row.approved, row.answer = timezone.now(), by, approve, answer
    if approve:
        row.event = record_prior(
            by=by,
            user=row.user,
            module_key=row.module_key,
            completed_on=row.completed_on,
            # What is in the ledger stays: the words about the person stay with the request.
            reason=_("Prior learning, asked for on %s")
            % say_date(timezone.localdate(row.asked_at)),
            evidence=f"{row.place}\n{row.evidence}",
        )
    else:
        PriorLearningDocument.objects.filter(pk=row.pk).delete()
    row.save(update_fields=["decided_at", "decided_by", "approved", "answer", "event"])
    _audit(by, "approved" if approve else "refused", row, words={"answer": answer})
    _tell_person(row)
    return row


@transaction.atomic
def note_evidence_opened(*, by: User, request: PriorLearningRequest) -> None:
    """Somebody else than the person opened what was sent along."""
    _audit(by, "document_opened", request)


def _locked(pk: uuid.UUID) -> PriorLearningRequest:
    row = PriorLearningRequest.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFound(_("This request does not exist."))
    return row


def _audit(
    by: User, done: str, row: PriorLearningRequest, words: dict[str, str] | None = None
) -> None:
    audit(
        by=by,
        action=f"prior_learning_request.{done}",
        obj=row,
        after={"module_key": row.module_key, "completed_on": row.completed_on.isoformat()},
        about=row.user,
        personal_after={"user": row.user_id, **(words or {})},
    )


def _tell_leaders(row: PriorLearningRequest) -> None:
    """An e-mail to those nearest above the person that something waits. It names nobody."""
    text = render_to_string(
        "emails/tracking/prior_learning_asked.txt",
        {"address": f"{settings.SITE_URL}/team/prior-learning/"},
    )
    leaders = nearest_leaders_of(row.user).filter(is_active=True).exclude(pk=row.entered_by_id)
    for leader in leaders.order_by("pk")[:5]:
        enqueue_email(
            key=f"prior-learning:{row.pk}:asked:{leader.pk}",
            to=leader.email,
            subject=_("Prior learning to look at"),
            text=text,
        )


def _tell_person(row: PriorLearningRequest) -> None:
    text = render_to_string(
        "emails/tracking/prior_learning_answered.txt",
        {"name": row.user.first_name or row.user, "address": f"{settings.SITE_URL}/record/"},
    )
    enqueue_email(
        key=f"prior-learning:{row.pk}:answered",
        to=row.user.email,
        subject=_("Your prior learning: there is an answer"),
        text=text,
    )
