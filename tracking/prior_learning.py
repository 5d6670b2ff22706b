"""Requests that prior learning be recorded: who sees which, and who may decide. Reads only.

One rule answers "may I?" and "which rows?": `to_decide(by)`.
"""

import uuid

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role, leaders_of, people_seen_by
from tracking.models import PriorLearningDocument, PriorLearningRequest

Requests = QuerySet[PriorLearningRequest]


def _all() -> Requests:
    return PriorLearningRequest.objects.select_related(
        "user", "entered_by", "decided_by", "document"
    ).defer("document__content")


def requests_of(user: User) -> Requests:
    """A person's own requests, whoever entered them, the newest first."""
    return _all().filter(user=user)


def may_enter_for(by: User, user: User) -> bool:
    """Whether one may ask on behalf of another: a leader for their people, an administrator."""
    if by.pk == user.pk:
        return False
    return has_role(by, Role.ADMINISTRATOR) or people_seen_by(by).filter(pk=user.pk).exists()


def to_decide(by: User) -> Requests:
    """The waiting requests that this person may decide, the oldest first.

    Leaders decide for the people whom they lead, administrators for everybody; nobody for
    themself, for somebody who leads them, or on what they entered.
    """
    waiting = _all().filter(decided_at=None, withdrawn_at=None).order_by("asked_at", "pk")
    others = waiting.exclude(Q(user=by) | Q(entered_by=by))
    if has_role(by, Role.ADMINISTRATOR):
        return others
    return others.filter(user__in=people_seen_by(by)).exclude(user__in=leaders_of(by))


def seen_by(by: User) -> Requests:
    """All requests about people whom this person leads, or all for an administrator; not their own."""
    rows = _all().exclude(user=by)
    if has_role(by, Role.ADMINISTRATOR):
        return rows
    return rows.filter(Q(user__in=people_seen_by(by)) | Q(entered_by=by) | Q(decided_by=by))


def document_for(viewer: User, request_id: uuid.UUID) -> PriorLearningDocument | None:
    """The document of a request, for the person themself and those who decide; None for others."""
    found = PriorLearningDocument.objects.select_related("request").filter(pk=request_id)
    mine = Q(request__user=viewer) | Q(request__decided_by=viewer)
    return found.filter(mine | Q(pk__in=to_decide(viewer).order_by().values("pk"))).first()
