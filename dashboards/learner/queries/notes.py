"""What `/notes/` shows: a person's own notes, each with the way back to its passage."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from accounts.models import User
from care.enums import PrivateTextKind
from care.queries import KeptText, kept_by
from core.iris import module_iri
from courses.beside import tools_id
from courses.enums import PartKind
from courses.models import CompiledPart
from tracking.queries import served_versions

# The place of what is no longer there: after all that is.
LAST = 10_000


@dataclass(frozen=True)
class Note:
    """One note. `href` leads to its passage; or to the lesson, when the passage is `gone`."""

    pk: int
    about: str
    text: str | None
    kept_on: datetime.date
    href: str
    gone: bool


@dataclass(frozen=True)
class NotesOnModule:
    """The notes on one module, in the order of its lessons."""

    title: str
    notes: Sequence[Note]


def notes(user: User) -> list[NotesOnModule]:
    """All notes of this person, by module. Four queries however many there are."""
    kept = kept_by(user, PrivateTextKind.NOTE)
    if not kept:
        return []
    versions = served_versions(user)
    found = CompiledPart.objects.filter(
        version__in=[version.pk for version in versions.values()],
        kind=PartKind.LESSON,
        iri__in={one.place_iri for one in kept},
    )
    lessons = {part.iri: part for part in found}
    titles = {key: version.title for key, version in versions.items()}

    def module_of(one: KeptText) -> str:
        key = _module_key(one.place_iri)
        return titles.get(key, key)

    def place(one: KeptText) -> tuple[str, int, int]:
        part = lessons.get(one.place_iri)
        return module_of(one), part.position if part else LAST, _order(part, one.key)

    return [
        NotesOnModule(title, [_note(one, lessons.get(one.place_iri)) for one in group])
        for title, group in groupby(sorted(kept, key=place), key=module_of)
    ]


def _module_key(iri: str) -> str:
    return iri.removeprefix(module_iri("")).partition("/")[0]


def _ids(part: CompiledPart | None) -> list[str]:
    return [section["id"] for section in part.document.get("sections", ())] if part else []


def _order(part: CompiledPart | None, key: str) -> int:
    ids = _ids(part)
    return ids.index(key) if key in ids else LAST


def _note(one: KeptText, part: CompiledPart | None) -> Note:
    gone = part is None or one.key not in _ids(part)
    href = ""
    if part is not None:
        href = reverse("lesson", args=[_module_key(one.place_iri), part.key])
        href = href if gone else f"{href}#{tools_id(one.key)}"
    return Note(one.pk, one.about, one.text, one.kept_on, href, gone)
