"""Pathways: from their file, to learners, and begun. See docs/features/pathways.md."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.contentload import LoadReport, Step, settle
from core.errors import InvalidInput
from core.findings import Finding
from core.hashing import document_hash
from core.iris import module_iri
from core.services import audit
from courses import checks, formats, queries
from courses.enums import PartKind
from courses.formats import PathwayFile, StepFile
from courses.models import CompiledPart, Pathway
from courses.queries import latest
from tracking.enums import ReleaseKind, Verb
from tracking.models import ModuleVersion, Registration
from tracking.queries import current_version, current_versions
from tracking.services import register, release_version, renew

# Loading -------------------------------------------------------------------------------------


@transaction.atomic
def load_pathway(*, by: User | None, pathway: PathwayFile, position: int) -> LoadReport:
    """Bring a pathway to what its file says, and publish it. Twice changes nothing.

    One that was changed in the CMS since its load, or has a draft waiting there, is listed
    in `kept` and left alone.
    """
    row = Pathway.objects.filter(slug=pathway.slug).first()
    current = _hash(queries.pathway_file(latest(row))) if row else None
    row = row or Pathway(slug=pathway.slug, live=False)
    report, wanted = LoadReport(), _hash(pathway)
    name = f"pathway {pathway.slug}"
    step = settle(report, name=name, wanted=wanted, current=current, loaded=row.loaded_hash)
    if step is Step.LEAVE:
        if current == wanted:
            Pathway.objects.filter(pk=row.pk).update(loaded_hash=wanted, position=position)
        return report
    row.title, row.summary = pathway.title, pathway.summary
    row.jobs, row.fresh_days = list(pathway.jobs), pathway.fresh_days
    row.steps = [{"type": "step", "value": _value(one)} for one in pathway.steps]
    row.position, row.loaded_hash = position, wanted
    row.full_clean()
    row.save()
    row.save_revision(user=by, clean=False).publish(user=by)
    audit(by=by, action="pathway.loaded", obj=row, after={"hash": wanted})
    return report


def _hash(pathway: PathwayFile) -> str:
    return hashlib.sha256(formats.format_pathways([pathway]).encode()).hexdigest()


def _value(step: StepFile) -> dict[str, str]:
    return {
        "module": step.module,
        "depth": step.depth,
        "why": step.why,
        "lessons": ", ".join(step.lessons),
        "scenarios": ", ".join(step.scenarios),
    }


# Releasing -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class CompiledPathway:
    """A pathway made of what learners are served now, with all that blocks its release."""

    file: PathwayFile
    document: dict[str, Any]
    manifest: dict[str, Any]
    edition: str
    findings: tuple[Finding, ...]

    @property
    def content_hash(self) -> str:
        """What its learners would be asked to do, and what that teaches, as one hash."""
        return document_hash([self.document, self.manifest])


class PathwayBlocked(InvalidInput):
    """A pathway that cannot be released; `findings` say why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        first = " ".join(str(finding) for finding in self.findings[:3])
        super().__init__(_("The path cannot be released yet. %(first)s") % {"first": first})


def compile_pathway(pathway: Pathway, known: checks.Known | None = None) -> CompiledPathway:
    """Compile what is published of a pathway from the modules as they were released last.

    Give what is `known` to whoever compiles several: it takes a while to read.
    """
    file = queries.pathway_file(pathway)
    findings = checks.blocking(checks.check_pathway(file, known or queries.known_now()))
    versions = current_versions()
    steps, parts = [], []
    for step in file.steps:
        version = versions.get(step.module)
        if version is None:
            findings.append(_trouble(file, f"“{step.module}” was never released."))
            continue
        chosen = _chosen(step, version)
        missing = set(step.lessons) - {part["key"] for part in chosen}
        findings += [
            _trouble(file, f"The lesson “{key}” of “{step.module}” is not released yet.")
            for key in sorted(missing)
        ]
        parts += chosen
        steps.append(_document_step(step, version, chosen))
    if not parts:
        findings.append(_trouble(file, "Nothing in it counts."))
    document = {
        "title": file.title,
        "summary": file.summary,
        "jobs": list(file.jobs),
        "fresh_days": file.fresh_days,
        "position": pathway.position,
        "minutes": sum(step["minutes"] for step in steps),
        "steps": steps,
    }
    manifest = {"rule": "all", "gathers": {"fresh_days": file.fresh_days}, "parts": parts}
    first = next((versions[step["module"]] for step in steps), None)
    edition = first.edition if first else ""
    return CompiledPathway(file, document, manifest, edition, tuple(findings))


def _trouble(file: PathwayFile, message: str) -> Finding:
    return Finding(file.title, "", message, file=file.file)


def _chosen(step: StepFile, version: ModuleVersion) -> list[dict[str, Any]]:
    """The parts of a module that count in a step: its lessons, in the order of the module.

    Some lessons of a module come without its check, which asks about all of them.
    """
    counting = [part for part in version.manifest["parts"] if part["counts"]]
    if not step.lessons:
        return counting
    lessons = [part for part in version.manifest["parts"] if part["kind"] == PartKind.LESSON]
    return [
        {**part, "counts": True, "satisfied_by": str(Verb.COMPLETED)}
        for part in lessons
        if part["key"] in step.lessons
    ]


def _document_step(
    step: StepFile, version: ModuleVersion, chosen: list[dict[str, Any]]
) -> dict[str, Any]:
    compiled = {part.iri: part for part in queries.parts_of(version.pk)}
    shown = [_document_part(part, compiled.get(part["iri"])) for part in chosen]
    stories = [
        {"key": key.lower(), "title": part.title, "minutes": part.minutes}
        for key in step.scenarios
        if (part := _scenario(key)) is not None
    ]
    return {
        "module": step.module,
        "title": version.title,
        "depth": step.depth,
        "why": step.why,
        "whole": not step.lessons,
        "minutes": sum(one["minutes"] for one in shown),
        "parts": shown,
        "scenarios": stories,
    }


def _document_part(part: Mapping[str, Any], compiled: CompiledPart | None) -> dict[str, Any]:
    document = compiled.document if compiled else {}
    return {
        "iri": part["iri"],
        "kind": part["kind"],
        "key": part["key"],
        "title": part["title"],
        "number": document.get("number", ""),
        "minutes": compiled.minutes if compiled else 0,
    }


def _scenario(key: str) -> CompiledPart | None:
    """A scenario as some module released it."""
    found = queries.current_parts([PartKind.SCENARIO]).filter(key=key.lower())
    return found.order_by("version__module_key").first()


@transaction.atomic
def release_pathway(
    *, by: User | None, pathway: Pathway, note: str = "", known: checks.Known | None = None
) -> ModuleVersion:
    """Put a pathway before learners as its next version, always a minor one.

    When they are already served exactly this, that version is returned and nothing changes.
    Raises `PathwayBlocked`.
    """
    Pathway.objects.select_for_update().get(pk=pathway.pk)
    compiled = compile_pathway(pathway, known)
    if compiled.findings:
        raise PathwayBlocked(compiled.findings)
    key = queries.pathway_key(compiled.file.slug)
    version = release_version(
        by=by,
        module_key=key,
        iri=module_iri(key),
        title=compiled.file.title,
        kind=ReleaseKind.MINOR,
        edition=compiled.edition,
        minutes=compiled.document["minutes"],
        content_hash=compiled.content_hash,
        manifest=compiled.manifest,
        note=note,
    )
    if not CompiledPart.objects.filter(version=version).exists():
        CompiledPart.objects.create(
            version=version,
            kind=PartKind.PATHWAY,
            key=compiled.file.slug,
            iri=module_iri(key),
            position=0,
            title=compiled.file.title,
            minutes=compiled.document["minutes"],
            document=compiled.document,
            text="\n".join([compiled.file.title, compiled.file.summary]),
            content_hash=compiled.content_hash,
        )
    return version


def release_pathways(*, by: User | None, module_key: str) -> list[ModuleVersion]:
    """Bring the released pathways that name a module up to what was just released of it.

    One that cannot follow (a lesson of it is gone) stays as it is, and stands in the list of
    releases with what is the matter.
    """
    followed, known = [], queries.known_now()
    for pathway in Pathway.objects.filter(live=True):
        file = queries.pathway_file(pathway)
        released = current_version(queries.pathway_key(file.slug)) is not None
        names_it = any(step.module == module_key for step in file.steps)
        if released and names_it and not compile_pathway(pathway, known).findings:
            note = _("With its module")
            followed.append(release_pathway(by=by, pathway=pathway, note=note, known=known))
    return followed


def release_new_pathways(*, by: User | None) -> list[ModuleVersion]:
    """Release every published pathway that was never released. Raises `PathwayBlocked`."""
    known = queries.known_now()
    return [
        release_pathway(by=by, pathway=pathway, note="First release", known=known)
        for pathway in Pathway.objects.filter(live=True)
        if current_version(queries.pathway_key(pathway.slug)) is None
    ]


# Learners ------------------------------------------------------------------------------------


@transaction.atomic
def begin_pathway(*, by: User, slug: str) -> Registration:
    """Begin a path, or go on with it: the person's open registration.

    Modules of it that are open on an older version are brought up to date, so that nobody
    reads last year's text for this year's day. What was done before and still holds counts at
    once; when that is all of it, the registration comes back closed.
    """
    found = queries.along(by, slug)
    for step in found.document["steps"]:
        renew(by=by, module_key=step["module"])
    return register(by=by, module_key=queries.pathway_key(slug))
