"""The doors of the foundations: the audit log and the outbox."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from structlog.contextvars import get_contextvars

from core import outbox
from core.errors import InvalidInput
from core.models import AuditEntry, AuditPersonal, OutboxMessage


def audit(
    *,
    by: AbstractBaseUser | None,
    action: str,
    obj: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    about: AbstractBaseUser | None = None,
    personal_before: Mapping[str, Any] | None = None,
    personal_after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Append who did what. Call it inside the transaction of the change itself.

    `before` and `after` hold JSON values of the fields that changed and nothing that
    names a person; what does goes into `personal_before` and `personal_after`, with
    the person it is `about`. `action` is "<thing>.<past participle>", as "module.released".
    """
    entry = AuditEntry.objects.create(
        by_id=by.pk if by else None,
        action=action,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
        request_id=str(get_contextvars().get("request_id", "")),
    )
    if personal_before or personal_after:
        AuditPersonal.objects.create(
            entry=entry,
            about_id=about.pk if about else None,
            before=dict(personal_before or {}),
            after=dict(personal_after or {}),
        )
    return entry


@dataclass(frozen=True)
class Change:
    """What `audit` takes about one object, for `audit_many`."""

    obj: models.Model
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    about: AbstractBaseUser | None = None
    personal_before: Mapping[str, Any] = field(default_factory=dict)
    personal_after: Mapping[str, Any] = field(default_factory=dict)


def audit_many(
    *, by: AbstractBaseUser | None, action: str, changes: Sequence[Change], reason: str = ""
) -> list[AuditEntry]:
    """Append one entry for each change, as `audit` would one by one, in two statements."""
    request_id = str(get_contextvars().get("request_id", ""))
    entries = AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                by_id=by.pk if by else None,
                action=action,
                object_type=change.obj._meta.label_lower,
                object_id=str(change.obj.pk),
                before=dict(change.before),
                after=dict(change.after),
                reason=reason,
                request_id=request_id,
            )
            for change in changes
        ],
        batch_size=1000,
    )
    AuditPersonal.objects.bulk_create(
        [
            AuditPersonal(
                entry=entry,
                about_id=change.about.pk if change.about else None,
                before=dict(change.personal_before),
                after=dict(change.personal_after),
            )
            for entry, change in zip(entries, changes, strict=True)
            if change.personal_before or change.personal_after
        ],
        batch_size=1000,
    )
    return entries


def enqueue(
    *, kind: str, key: str, payload: Mapping[str, Any], due_at: datetime | None = None
) -> OutboxMessage:
    """Ask for work once: a second call with the same key changes nothing.

    `kind` names a handler registered with `core.outbox.handles`; `payload` holds JSON
    values, ids rather than objects.
    """
    message, created = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={"kind": kind, "payload": dict(payload), "due_at": due_at or timezone.now()},
    )
    if created:
        outbox.announce(message)
    return message


def enqueue_many(
    *, kind: str, payloads: Iterable[tuple[str, Mapping[str, Any]]], due_at: datetime | None = None
) -> None:
    """Ask for many pieces of work, as (key, payload); the same as `enqueue` on each.

    No queue is told: the next sweep takes them up.
    """
    when = due_at or timezone.now()
    OutboxMessage.objects.bulk_create(
        (
            OutboxMessage(kind=kind, key=key, payload=dict(payload), due_at=when)
            for key, payload in payloads
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


def enqueue_email(
    *, key: str, to: str, subject: str, text: str, html: str = "", due_at: datetime | None = None
) -> OutboxMessage:
    """Ask for one e-mail, once by key. The only way in which the site sends e-mail.

    Address and words are forgotten when it has gone. Raises InvalidInput for an address
    or a subject that cannot stand in a message's head.
    """
    if any(line in part for part in (to, subject) for line in "\r\n"):
        raise InvalidInput(_("Write the address and the subject on one line each."))
    return enqueue(
        kind="email",
        key=key,
        payload={"to": to, "subject": subject, "text": text, "html": html},
        due_at=due_at,
    )
