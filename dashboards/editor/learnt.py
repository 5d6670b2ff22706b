"""Who learnt what rests on a duty: people who finished a part that cites it, by version.

Editors see counts, and of fewer than ten people only that they are fewer: with the versions
beside one another a small count could point at a person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.disclosure.marks import PLATFORM
from tracking.enums import Verb
from tracking.models import Event, ModuleVersion
from victimscode.models import Citation

Parts = Mapping[UUID, frozenset[str]]


@dataclass(frozen=True)
class Learnt:
    """How many people learnt it from one version, in words that point at nobody."""

    version: ModuleVersion
    people: str


def parts_teaching(duties: Collection[int]) -> dict[UUID, frozenset[str]]:
    """The parts that ever taught one of these duties as the rule, by version. One query."""
    rows = Citation.objects.filter(duty__in=duties, was_in_force=True)
    found: dict[UUID, set[str]] = {}
    for version_id, iri in rows.values_list("version_id", "part_iri").distinct():
        found.setdefault(version_id, set()).add(iri)
    return {version_id: frozenset(iris) for version_id, iris in found.items()}


def finished(parts: Parts) -> QuerySet[Event]:
    """The events by which people who work here finished any of these parts."""
    which = Q(pk__in=[])
    for version_id, iris in parts.items():
        which |= Q(version=version_id, object_iri__in=iris)
    done = Event.objects.standing().filter(verb__in=[Verb.COMPLETED, Verb.PASSED])
    return done.filter(which, actor__is_active=True)


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
