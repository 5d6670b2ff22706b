"""The Code as pages show it: editions, rights, duties, and what cites them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from victimscode.enums import EditionKind
from victimscode.models import Citation, Duty, Edition, Right, Source


def duties() -> QuerySet[Duty]:
    """All duties and definitions with what a page shows of them, in four queries."""
    return Duty.objects.select_related("edition", "right").prefetch_related(
        "agencies", "sources", "limits"
    )


def duties_by_ref(refs: Iterable[str] | None = None) -> dict[str, Duty]:
    """Duties by how content cites them; all, or those of `refs` that exist."""
    found = duties()
    if refs is not None:
        wanted = set(refs)
        slugs = {ref.partition("/")[2] for ref in wanted}
        return {duty.ref: duty for duty in found.filter(slug__in=slugs) if duty.ref in wanted}
    return {duty.ref: duty for duty in found}


def editions() -> QuerySet[Edition]:
    """All editions, newest in force first."""
    return Edition.objects.prefetch_related("sources")


def sources() -> QuerySet[Source]:
    """Every source that a fact may name, in the order of its key."""
    return Source.objects.order_by("slug")


def edition_with_rights(slug: str) -> Edition | None:
    """An edition with its rights and duties, ready for a page."""
    return _whole(Edition.objects.filter(slug=slug), duties()).first()


def _whole(found: QuerySet[Edition], shown: QuerySet[Duty]) -> QuerySet[Edition]:
    return found.select_related("follows").prefetch_related(
        "sources",
        Prefetch("rights", Right.objects.order_by("number")),
        Prefetch("duties", shown.order_by("position")),
    )


def is_shown(edition: Edition) -> bool:
    """Whether readers may see it: what is invented only where it is rehearsed."""
    return not edition.invented or settings.CODE_REHEARSAL


def whole_editions(**which: Any) -> list[Edition]:
    """Editions with all that their files say of them, in as many queries for one as for many."""
    return list(_whole(Edition.objects.filter(**which), duties().prefetch_related("continues")))


@dataclass(frozen=True)
class Shelf:
    """The editions by what they are today."""

    current: list[Edition]
    laws: list[Edition]
    guidance: list[Edition]
    coming: list[Edition]
    history: list[Edition]


def shelf() -> Shelf:
    """All editions, sorted for `/code/`."""
    found = [one for one in editions() if is_shown(one)]
    return Shelf(
        current=[one for one in found if one.is_current],
        laws=[one for one in found if one.kind == EditionKind.STATUTE and not one.is_history],
        guidance=[one for one in found if one.is_guidance],
        coming=[one for one in found if one.is_coming],
        history=[one for one in found if one.is_history],
    )


@dataclass(frozen=True)
class Chapter:
    """A right, or what stands outside the rights (None), with its duties."""

    right: Right | None
    duties: list[Duty]

    @property
    def limited(self) -> list[Duty]:
        """The duties that have a time limit."""
        return [duty for duty in self.duties if duty.limits.all()]

    @property
    def limit_rows(self) -> list[dict[str, str]]:
        """Those duties as rows of a table of limits."""
        return [
            {
                "event": duty.says,
                "standard": duty.standard,
                "enhanced": duty.enhanced,
                "source": "; ".join(agency.name for agency in duty.agencies.all()),
            }
            for duty in self.limited
        ]


def chapters(edition: Edition) -> list[Chapter]:
    """The duties of an edition from `edition_with_rights`, by right; the rest comes last."""
    found = [
        Chapter(right, [duty for duty in edition.duties.all() if duty.right_id == right.pk])
        for right in edition.rights.all()
    ]
    rest = [duty for duty in edition.duties.all() if duty.right_id is None]
    return [*found, Chapter(None, rest)] if rest else found


def chapter(edition: Edition, number: int) -> Chapter | None:
    """One right of an edition from `edition_with_rights`."""
    return next(
        (one for one in chapters(edition) if one.right and one.right.number == number), None
    )


def parts_teaching(duties: Collection[int]) -> dict[UUID, frozenset[str]]:
    """The released parts that ever taught one of these duties as the rule: IRIs by version."""
    rows = Citation.objects.filter(duty__in=duties, was_in_force=True)
    found: dict[UUID, set[str]] = {}
    for version_id, iri in rows.values_list("version_id", "part_iri").distinct():
        found.setdefault(version_id, set()).add(iri)
    return {version_id: frozenset(iris) for version_id, iris in found.items()}


def citations_of(duty: Duty) -> QuerySet[Citation]:
    """What was ever released that rests on this duty."""
    return duty.citations.order_by("module_key", "version_id", "part_iri", "block_id")
