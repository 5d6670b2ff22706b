"""Reads of refreshers: each for its own person alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Marking, NoRefreshers, Refresher
from assessments.refreshing import Tried
from core.errors import NotFound


def refreshers_of(user: User) -> QuerySet[Refresher]:
    """All that a person took or declined, the newest first."""
    return Refresher.objects.filter(user=user)


def refresher_of(user: User, pk: UUID) -> Refresher:
    """One that the person has begun. Raises NotFound for anybody else's."""
    found = refreshers_of(user).filter(pk=pk, begun_at__isnull=False).first()
    if found is None:
        raise NotFound(_("This refresher is not here. Open it from your training."))
    return found


def wants_no_refreshers(user: User) -> bool:
    """Whether the person has said that they want no offers."""
    return NoRefreshers.objects.filter(user=user).exists()


def tried_by(user: User, module_key: str, iri: str) -> list[Tried]:
    """How a person answered the check of a module and its refreshers, from the oldest on."""
    marks = Marking.objects.newest().filter(
        attempt__user=user, attempt__iri=iri, attempt__submitted_at__isnull=False
    )
    found: list[tuple[datetime, Tried]] = [
        (at, Tried(ref, right))
        for at, ref, right in marks.values_list("attempt__submitted_at", "ref", "right")
        if at is not None
    ]
    for one in refreshers_of(user).filter(module_key=module_key, begun_at__isnull=False):
        for index, answer in one.answers.items():
            ref = one.form["questions"][int(index)]["ref"]
            found.append((datetime.fromisoformat(answer["at"]), Tried(ref, answer["right"])))
    return [tried for _at, tried in sorted(found, key=lambda each: each[0])]
