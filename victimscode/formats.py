"""The files of `content/code/`: text in, dataclasses out, and back to the same text.

Pure. `parse_code` takes all files of the folder together, because they refer to one
another, and collects every mistake with its file and line.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.yamltext import Flow, Path, Problem, Quoted, Reader, Unreadable, dump, read

EDITION_KINDS = ("code", "statute", "draft", "guidance")
CONFIDENCES = ("verified", "secondary", "recall")
PRINCIPLE_SETS = ("treatment", "statutory", "trauma")
SHARED_FILES = ("agencies.yaml", "sources.yaml", "principles.yaml")
_LIMIT = re.compile(r"([1-9]\d*) (working day|calendar day|month)(s?)")


@dataclass(frozen=True)
class LimitText:
    """A limit: an amount of working_days, calendar_days or months."""

    amount: int
    unit: str

    def __str__(self) -> str:
        word = self.unit.removesuffix("s").replace("_", " ")
        return f"{self.amount} {word}{'' if self.amount == 1 else 's'}"


@dataclass(frozen=True)
class AgencyFile:
    """A body that owes duties."""

    slug: str
    name: str
    also: str = ""


@dataclass(frozen=True)
class SourceFile:
    """Where facts were read."""

    slug: str
    address: str
    used_for: str
    read_on: datetime.date | None = None


@dataclass(frozen=True)
class PrincipleFile:
    """A principle that content may cite beside a right."""

    slug: str
    set: str
    name: str
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class DutyFile:
    """A duty or a definition of an edition."""

    slug: str
    kind: str
    says: str
    confidence: str
    sources: tuple[str, ...] = ()
    right: int | None = None
    paragraph: str = ""
    agencies: tuple[str, ...] = ()
    trigger: str = ""
    limits: tuple[tuple[str, LimitText], ...] = ()
    note: str = ""
    in_force: bool = True


@dataclass(frozen=True)
class EditionFile:
    """One edition with its rights, duties and definitions."""

    slug: str
    title: str
    kind: str
    published: datetime.date | None = None
    in_force: datetime.date | None = None
    superseded_on: datetime.date | None = None
    sources: tuple[str, ...] = ()
    rights: tuple[tuple[int, str], ...] = ()
    duties: tuple[DutyFile, ...] = ()


@dataclass(frozen=True)
class CodeFiles:
    """Everything in `content/code/`."""

    agencies: tuple[AgencyFile, ...]
    sources: tuple[SourceFile, ...]
    principles: tuple[PrincipleFile, ...]
    editions: tuple[EditionFile, ...]


def parse_code(files: Mapping[str, str]) -> tuple[CodeFiles, list[Problem]]:
    """Parse the folder's files, name to text. The result is whole only without problems."""
    problems: list[Problem] = []
    readers: dict[str, Reader] = {}
    for name, text in files.items():
        try:
            readers[name] = read(text, file=f"code/{name}")
        except Unreadable as error:
            problems.append(error.problem)
    missing = [name for name in SHARED_FILES if name not in files]
    problems += [Problem(f"code/{name}", 1, "This file is missing.") for name in missing]
    agencies = _agencies(readers["agencies.yaml"]) if "agencies.yaml" in readers else ()
    sources = _sources(readers["sources.yaml"]) if "sources.yaml" in readers else ()
    known = {source.slug for source in sources}
    principles = (
        _principles(readers["principles.yaml"], known) if "principles.yaml" in readers else ()
    )
    bodies = {agency.slug for agency in agencies}
    editions = tuple(
        _edition(reader, name, known, bodies)
        for name, reader in sorted(readers.items())
        if name not in SHARED_FILES
    )
    for reader in readers.values():
        problems += reader.problems
    return CodeFiles(agencies, sources, principles, editions), sorted(problems)


def _slug(reader: Reader, path: Path, seen: set[str]) -> str:
    slug = reader.text((*path, "id"))
    if slug and not re.fullmatch(r"[A-Za-z0-9]+(-[a-z0-9]+)*", slug):
        reader.problem((*path, "id"), f"“{slug}” should be small letters, digits and hyphens.")
    if slug in seen:
        reader.problem((*path, "id"), f"“{slug}” stands in this file twice.")
    seen.add(slug)
    return slug


def _agencies(reader: Reader) -> tuple[AgencyFile, ...]:
    reader.mapping(required=["agencies"])
    seen: set[str] = set()
    found = []
    for path, _item in reader.items(("agencies",)):
        reader.mapping(path, required=["id", "name"], optional=["also"])
        slug = _slug(reader, path, seen)
        name, also = reader.text((*path, "name")), reader.text((*path, "also"))
        found.append(AgencyFile(slug, name, also))
    return tuple(found)


def _sources(reader: Reader) -> tuple[SourceFile, ...]:
    reader.mapping(required=["read_on", "sources"])
    usual = reader.date(("read_on",))
    seen: set[str] = set()
    found = []
    for path, _item in reader.items(("sources",)):
        reader.mapping(path, required=["id", "address", "used_for"], optional=["read_on"])
        found.append(
            SourceFile(
                slug=_slug(reader, path, seen),
                address=reader.text((*path, "address")),
                used_for=reader.text((*path, "used_for")),
                read_on=reader.date((*path, "read_on")) or usual,
            )
        )
    return tuple(found)


def _known(reader: Reader, path: Path, known: set[str], what: str) -> tuple[str, ...]:
    """The references at `path`, each of which must be among the `known`."""
    found = reader.texts(path)
    for index, slug in enumerate(found):
        if slug not in known:
            reader.problem((*path, index), f"There is no {what} “{slug}”.")
    return found


def _principles(reader: Reader, sources: set[str]) -> tuple[PrincipleFile, ...]:
    reader.mapping(required=["principles"])
    seen: set[str] = set()
    found = []
    for path, _item in reader.items(("principles",)):
        reader.mapping(path, required=["id", "set", "name", "sources", "confidence"])
        found.append(
            PrincipleFile(
                slug=_slug(reader, path, seen),
                set=reader.choice((*path, "set"), PRINCIPLE_SETS),
                name=reader.text((*path, "name")),
                sources=_known(reader, (*path, "sources"), sources, "source"),
                confidence=reader.choice((*path, "confidence"), CONFIDENCES),
            )
        )
    return tuple(found)


def _edition(reader: Reader, name: str, sources: set[str], bodies: set[str]) -> EditionFile:
    reader.mapping(
        required=["id", "title", "kind"],
        optional=[
            *("published", "in_force", "superseded_on", "sources"),
            *("rights", "duties", "definitions"),
        ],
    )
    slug = reader.text(("id",))
    if slug and f"{slug}.yaml" != name:
        reader.problem(("id",), f"“{slug}” should be the name of the file, “{name}”.")
    rights = []
    for path, _item in reader.items(("rights",)):
        reader.mapping(path, required=["number", "title"])
        rights.append((reader.number((*path, "number")) or 0, reader.text((*path, "title"))))
    numbers = {number for number, _title in rights}
    seen: set[str] = set()
    duties = [
        _duty(reader, path, kind, seen, numbers, sources, bodies)
        for kind, key in (("duty", "duties"), ("definition", "definitions"))
        for path, _item in reader.items((key,))
    ]
    return EditionFile(
        slug=slug,
        title=reader.text(("title",)),
        kind=reader.choice(("kind",), EDITION_KINDS),
        published=reader.date(("published",)),
        in_force=reader.date(("in_force",)),
        superseded_on=reader.date(("superseded_on",)),
        sources=_known(reader, ("sources",), sources, "source"),
        rights=tuple(rights),
        duties=tuple(duties),
    )


def _duty(
    reader: Reader,
    path: Path,
    kind: str,
    seen: set[str],
    rights: set[int],
    sources: set[str],
    bodies: set[str],
) -> DutyFile:
    more = ["right", "paragraph", "agencies", "trigger", "limits"] if kind == "duty" else []
    reader.mapping(
        path,
        required=["id", "says", "sources", "confidence"],
        optional=["note", "in_force", *more],
    )
    slug = _slug(reader, path, seen)
    if slug and slug.startswith("d-") != (kind == "definition"):
        reader.problem((*path, "id"), "The id of a definition, and of no duty, begins with “d-”.")
    right = reader.number((*path, "right"))
    if right is not None and right not in rights:
        reader.problem((*path, "right"), f"This edition has no Right {right}.")
    confidence = reader.choice((*path, "confidence"), CONFIDENCES)
    cited = _known(reader, (*path, "sources"), sources, "source")
    if confidence in ("verified", "secondary") and not cited:
        reader.problem((*path, "sources"), f"A fact that is {confidence} names its source.")
    return DutyFile(
        slug=slug,
        kind=kind,
        says=reader.text((*path, "says")),
        confidence=confidence,
        sources=cited,
        right=right,
        paragraph=reader.text((*path, "paragraph")),
        agencies=_known(reader, (*path, "agencies"), bodies, "agency"),
        trigger=reader.text((*path, "trigger")),
        limits=_limits(reader, (*path, "limits")),
        note=reader.text((*path, "note")),
        in_force=reader.flag((*path, "in_force"), default=True),
    )


def read_limit(text: str) -> LimitText | None:
    """A limit from its words, as "5 working days"; None when they are none."""
    match = _LIMIT.fullmatch(text)
    if not match or (match[1] == "1") == bool(match[3]):
        return None
    return LimitText(int(match[1]), match[2].replace(" ", "_") + "s")


def _limits(reader: Reader, path: Path) -> tuple[tuple[str, LimitText], ...]:
    if reader.at(path) is None:
        return ()
    reader.mapping(path, optional=["standard", "enhanced"])
    found = []
    for group in ("standard", "enhanced"):
        text = reader.text((*path, group))
        limit = read_limit(text)
        if limit:
            found.append((group, limit))
        elif text:
            reader.problem((*path, group), f"“{text}” should be a limit, such as “5 working days”.")
    return tuple(found)


def canonical(code: CodeFiles) -> CodeFiles:
    """The same, with sources and agencies in the order of their own files."""
    sources = {source.slug: place for place, source in enumerate(code.sources)}
    agencies = {agency.slug: place for place, agency in enumerate(code.agencies)}

    def by_place(slugs: tuple[str, ...], places: Mapping[str, int]) -> tuple[str, ...]:
        return tuple(sorted(slugs, key=lambda slug: places.get(slug, len(places))))

    return replace(
        code,
        principles=tuple(
            replace(one, sources=by_place(one.sources, sources)) for one in code.principles
        ),
        editions=tuple(
            replace(
                edition,
                sources=by_place(edition.sources, sources),
                duties=tuple(
                    replace(
                        duty,
                        sources=by_place(duty.sources, sources),
                        agencies=by_place(duty.agencies, agencies),
                    )
                    for duty in edition.duties
                ),
            )
            for edition in code.editions
        ),
    )


# Writing ---------------------------------------------------------------------------

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
    for edition in code.editions:
        files[f"{edition.slug}.yaml"] = dump(edition_data(edition))
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


def edition_data(edition: EditionFile, *, parts: bool = True) -> dict[str, object]:
    """An edition as it stands in the file; without `parts`, only its own lines."""
    data: dict[str, object] = {
        "id": Quoted(edition.slug),
        "title": Quoted(edition.title),
        "kind": edition.kind,
        "published": edition.published,
        "in_force": edition.in_force,
        "superseded_on": edition.superseded_on,
        "sources": Flow(edition.sources),
        "rights": [
            {"number": number, "title": Quoted(title)} for number, title in sorted(edition.rights)
        ],
    }
    if parts:
        for key, kind in (("duties", "duty"), ("definitions", "definition")):
            data[key] = [duty_data(duty) for duty in edition.duties if duty.kind == kind]
    return data


def duty_data(duty: DutyFile) -> dict[str, object]:
    """A duty or definition as it stands in the file."""
    return {
        "id": duty.slug,
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
