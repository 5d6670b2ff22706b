"""The Code as its files would show it, and whether a fact may be cited."""

from __future__ import annotations

from dataclasses import dataclass

from victimscode import citing, formats
from victimscode.enums import Group
from victimscode.models import Agency, Duty, Edition, Principle, Source
from victimscode.queries.shelf import whole_editions


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
