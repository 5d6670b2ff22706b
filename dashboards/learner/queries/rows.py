"""Bare rows of what a person has begun and finished.

`/training/` is the page that everybody opens first: reading whole objects with their
versions takes a third of its time.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from accounts.models import User
from core.iris import module_iri
from tracking.enums import Verb
from tracking.models import Event, ModuleVersion, Registration


@dataclass(frozen=True)
class Begun:
    """A module that the person is in the middle of."""

    version_id: uuid.UUID
    module_key: str
    title: str
    is_open: bool
    opened_at: datetime.datetime
    last_at: datetime.datetime | None
    parts_done: Sequence[str]
    parts_total: int


@dataclass(frozen=True)
class Finished:
    """A module that the person has finished."""

    module_key: str
    title: str
    occurred_at: datetime.datetime
    certificate: uuid.UUID | None
    number: int | None


def begun(user: User) -> list[Begun]:
    """Modules that the person is in the middle of, the newest first."""
    rows = Registration.objects.filter(user=user, closed_at=None, progress__isnull=False)
    found = rows.order_by("-opened_at").values_list(
        "version_id",
        "module_key",
        "version__title",
        "version__withdrawn_at",
        "opened_at",
        "progress__last_at",
        "progress__parts_done",
        "progress__parts_total",
    )
    return [
        Begun(version_id, key, title, withdrawn_at is None, *rest)
        for version_id, key, title, withdrawn_at, *rest in found
    ]


def finished(user: User, versions: Mapping[str, ModuleVersion]) -> list[Finished]:
    """Effective completions, prior learning included, the newest first."""
    modules = module_iri("")
    events = Event.objects.standing().filter(actor=user, verb=Verb.COMPLETED)
    of_modules = events.filter(Q(object_iri=F("version__iri")) | Q(version=None))
    rows = of_modules.order_by("-occurred_at").values_list(
        "object_iri", "version__title", "occurred_at", "certificate__pk", "version__number"
    )
    found = []
    for iri, title, occurred_at, certificate, number in rows:
        key = iri.removeprefix(modules)
        if "/" not in key:
            current = versions.get(key)
            said = title or (current.title if current else key)
            found.append(Finished(key, said, occurred_at, certificate, number))
    return found
