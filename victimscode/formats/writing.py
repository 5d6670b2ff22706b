"""The files of `content/code/` written, in their one fixed form. Pure."""

from __future__ import annotations

from core.yamltext import Flow, Quoted, dump
from victimscode.formats.following import brief
from victimscode.formats.model import (
    AgencyFile,
    CodeFiles,
    DutyFile,
    EditionFile,
    PrincipleFile,
    SourceFile,
)

_HEADS = {
    "agencies.yaml": "# Who owes a duty under the Code.\n",
    "sources.yaml": "# Where each fact was read. Stored copies, none of them the live page.\n",
    "principles.yaml": "# The principles that content may cite beside a right.\n",
}


def format_code(code: CodeFiles) -> dict[str, str]:
    """The files of the folder, name to text, in their one fixed form."""
    files = {
        "agencies.yaml": _HEADS["agencies.yaml"]
        + dump({"agencies": [agency_data(agency) for agency in code.agencies]}),
        "sources.yaml": _HEADS["sources.yaml"] + dump(_sources_data(code.sources)),
        "principles.yaml": _HEADS["principles.yaml"]
        + dump({"principles": [principle_data(principle) for principle in code.principles]}),
    }
    by_slug = {edition.slug: edition for edition in code.editions}
    for edition in code.editions:
        older = by_slug.get(edition.follows)
        files[f"{edition.slug}.yaml"] = dump(edition_data(edition, older=older))
    return files


def _sources_data(sources: tuple[SourceFile, ...]) -> dict[str, object]:
    days = [source.read_on for source in sources if source.read_on]
    usual = max(days, key=lambda day: (days.count(day), day)) if days else None
    rows = []
    for source in sources:
        row = source_data(source)
        if source.read_on == usual:
            del row["read_on"]
        rows.append(row)
    return {"read_on": usual, "sources": rows}


def agency_data(agency: AgencyFile) -> dict[str, object]:
    """An agency as it stands in the file."""
    return {"id": agency.slug, "name": Quoted(agency.name), "also": Quoted(agency.also)}


def source_data(source: SourceFile) -> dict[str, object]:
    """A source as it stands in the file, with its own date."""
    return {
        "id": source.slug,
        "address": Quoted(source.address),
        "used_for": Quoted(source.used_for),
        "read_on": source.read_on,
    }


def principle_data(principle: PrincipleFile) -> dict[str, object]:
    """A principle as it stands in the file."""
    return {
        "id": principle.slug,
        "set": principle.set,
        "name": Quoted(principle.name),
        "sources": Flow(principle.sources),
        "confidence": principle.confidence,
    }


def edition_data(
    edition: EditionFile, *, older: EditionFile | None = None, parts: bool = True
) -> dict[str, object]:
    """An edition as it stands in the file; without `parts`, only its own lines.

    What stands as it stood in `older`, the edition that it follows, is only named.
    """
    data: dict[str, object] = {
        "id": Quoted(edition.slug),
        "title": Quoted(edition.title),
        "kind": edition.kind,
        "fictional": edition.fictional or None,
        "follows": Quoted(edition.follows),
        "published": edition.published,
        "in_force": edition.in_force,
        "superseded_on": edition.superseded_on,
        "sources": Flow(edition.sources),
        "rights": [
            {"number": number, "title": Quoted(title)} for number, title in sorted(edition.rights)
        ],
    }
    if parts:
        written, claims, ended = brief(edition, older)
        for key, kind in (("duties", "duty"), ("definitions", "definition")):
            data[key] = [duty_data(duty) for duty in written if duty.kind == kind]
        data["unchanged"] = [
            {"sources": Flow(one.sources) or None, "confidence": one.confidence, "ids": one.ids}
            for one in claims
        ]
        data["ended"] = list(ended)
    return data


def duty_data(duty: DutyFile) -> dict[str, object]:
    """A duty or definition as it stands in the file, written out."""
    data: dict[str, object] = {"id": duty.slug}
    if duty.continues:
        data["continues"] = Flow(duty.continues)
    return data | {
        "right": duty.right,
        "paragraph": Quoted(duty.paragraph),
        "says": Quoted(duty.says),
        "agencies": Flow(duty.agencies) if duty.kind == "duty" else None,
        "trigger": Quoted(duty.trigger),
        "limits": {group: Quoted(str(limit)) for group, limit in duty.limits} or None,
        "note": Quoted(duty.note),
        "sources": Flow(duty.sources),
        "confidence": duty.confidence,
        "in_force": None if duty.in_force else False,
    }
