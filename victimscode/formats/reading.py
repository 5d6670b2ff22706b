"""The files of `content/code/` read: text in, dataclasses out, every mistake with its line. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.yamltext import Path, Problem, Reader, Unreadable, read
from victimscode.formats.following import Claim, Reading, resolved
from victimscode.formats.model import (
    CONFIDENCES,
    EDITION_KINDS,
    PRINCIPLE_SETS,
    SHARED_FILES,
    AgencyFile,
    CodeFiles,
    DutyFile,
    EditionFile,
    LimitText,
    PrincipleFile,
    SourceFile,
    read_limit,
)


def parse_code(files: Mapping[str, str]) -> tuple[CodeFiles, list[Problem]]:
    """Parse the folder's files, name to text. The result is whole only without problems.

    It takes all files together, because they refer to one another.
    """
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
    editions = resolved(
        [
            _edition(reader, name, known, bodies)
            for name, reader in sorted(readers.items())
            if name not in SHARED_FILES
        ]
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


def _edition(reader: Reader, name: str, sources: set[str], bodies: set[str]) -> Reading:
    reader.mapping(
        required=["id", "title", "kind"],
        optional=[
            *("published", "in_force", "superseded_on", "sources", "follows", "fictional"),
            *("rights", "duties", "definitions", "unchanged", "ended"),
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
    fictional = reader.flag(("fictional",))
    if fictional:
        # What is invented was read nowhere.
        sources = set()
    paths = [
        (kind, path)
        for kind, key in (("duty", "duties"), ("definition", "definitions"))
        for path, _item in reader.items((key,))
    ]
    duties = [
        _duty(reader, path, kind, seen, numbers, sources, bodies, fictional=fictional)
        for kind, path in paths
    ]
    edition = EditionFile(
        slug=slug,
        title=reader.text(("title",)),
        kind=reader.choice(("kind",), EDITION_KINDS),
        published=reader.date(("published",)),
        in_force=reader.date(("in_force",)),
        superseded_on=reader.date(("superseded_on",)),
        sources=_known(reader, ("sources",), sources, "source"),
        rights=tuple(rights),
        duties=tuple(duties),
        follows=reader.text(("follows",)),
        fictional=fictional,
    )
    return Reading(
        edition=edition,
        reader=reader,
        places={duty.slug: path for duty, (_kind, path) in zip(duties, paths, strict=True)},
        unchanged=[_claim(reader, path, sources) for path, _item in reader.items(("unchanged",))],
        ended=reader.texts(("ended",)),
    )


def _claim(reader: Reader, path: Path, sources: set[str]) -> Claim:
    reader.mapping(path, required=["ids"], optional=["sources", "confidence"])
    cited = _known(reader, (*path, "sources"), sources, "source")
    confidence = reader.choice((*path, "confidence"), CONFIDENCES)
    if bool(cited) != bool(confidence):
        reader.problem(path, "Where it was read and how sure we are belong together.")
    return Claim(path, reader.texts((*path, "ids")), cited, confidence)


def _duty(
    reader: Reader,
    path: Path,
    kind: str,
    seen: set[str],
    rights: set[int],
    sources: set[str],
    bodies: set[str],
    *,
    fictional: bool = False,
) -> DutyFile:
    more = ["right", "paragraph", "agencies", "trigger", "limits"] if kind == "duty" else []
    reader.mapping(
        path,
        required=["id", "says", "sources", "confidence"],
        optional=["note", "in_force", "continues", *more],
    )
    slug = _slug(reader, path, seen)
    if slug and slug.startswith("d-") != (kind == "definition"):
        reader.problem((*path, "id"), "The id of a definition, and of no duty, begins with “d-”.")
    right = reader.number((*path, "right"))
    if right is not None and right not in rights:
        reader.problem((*path, "right"), f"This edition has no Right {right}.")
    confidence = reader.choice((*path, "confidence"), CONFIDENCES)
    cited = _known(reader, (*path, "sources"), sources, "source")
    if confidence in ("verified", "secondary") and not cited and not fictional:
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
        continues=reader.texts((*path, "continues")),
    )


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
