"""The doors of feedback: somebody says what is wrong; an editor looks, mends or answers."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role
from core.errors import Conflict, InvalidInput, NotAllowed
from core.services import audit, enqueue_email
from feedback import queries
from feedback.enums import Kind, Naming, State
from feedback.models import Remark
from feedback.queries import Place
from tracking.models import ModuleVersion

LONGEST = 2000
LONGEST_KEY = 64


@transaction.atomic
def send_remark(*, by: User, place: Place, kind: str, text: str, naming: str, key: str) -> Remark:
    """Say that something is wrong at a place; the same form again is the first remark.

    Unless the sender says so, editors do not see who it was, and neither does the audit log.
    The module's keeper gets one e-mail a day. Raises InvalidInput.
    """
    text = text.strip().replace("\r\n", "\n")
    if not text:
        raise InvalidInput(_("Say what is wrong, in a few words."))
    if len(text) > LONGEST:
        raise InvalidInput(_("Say it in fewer words: 2,000 letters at most."))
    if kind not in Kind.values or naming not in Naming.values:
        raise InvalidInput(_("Choose one of the answers that are offered."))
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise InvalidInput(_("The form is incomplete. Open the passage and use its link again."))
    remark = Remark(
        # Hashed, so that it names neither the person nor the form.
        key=hashlib.sha256(f"{by.pk}:{key}".encode()).hexdigest(),
        sender=None if naming == Naming.NOBODY else by,
        naming=naming,
        kind=kind,
        text=text,
        module_key=place.module_key,
        version=place.version,
        part_iri=place.part.iri,
        part_kind=place.part.kind,
        part_title=place.part.title,
        block_id=place.block_id,
        title=place.title,
        quote=place.quote,
        cites=list(place.cites),
        sent_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            remark.save(force_insert=True)
    except IntegrityError:
        return Remark.objects.get(key=remark.key)
    audit(
        by=by if naming == Naming.NAMED else None,
        action="remark.sent",
        obj=remark,
        after={"kind": kind, "module_key": remark.module_key, "part": remark.part_iri},
    )
    _tell_keepers(remark)
    return remark


@transaction.atomic
def look_at(*, by: User, remark: Remark) -> Remark:
    """An editor has taken it up; also what opens an answered one again. Twice changes nothing."""
    row = _locked(by, remark)
    if row.state == State.LOOKING:
        return row
    before = row.state
    row.state, row.answer, row.mended_in = State.LOOKING, "", None
    row.answered_at, row.answered_by = None, None
    row.save(update_fields=["state", "answer", "mended_in", "answered_at", "answered_by"])
    audit(by=by, action="remark.taken_up", obj=row, before={"state": before})
    return row


@transaction.atomic
def answer_remark(
    *, by: User, remark: Remark, state: str, answer: str, mended_in: ModuleVersion | None = None
) -> Remark:
    """Close a remark as mended or not changed, with words for whoever sent it.

    `mended_in` is the version that has it; without it, the next one that is released is
    written in. The sender gets one e-mail. The same answer again changes nothing. Raises
    InvalidInput without words, Conflict for what was answered otherwise.
    """
    row = _locked(by, remark)
    answer = answer.strip().replace("\r\n", "\n")
    if state not in (State.MENDED, State.KEPT):
        raise InvalidInput(_("Say whether it was mended, or not changed."))
    if not answer:
        raise InvalidInput(_("Say what was done, or why not: whoever sent it reads this."))
    if mended_in is not None and (state != State.MENDED or mended_in.module_key != row.module_key):
        raise InvalidInput(_("Choose a version of this module."))
    if row.state == state and row.answer == answer:
        return row
    if row.state in (State.MENDED, State.KEPT):
        raise Conflict(_("This was answered in the meantime. Look at it again."))
    before = row.state
    row.state, row.answer, row.mended_in = state, answer, mended_in
    row.answered_at, row.answered_by = timezone.now(), by
    row.save(update_fields=["state", "answer", "mended_in", "answered_at", "answered_by"])
    audit(
        by=by,
        action="remark.answered",
        obj=row,
        before={"state": before},
        after={"state": state, "version": mended_in.number if mended_in else None},
    )
    _tell_sender(row)
    return row


@transaction.atomic
def note_release(*, by: User | None, version: ModuleVersion) -> int:
    """Write a new version into what was mended before it came; how many. Called at each release."""
    waiting = Remark.objects.filter(
        module_key=version.module_key, state=State.MENDED, mended_in=None
    )
    rows = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        row.mended_in = version
        row.save(update_fields=["mended_in"])
        audit(by=by, action="remark.released", obj=row, after={"version": version.number})
    return len(rows)


def _locked(by: User, remark: Remark) -> Remark:
    if not has_role(by, Role.EDITOR):
        raise NotAllowed(_("Feedback is answered by editors."))
    return Remark.objects.select_for_update(of=("self",)).select_related("sender").get(pk=remark.pk)


def _tell_keepers(remark: Remark) -> None:
    """One e-mail a day for each module and keeper: that there is something, and where."""
    day = timezone.localdate()
    text = render_to_string(
        "emails/feedback/remark.txt",
        {
            "module": remark.version.title,
            "address": f"{settings.SITE_URL}{reverse('remarks')}",
        },
    )
    for address in queries.keepers_of(remark.module_key):
        who = hashlib.sha256(address.lower().encode()).hexdigest()[:16]
        enqueue_email(
            key=f"feedback:{remark.module_key}:{day.isoformat()}:{who}",
            to=address,
            subject=_("Feedback on %s") % remark.version.title,
            text=text,
        )


def _tell_sender(remark: Remark) -> None:
    if remark.sender is None or not remark.sender.is_active:
        return
    text = render_to_string(
        "emails/feedback/answered.txt",
        {
            "name": remark.sender.first_name or remark.sender,
            "address": f"{settings.SITE_URL}{reverse('record')}#feedback",
        },
    )
    enqueue_email(
        key=f"feedback:{remark.pk}:answered",
        to=remark.sender.email,
        subject=_("Your feedback: there is an answer"),
        text=text,
    )
