"""An edition that takes the place of another: what it continues, leaves as it stood, and ends. Pure.

Every duty and definition of the followed edition is accounted for by name: in the `continues`
of one that is written out, under `unchanged`, or under `ended`. So nothing is carried over
because somebody forgot it, and nothing is lost for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.yamltext import Path, Reader
from victimscode.formats.model import DutyFile, EditionFile


@dataclass(frozen=True)
class Claim:
    """These stand as they stood. Where they were read anew, `sources` and `confidence` say so."""

    path: Path
    ids: tuple[str, ...]
    sources: tuple[str, ...] = ()
    confidence: str = ""


@dataclass(frozen=True)
class Reading:
    """An edition as its file has it: what it leaves unchanged or ends is only named."""

    edition: EditionFile
    reader: Reader
    places: Mapping[str, Path]
    unchanged: Sequence[Claim]
    ended: tuple[str, ...]


def followed_first(editions: Iterable[EditionFile]) -> list[EditionFile]:
    """The editions, each after the one that it follows."""
    waiting, found = list(editions), list[EditionFile]()
    while waiting:
        ahead = {one.slug for one in waiting}
        ready = [one for one in waiting if one.follows not in ahead] or waiting
        found += ready
        waiting = [one for one in waiting if one not in ready]
    return found


def resolved(readings: Sequence[Reading]) -> tuple[EditionFile, ...]:
    """The editions with everything that they continue; mistakes go to each one's reader."""
    whole: dict[str, EditionFile] = {}
    waiting = list(readings)
    while waiting:
        ready = [one for one in waiting if not _waits(one, waiting)]
        if not ready:
            for one in waiting:
                one.reader.problem(("follows",), "These editions follow one another in a circle.")
            ready = waiting
        for one in ready:
            older = whole.get(one.edition.follows)
            whole[one.edition.slug] = _resolve(one, older)
        waiting = [one for one in waiting if one not in ready]
    return tuple(whole[one.edition.slug] for one in readings)


def _waits(one: Reading, waiting: Sequence[Reading]) -> bool:
    return any(other.edition.slug == one.edition.follows for other in waiting)


def _resolve(one: Reading, older: EditionFile | None) -> EditionFile:
    edition, reader = one.edition, one.reader
    if older is None:
        if edition.follows:
            reader.problem(("follows",), f"There is no edition “{edition.follows}” to follow.")
        for key in ("unchanged", "ended"):
            if reader.at((key,)) is not None and not edition.follows:
                reader.problem((key,), "Say first which edition it follows.")
        for duty in edition.duties:
            if duty.continues and not edition.follows:
                reader.problem(one.places[duty.slug], "Say first which edition it follows.")
        return edition
    before = {duty.slug: duty for duty in older.duties}
    _account_for(one, before)
    carried = [
        _carried(claim, before[slug], one)
        for claim in one.unchanged
        for slug in claim.ids
        if slug in before
    ]
    places = {slug: place for place, slug in enumerate(before)}
    duties = [*edition.duties, *carried]
    return replace(edition, duties=tuple(sorted(duties, key=lambda duty: _place(duty, places))))


def _place(duty: DutyFile, places: Mapping[str, int]) -> tuple[bool, int]:
    """Where those that it continues stood; what is new comes last. Definitions follow duties."""
    return duty.kind == "definition", min(
        (places[slug] for slug in duty.continues if slug in places), default=len(places)
    )


def _carried(claim: Claim, duty: DutyFile, one: Reading) -> DutyFile:
    numbers = {number for number, _title in one.edition.rights}
    if duty.right is not None and duty.right not in numbers:
        one.reader.problem(
            claim.path, f"“{duty.slug}” belongs to Right {duty.right}, which is gone."
        )
    sources, confidence = _read_as(duty, one.edition)
    if claim.confidence:
        sources, confidence = claim.sources, claim.confidence
    return replace(duty, sources=sources, confidence=confidence, continues=(duty.slug,))


def _read_as(was: DutyFile, edition: EditionFile) -> tuple[tuple[str, ...], str]:
    """Where a duty that stands as it stood was read: where it was before; what is invented, nowhere."""
    return () if edition.fictional else was.sources, was.confidence


def _account_for(one: Reading, before: Mapping[str, DutyFile]) -> None:
    """Each of `before` stands in `continues`, under `unchanged` or under `ended`, and once there."""
    reader = one.reader
    written = {duty.slug for duty in one.edition.duties}
    unchanged: set[str] = set()
    continued: set[str] = set()
    for duty in one.edition.duties:
        for slug in duty.continues:
            if slug not in before:
                reader.problem(
                    one.places[duty.slug], f"“{slug}” is not in “{one.edition.follows}”."
                )
        continued |= set(duty.continues)
    for claim in one.unchanged:
        for slug in claim.ids:
            if slug not in before:
                reader.problem(claim.path, f"“{slug}” is not in “{one.edition.follows}”.")
            elif slug in unchanged | continued | written:
                reader.problem(claim.path, f"“{slug}” is unchanged and also written out.")
            unchanged.add(slug)
    for slug in one.ended:
        if slug not in before:
            reader.problem(("ended",), f"“{slug}” is not in “{one.edition.follows}”.")
        elif slug in unchanged | continued:
            reader.problem(("ended",), f"“{slug}” has ended and also goes on.")
    for slug in before.keys() - unchanged - continued - set(one.ended):
        reader.problem(
            ("follows",),
            f"“{slug}” of “{one.edition.follows}” is not accounted for: "
            "it is continued, unchanged or ended.",
        )


def brief(
    edition: EditionFile, older: EditionFile | None
) -> tuple[list[DutyFile], list[Claim], tuple[str, ...]]:
    """What is written out, what is only named as unchanged, and what has ended."""
    if older is None:
        return list(edition.duties), [], ()
    before = {duty.slug: duty for duty in older.duties}
    written: list[DutyFile] = []
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {((), ""): []}
    for duty in edition.duties:
        was = before.get(duty.slug)
        if was is None or not _as_it_stood(duty, was):
            written.append(duty)
        elif (duty.sources, duty.confidence) == _read_as(was, edition):
            groups[(), ""].append(duty.slug)
        else:
            groups.setdefault((duty.sources, duty.confidence), []).append(duty.slug)
    claims = [
        Claim((), tuple(ids), sources, confidence)
        for (sources, confidence), ids in groups.items()
        if ids
    ]
    continued = {slug for duty in edition.duties for slug in duty.continues}
    return written, claims, tuple(slug for slug in before if slug not in continued)


def _as_it_stood(duty: DutyFile, was: DutyFile) -> bool:
    plain = replace(duty, sources=was.sources, confidence=was.confidence, continues=was.continues)
    return duty.continues == (was.slug,) and plain == was
