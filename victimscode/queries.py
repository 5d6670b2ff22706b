"""Reads of the Code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from victimscode import citing, formats
from victimscode.enums import EditionKind, Group
from victimscode.models import Agency, Citation, Duty, Edition, Principle, Right, Source


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


@dataclass(frozen=True)
class Citability:
    """Whether a citation may be published as it is marked; if not, `reason` says why."""

    ok: bool
    reason: str = ""


def facts() -> dict[str, citing.Fact]:
    """What every citation rests on, for the publishing checks."""
    return citing.facts(code_files())


def citable(ref: str, *, history: bool = False, coming: bool = False) -> Citability:
    """Whether content may cite `ref` ("2020/r6-bail-changes") with these marks."""
    reason = citing.objection(ref, facts().get(ref), history=history, coming=coming)
    return Citability(not reason, reason)


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


def citations_of(duty: Duty) -> QuerySet[Citation]:
    """What was ever released that rests on this duty."""
    return duty.citations.order_by("module_key", "version_id", "part_iri", "block_id")


# The rows as the files would show them ------------------------------------------------


def source_file(source: Source) -> formats.SourceFile:
    """A source as its file shows it."""
    return formats.SourceFile(source.slug, source.address, source.used_for, source.read_on)


def agency_file(agency: Agency) -> formats.AgencyFile:
    """An agency as its file shows it."""
    return formats.AgencyFile(agency.slug, agency.name, agency.also)


def principle_file(principle: Principle) -> formats.PrincipleFile:
    """A principle as its file shows it."""
    sources = tuple(source.slug for source in principle.sources.all())
    return formats.PrincipleFile(
        principle.slug, principle.set, principle.name, sources, principle.confidence
    )


def duty_file(duty: Duty, *, continues: bool = False) -> formats.DutyFile:
    """A duty or definition as its file shows it; what it `continues` only where that is asked."""
    limits = {limit.group: limit for limit in duty.limits.all()}
    return formats.DutyFile(
        slug=duty.slug,
        kind=duty.kind,
        says=duty.says,
        confidence=duty.confidence,
        sources=tuple(source.slug for source in duty.sources.all()),
        right=duty.right.number if duty.right else None,
        paragraph=duty.paragraph,
        agencies=tuple(agency.slug for agency in duty.agencies.all()),
        trigger=duty.trigger,
        limits=tuple(
            (group, formats.LimitText(limits[group].amount, limits[group].unit))
            for group in (Group.STANDARD.value, Group.ENHANCED.value)
            if group in limits
        ),
        note=duty.note,
        in_force=duty.in_force,
        continues=tuple(one.slug for one in duty.continues.all()) if continues else (),
    )


def edition_file(edition: Edition) -> formats.EditionFile:
    """An edition with its rights and duties as its file shows it."""
    return formats.EditionFile(
        slug=edition.slug,
        title=edition.title,
        kind=edition.kind,
        published=edition.published,
        in_force=edition.in_force,
        superseded_on=edition.superseded_on,
        sources=tuple(source.slug for source in edition.sources.all()),
        rights=tuple((right.number, right.title) for right in edition.rights.all()),
        duties=tuple(duty_file(duty, continues=True) for duty in edition.duties.all()),
        follows=edition.follows.slug if edition.follows else "",
        fictional=edition.fictional,
    )


def code_files() -> formats.CodeFiles:
    """The whole of the Code as files, for the export."""
    return formats.CodeFiles(
        agencies=tuple(agency_file(agency) for agency in Agency.objects.all()),
        sources=tuple(source_file(source) for source in Source.objects.all()),
        principles=tuple(
            principle_file(one) for one in Principle.objects.prefetch_related("sources")
        ),
        editions=tuple(
            edition_file(edition) for edition in sorted(whole_editions(), key=lambda one: one.slug)
        ),
    )
