"""Reads of courses: the authoring copy as files, and what was released from it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.rich_text import expand_db_html

from accounts.models import User
from assessments.models import Check, Question
from core.errors import NotFound
from courses import checks, streams
from courses.enums import PartKind
from courses.formats import (
    CheckRef,
    Completion,
    ContentNote,
    LessonFile,
    ModuleFile,
)
from courses.models import CompiledPart, LessonPage, ModulePage, Place
from scenarios import queries as scenarios
from tracking import queries as tracking
from tracking.enums import Verb
from tracking.models import Event, ModuleVersion, Registration
from victimscode import citing
from victimscode.formats import CodeFiles
from victimscode.queries import code_files

# The authoring copy as files -------------------------------------------------------------


def latest(page: Any) -> Any:
    """A page as it was last saved, published or not."""
    return page.get_latest_revision_as_object() if page.has_unpublished_changes else page


def lines_of(text: str) -> tuple[str, ...]:
    """What stands on the lines of a text."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def listed(text: str) -> tuple[str, ...]:
    """What stands between the commas of a text."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _note(page: ModulePage | LessonPage) -> ContentNote | None:
    return ContentNote(page.strength, listed(page.topics)) if page.strength else None


def media_names(raw: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """The file names of the images and documents that an expanded stream uses, by row id.

    Images and documents have ids of their own, so a document's is made negative.
    """
    images = {one["value"].get("file") for one in raw if one["type"] == "image"}
    videos = [one["value"] for one in raw if one["type"] == "video"]
    documents = {value.get(key) for value in videos for key in ("file", "captions")}
    names = dict(
        get_image_model().objects.filter(pk__in=images - {None}).values_list("pk", "title")
    )
    found = get_document_model().objects.filter(pk__in=documents - {None})
    names.update({-pk: title for pk, title in found.values_list("pk", "title")})
    return names


def lesson_file(page: LessonPage, *, position: int) -> LessonFile:
    """A lesson page as its file shows it; `position` counts from 1."""
    raw = [_expanded(one) for one in page.body.raw_data]
    return LessonFile(
        position=position,
        slug=page.slug,
        title=page.title,
        number=page.number,
        minutes=page.minutes,
        lead=page.lead,
        outcomes=lines_of(page.outcomes),
        rights=tuple(int(part) for part in listed(page.rights) if part.isdigit()),
        content_note=_note(page),
        blocks=streams.from_stream(raw, media=media_names(raw)),
    )


def _expanded(one: Mapping[str, Any]) -> dict[str, Any]:
    """A block with its links to pages written out as addresses."""

    def expand(value: Any) -> Any:
        if isinstance(value, str):
            return expand_db_html(value) if "linktype=" in value else value
        if isinstance(value, dict):
            return {key: expand(inner) for key, inner in value.items()}
        return value

    value = expand(one["value"])
    if one["type"] == "video":
        value = {
            key: -inner if key in ("file", "captions") and inner else inner
            for key, inner in value.items()
        }
    return {**one, "value": value}


def lesson_pages(page: ModulePage, *, live: bool = True) -> list[LessonPage]:
    """The lessons of a module in their order; only the published ones, or all."""
    pages = LessonPage.objects.child_of(page).order_by("path")
    return list(pages.live() if live else pages)


def module_file(page: ModulePage, *, lessons: bool = True, draft: bool = False) -> ModuleFile:
    """A module page as its files show it: as published, or as last saved (`draft`)."""
    pages = lesson_pages(page, live=not draft) if lessons else []
    if draft:
        page, pages = latest(page), [latest(one) for one in pages]
    return ModuleFile(
        slug=page.slug,
        title=page.title,
        summary=page.summary,
        edition=page.edition,
        minutes=page.minutes,
        audience=page.audience,
        outcomes=lines_of(page.outcomes),
        owner=page.keeper,
        review_by=page.review_by,
        content_note=_note(page),
        check=_check_ref(page.check_slug),
        scenarios=listed(page.scenarios),
        completion=Completion(lessons=page.lessons_count, check=page.check_counts),
        attribution=streams.markdown(expand_db_html(page.attribution)),
        sources=listed(page.sources),
        lessons=tuple(
            lesson_file(lesson, position=position) for position, lesson in enumerate(pages, start=1)
        ),
    )


def _check_ref(slug: str) -> CheckRef | None:
    check = Check.objects.filter(slug=slug).first() if slug else None
    if check is None:
        return None
    return CheckRef(check.slug, check.title, check.draw, check.pass_mark, check.bank)


def module_pages() -> list[ModulePage]:
    """All modules that are published, in their order."""
    return list(ModulePage.objects.live().order_by("path"))


# What was released -------------------------------------------------------------------------


@lru_cache(maxsize=64)
def parts_of(version_id: UUID) -> tuple[CompiledPart, ...]:
    """The parts of a version in their order. They never change, so a process keeps them."""
    return tuple(
        CompiledPart.objects.filter(version_id=version_id)
        .select_related("version")
        .order_by("position")
    )


def part(version_id: UUID, kind: str, key: str) -> CompiledPart | None:
    """One part of a version."""
    return next((one for one in parts_of(version_id) if one.kind == kind and one.key == key), None)


def only_part(version_id: UUID, kind: str) -> CompiledPart | None:
    """The part of a kind of which a module has one at most."""
    return next((one for one in parts_of(version_id) if one.kind == kind), None)


def current_parts(kinds: Iterable[str]) -> QuerySet[CompiledPart]:
    """The parts of these kinds in the current version of every module."""
    versions = [version.pk for version in tracking.current_versions().values()]
    return CompiledPart.objects.filter(version__in=versions, kind__in=list(kinds))


@dataclass(frozen=True)
class Hit:
    """Something that the search found: a released part, and words around what was sought."""

    part: CompiledPart
    module_key: str
    extract: str


def search(user: User | None, words: str, *, most: int = 30) -> list[Hit]:
    """Released modules and lessons that hold all these words, the best first.

    Visitors find modules only. It looks at the plain text of what learners are served:
    with some hundred lessons that takes no index, and is alike on every database. Passages
    behind a content note are not in that text.
    """
    kinds = [PartKind.MODULE, PartKind.LESSON] if user else [PartKind.MODULE]
    found = current_parts(kinds).select_related("version").defer("document")
    sought = words.split()[:8]
    for word in sought:
        found = found.filter(text__icontains=word)
    hits = [Hit(part, part.version.module_key, extract(part.text, sought)) for part in found]
    return sorted(hits, key=lambda hit: _rank(hit.part, sought))[:most]


def _rank(part: CompiledPart, sought: list[str]) -> tuple[int, int, str]:
    """Titles first, then what says it most often."""
    title, text = part.title.lower(), part.text.lower()
    in_title = sum(word.lower() in title for word in sought)
    return -in_title, -sum(text.count(word.lower()) for word in sought), part.title


def extract(text: str, sought: list[str], *, around: int = 110) -> str:
    """The words around the first of those that were sought."""
    flat = " ".join(text.split())
    places = [place for word in sought if (place := flat.lower().find(word.lower())) >= 0]
    start = max(0, min(places, default=0) - around // 2)
    end = min(len(flat), start + 2 * around)
    said = flat[start:end]
    if start:
        said = "…" + said.partition(" ")[2]
    return said + "…" if end < len(flat) else said


@dataclass(frozen=True)
class Lesson:
    """A lesson as it is served to one person."""

    version: ModuleVersion
    registration: Registration | None
    part: CompiledPart
    parts: tuple[CompiledPart, ...]

    @property
    def module_key(self) -> str:
        """The key of its module."""
        return self.version.module_key

    @property
    def key(self) -> str:
        """Its own key, which is its address."""
        return self.part.key

    @property
    def iri(self) -> str:
        """How the ledger calls it."""
        return self.part.iri

    @property
    def segments(self) -> list[dict[str, Any]]:
        """What it is made of."""
        found: list[dict[str, Any]] = self.part.document["segments"]
        return found

    def has_segment(self, block_id: str) -> bool:
        """Whether a place of this id is in it."""
        return any(segment["id"] == block_id for segment in self.segments)

    def question(self, ref: str) -> dict[str, Any] | None:
        """The question for practice of this key, if the lesson asks it."""
        return next(
            (
                one["question"]
                for one in self.segments
                if one.get("slot") == "question" and one["question"]["ref"] == ref
            ),
            None,
        )

    def anchor_of_question(self, ref: str) -> str:
        """The id of a question's place in the page."""
        return next(
            (
                str(one["id"])
                for one in self.segments
                if one.get("slot") == "question" and one["question"]["ref"] == ref
            ),
            "main",
        )

    @property
    def has_reflection(self) -> bool:
        """Whether the lesson asks for a private thought."""
        return any(one.get("slot") == "reflection" for one in self.segments)

    def reflection(self, key: str) -> dict[str, Any] | None:
        """The reflection of this key, if the lesson asks for it."""
        return next(
            (one for one in self.segments if one.get("slot") == "reflection" and one["key"] == key),
            None,
        )

    @property
    def lessons(self) -> list[CompiledPart]:
        """All lessons of the module, in order."""
        return [one for one in self.parts if one.kind == PartKind.LESSON]

    @property
    def next_lesson(self) -> CompiledPart | None:
        """The lesson after it."""
        lessons = self.lessons
        place = lessons.index(self.part)
        return lessons[place + 1] if place + 1 < len(lessons) else None


def served(user: User | None, module_key: str) -> tuple[ModuleVersion, Registration | None]:
    """The version that a person is served, and their open registration if they have one.

    Who has begun finishes on what they began, unless that was withdrawn. Raises NotFound.
    """
    registration = tracking.open_registration(user, module_key) if user else None
    if registration and registration.version.withdrawn_at is None:
        return registration.version, registration
    version = tracking.current_version(module_key)
    if version is None:
        raise NotFound(
            _("This module is not open to learners. Choose another one from the list of modules.")
        )
    return version, registration


def lesson_for(user: User, module_key: str, lesson_key: str) -> Lesson:
    """A lesson as this person is served it. Raises NotFound."""
    version, registration = served(user, module_key)
    parts = parts_of(version.pk)
    found = part(version.pk, PartKind.LESSON, lesson_key)
    if found is None and re.match(r"\d\d-", lesson_key):
        # The name of its file, as questions point to it.
        found = part(version.pk, PartKind.LESSON, lesson_key[3:])
    if found is None:
        raise NotFound(
            _("This lesson is not open to learners. Choose another one from its module’s page.")
        )
    return Lesson(version, registration, found, parts)


def place_in(user: User, lesson: Lesson) -> Place | None:
    """Where the person is in the lesson, if they have been in it and the place still exists."""
    place = Place.objects.filter(
        user=user, module_key=lesson.module_key, lesson_key=lesson.key
    ).first()
    return place if place and lesson.has_segment(place.block_id) else None


def question_iri(lesson_iri: str, ref: str) -> str:
    """How the ledger calls a question for practice in a lesson."""
    return f"{lesson_iri}#{ref}"


@dataclass(frozen=True)
class Answered:
    """The latest answer to a question for practice."""

    chosen: tuple[str, ...]
    at: datetime.datetime


def answers_in(user: User, lesson: Lesson) -> dict[str, Answered]:
    """The person's latest answers to the questions of a lesson, by key. One query."""
    iris = {
        question_iri(lesson.iri, one["question"]["ref"]): one["question"]["ref"]
        for one in lesson.segments
        if one.get("slot") == "question"
    }
    if not iris:
        return {}
    events = Event.objects.filter(actor=user, verb=Verb.ANSWERED, object_iri__in=iris)
    return {
        iris[event.object_iri]: Answered(tuple(event.result.get("response", ())), event.occurred_at)
        for event in events.order_by("occurred_at", "recorded_at")
    }


def lesson_links(module: ModuleFile) -> dict[str, dict[str, Any]]:
    """The lessons of a module as a check points to them, by the name of their file."""
    return {
        lesson.stem: {
            "number": lesson.number,
            "title": lesson.title,
            "minutes": lesson.minutes,
            "url": reverse("lesson", args=[module.slug, lesson.slug]),
        }
        for lesson in module.lessons
    }


# What may be referred to ---------------------------------------------------------------------


def known_now() -> checks.Known:
    """What lessons may refer to, as it stands in the database."""
    code = code_files()
    modules = [
        (page.slug, [lesson.slug for lesson in lesson_pages(page)]) for page in module_pages()
    ]
    return checks.Known(
        facts=citing.facts(code),
        questions=set(Question.objects.published().values_list("ref", flat=True)),
        scenarios={document["id"] for document in scenarios.documents()},
        link_exists=addresses(code, modules).__contains__,
    )


FIXED_ADDRESSES = {
    *("", "/", "/code/", "/modules/", "/support/", "/leave/", "/training/", "/record/"),
    *("/search/", "/privacy/", "/accessibility/", "/accounts/", "/accounts/reading/"),
}


def addresses(code: CodeFiles, modules: Iterable[tuple[str, Iterable[str]]]) -> set[str]:
    """Addresses on this site that a lesson may link to."""
    found = set(FIXED_ADDRESSES)
    for edition in code.editions:
        found.add(f"/code/{edition.slug}/")
        found |= {f"/code/{edition.slug}/right-{number}/" for number, _title in edition.rights}
    for module, lessons in modules:
        found.add(f"/modules/{module}/")
        found |= {f"/modules/{module}/{lesson}/" for lesson in lessons}
    return found


def lessons_in(versions: Iterable[UUID]) -> dict[UUID, int]:
    """How many lessons each of these versions has."""
    found = CompiledPart.objects.filter(version__in=list(versions), kind=PartKind.LESSON)
    return dict(found.values_list("version").annotate(lessons=Count("pk")).order_by())


def media_files(page: ModulePage) -> dict[str, bytes]:
    """The images, videos and captions that a module's lessons show, by name."""
    found: dict[str, bytes] = {}
    for lesson in lesson_pages(page):
        for key, title in media_names([_expanded(one) for one in lesson.body.raw_data]).items():
            model = get_image_model() if key > 0 else get_document_model()
            with model.objects.get(pk=abs(key)).file.open("rb") as file:
                found[title] = file.read()
    return found


# For editors ---------------------------------------------------------------------------------


def drafts_of(page: ModulePage) -> list[str]:
    """The titles of pages of a module with changes that are not published."""
    waiting = [page] if page.has_unpublished_changes else []
    waiting += [one for one in lesson_pages(page, live=False) if one.has_unpublished_changes]
    return [one.draft_title or one.title for one in waiting]


def releases(module_key: str) -> QuerySet[ModuleVersion]:
    """All releases of a module, newest first, with who made them."""
    return (
        ModuleVersion.objects.filter(module_key=module_key)
        .select_related("released_by")
        .order_by("-number")
    )


@dataclass(frozen=True)
class ReleaseRow:
    """A module in the editor's list of releases. `waiting` counts pages published since."""

    page: ModulePage
    version: ModuleVersion | None
    waiting: int


def release_rows() -> list[ReleaseRow]:
    """All published modules with their last release; three queries however many there are."""
    versions = tracking.current_versions()
    lessons = list(LessonPage.objects.live().values_list("path", "last_published_at"))
    rows = []
    for page in module_pages():
        version = versions.get(page.slug)
        moments = [at for path, at in lessons if path.startswith(page.path)]
        moments.append(page.last_published_at)
        waiting = [at for at in moments if at and (not version or at > version.released_at)]
        rows.append(ReleaseRow(page, version, len(waiting)))
    return rows
