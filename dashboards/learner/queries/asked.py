"""What a person's record says of their requests that prior learning be recorded."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import london_day, say_date
from tracking.enums import RequestState
from tracking.models import ModuleVersion, PriorLearningRequest
from tracking.prior_learning import requests_of

TAGS = {
    RequestState.WAITING: "plain",
    RequestState.APPROVED: "good",
    RequestState.REFUSED: "plain",
    RequestState.WITHDRAWN: "plain",
}


@dataclass(frozen=True)
class Asked:
    """One request, in words for the person whom it is about."""

    pk: uuid.UUID
    title: str
    tag: str
    words: str
    text: str
    answer: str
    next: str
    document: str
    may_withdraw: bool


def asked(user: User, versions: Mapping[str, ModuleVersion]) -> list[Asked]:
    """A person's requests, the newest first. One query."""
    titles = {key: version.title for key, version in versions.items()}
    return [_asked(one, titles) for one in requests_of(user)]


def _asked(one: PriorLearningRequest, titles: Mapping[str, str]) -> Asked:
    document = getattr(one, "document", None)
    return Asked(
        pk=one.pk,
        title=titles.get(one.module_key, one.module_key),
        tag=TAGS[one.state],
        words=str(one.state.label),
        text=_text(one),
        answer=one.answer,
        next=_next(one),
        document=document.name if document else "",
        may_withdraw=one.state == RequestState.WAITING,
    )


def _text(one: PriorLearningRequest) -> str:
    said = {
        "finished": say_date(one.completed_on),
        "place": one.place,
        "asked": say_date(london_day(one.asked_at)),
        "by": one.entered_by,
    }
    if one.entered_by_id == one.user_id:
        return _("Finished %(finished)s. %(place)s. You asked on %(asked)s.") % said
    return _("Finished %(finished)s. %(place)s. Entered for you on %(asked)s by %(by)s.") % said


def _next(one: PriorLearningRequest) -> str:
    """What happens, or what to do, now."""
    if one.state == RequestState.WAITING:
        return _("Somebody who leads you, or an administrator, decides. You get an e-mail.")
    if one.state == RequestState.REFUSED:
        return _(
            "You can ask again with something else that shows it, speak to the person who leads "
            "you, or take the module here. What you sent along is deleted."
        )
    return ""
