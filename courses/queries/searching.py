"""What a person may find: what they are served, and the Code. See `courses.finding` for how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from courses.enums import PartKind
from courses.finding import Entry, Found, Index, Piece, extract, find, marked
from courses.models import CompiledPart
from tracking.queries import served_versions
from victimscode.enums import EditionKind
from victimscode.models import Duty

CODE = "code"
# The kinds that a visitor finds; whoever has signed in finds all of `KINDS`.
OPEN_KINDS = (PartKind.MODULE, CODE)
KINDS = (
    PartKind.LESSON,
    CODE,
    PartKind.AID,
    PartKind.EXERCISE,
    PartKind.SCENARIO,
    PartKind.MODULE,
)
MOST = 40


@dataclass(frozen=True)
class Hit:
    """Something that the search found, in pieces that say which words were sought."""

    kind: str
    href: str
    title: tuple[Piece, ...]
    about: str
    extract: tuple[Piece, ...]


@dataclass(frozen=True)
class Results:
    """What a search gives, and what it could be narrowed to."""

    hits: list[Hit]
    total: int
    instead: tuple[str, ...]
    only_some: bool
    rights: list[tuple[int, str]]
    topics: list[str]


def search(
    user: User | None, sought: str, *, kind: str = "", right: int | None = None, topic: str = ""
) -> Results:
    """What this person, or a visitor, may see that holds these words, the best first.

    It looks at the words of what they are served and of the Code in force. What stands
    behind a content note is not in them, nor what is only drafted or proposed. Four queries
    at most, and fewer once a process has seen a version.
    """
    rows = _code_rows()
    code = _code_index(rows)
    indexes = [*_indexes([version.pk for version in served_versions(user).values()]), code]
    offered = KINDS if user else OPEN_KINDS

    def keep(entry: Entry) -> bool:
        return (
            entry.kind in offered
            and (not kind or entry.kind == kind)
            and (right is None or right in entry.rights)
            and (not topic or topic in entry.topics)
        )

    nothing = not sought and not kind and right is None and not topic
    found = Found([]) if nothing else find(sought, indexes, keep=keep)
    entries = [entry for index in indexes for entry in index.entries if entry.kind in offered]
    return Results(
        hits=[_hit(entry, found.terms) for entry in found.entries[:MOST]],
        total=len(found.entries),
        instead=tuple(found.instead),
        only_some=found.only_some,
        rights=sorted({(row[5], _right(row[5], row[6])) for row in rows if row[5]}),
        topics=sorted({one for entry in entries for one in entry.topics}),
    )


def _hit(entry: Entry, terms: frozenset[str]) -> Hit:
    return Hit(
        kind=entry.kind,
        href=entry.href,
        title=marked(entry.title, terms),
        about=entry.about,
        extract=extract(entry.text, terms),
    )


# Released parts ------------------------------------------------------------------------

_kept: dict[UUID, Index] = {}
MOST_KEPT = 64


def _indexes(version_ids: Iterable[UUID]) -> list[Index]:
    """The indexes of these versions. They never change, so a process keeps them; one query."""
    wanted = list(version_ids)
    if missing := [pk for pk in wanted if pk not in _kept]:
        if len(_kept) + len(missing) > MOST_KEPT:
            _kept.clear()
            missing = wanted
        kinds = [kind for kind in KINDS if kind != CODE]
        rows = CompiledPart.objects.filter(version__in=missing, kind__in=kinds)
        parts = list(rows.select_related("version").order_by("position"))
        for pk in missing:
            _kept[pk] = Index(
                entry for part in parts if part.version_id == pk for entry in _entries(part)
            )
    return [_kept[pk] for pk in wanted]


def _entries(part: CompiledPart) -> list[Entry]:
    """What of a part can be found: of a lesson, its sections; of anything else, the whole."""
    document: dict[str, Any] = part.document
    rights = tuple(document.get("rights") or ())
    whole = Entry(
        kind=part.kind,
        group=_group(part),
        title=part.title,
        text=part.text,
        href=_address(part),
        about=_about(part),
        hidden=" ".join(f"right {number}" for number in rights),
        rights=rights,
        topics=tuple(document.get("topics") or _topics(document)),
    )
    sections = document.get("sections")
    if part.kind != PartKind.LESSON or not sections:
        return [whole]
    outline = "\n".join([document["lead"], *document["outcomes"]])
    return [
        replace(whole, text=outline),
        *(
            replace(
                whole,
                text=f"{one['title']}. {one['words']}",
                href=f"{whole.href}#{one['id']}",
                hidden=one["title"],
            )
            for one in sections
        ),
    ]


def _group(part: CompiledPart) -> str:
    """What is one thing to a reader: a job aid or an exercise is, in however many modules."""
    shared = part.kind in (PartKind.AID, PartKind.EXERCISE)
    return f"{part.kind}/{part.key}" if shared else part.iri


def _topics(document: dict[str, Any]) -> tuple[str, ...]:
    """The topics of a scenario or an exercise, which stand in its content note."""
    note = document.get("content_note")
    return tuple(note.get("topics", ())) if isinstance(note, dict) else ()


def _address(part: CompiledPart) -> str:
    module = part.version.module_key
    if part.kind == PartKind.LESSON:
        return reverse("lesson", args=[module, part.key])
    if part.kind == PartKind.AID:
        return reverse("aid", args=[part.key])
    if part.kind == PartKind.EXERCISE:
        return reverse("module_exercise", args=[module, part.key])
    if part.kind == PartKind.SCENARIO:
        return f"{reverse('module', args=[module])}#scenario-{part.key}"
    return reverse("module", args=[module])


def _about(part: CompiledPart) -> str:
    if part.kind == PartKind.MODULE:
        return ""
    if part.kind == PartKind.LESSON:
        said = {"number": part.document["number"], "module": part.version.title}
        return _("Lesson %(number)s in %(module)s") % said
    return part.version.title


# The Code ------------------------------------------------------------------------------


def _code_rows() -> tuple[tuple[Any, ...], ...]:
    """Every duty that holds today, in one query."""
    rows = (
        Duty.objects.filter(in_force=True, edition__superseded_on=None)
        .exclude(edition__kind=EditionKind.DRAFT)
        .order_by("edition__slug", F("right__number").asc(nulls_last=True), "position")
    )
    return tuple(
        rows.values_list(
            "slug",
            "says",
            "trigger",
            "edition__slug",
            "edition__title",
            "right__number",
            "right__title",
        )
    )


@lru_cache(maxsize=2)
def _code_index(rows: tuple[tuple[Any, ...], ...]) -> Index:
    """The index of these rows, kept until an editor or an edition changes one."""
    return Index(_duty(*row) for row in rows)


def _right(number: int, title: str) -> str:
    return _("Right %(number)d: %(title)s") % {"number": number, "title": title}


def _duty(
    slug: str,
    says: str,
    trigger: str,
    edition: str,
    edition_title: str,
    number: int | None,
    right: str | None,
) -> Entry:
    if number is None:
        page, about = reverse("code_edition", args=[edition]), edition_title
    else:
        page = reverse("code_right", args=[edition, number])
        about = f"{_right(number, right or '')}, {edition_title}"
    return Entry(
        kind=CODE,
        group=f"{edition}/{slug}",
        title=says,
        text=trigger,
        href=f"{page}#{slug}",
        about=about,
        hidden=about,
        rights=(number,) if number is not None else (),
    )
