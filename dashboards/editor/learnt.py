"""Who learnt what rests on a duty: people who finished a part that cites it, by version.

Editors see counts, and of fewer than ten people only that they are fewer: with the versions
beside one another a small count could point at a person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.disclosure.marks import PLATFORM
from tracking.models import Event, ModuleVersion
from tracking.queries import finished_parts
from victimscode.queries import parts_teaching

Parts = Mapping[UUID, frozenset[str]]


@dataclass(frozen=True)
class Learnt:
    """How many people learnt it from one version, in words that point at nobody."""

    version: ModuleVersion
    people: str


def finished(parts: Parts) -> QuerySet[Event]:
    """The events by which people who work here finished any of these parts."""
    return finished_parts(parts).filter(actor__is_active=True)


def learnt(duties: Collection[int]) -> list[Learnt]:
    """By version, newest first, how many people learnt one of these duties from it."""
    parts = parts_teaching(duties)
    if not parts:
        return []
    events = finished(parts).order_by().values_list("version")
    counts = dict(events.annotate(people=Count("actor", distinct=True)))
    versions = ModuleVersion.objects.filter(pk__in=parts).order_by("module_key", "-number")
    return [Learnt(version, people(counts.get(version.pk, 0))) for version in versions]


def people(count: int) -> str:
    """So many people, in words; of a few only that they are few."""
    if count == 0:
        return _("nobody yet")
    if count < PLATFORM.below:
        return _("fewer than %d people") % PLATFORM.below
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": f"{count:,}"}
