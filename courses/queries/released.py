"""What was released, and what of it one person is served."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import NotFound
from courses.delta import is_delta
from courses.enums import PartKind
from courses.models import CompiledPart, Place
from tracking import queries as tracking
from tracking.enums import Verb
from tracking.models import Event, ModuleVersion, Registration


@lru_cache(maxsize=256)
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
    """The parts of these kinds in the current version of every module that is on offer."""
    current = tracking.current_versions()
    versions = [version.pk for key, version in current.items() if not is_delta(key)]
    return CompiledPart.objects.filter(version__in=versions, kind__in=list(kinds))


@dataclass(frozen=True)
class Lesson:
    """A lesson as it is served to one person."""

    version: ModuleVersion
    registration: Registration | None
    part: CompiledPart
    parts: tuple[CompiledPart, ...]
    # The open registrations of the person for pathways.
    paths: tuple[Registration, ...] = ()

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

    @property
    def sections(self) -> list[dict[str, Any]]:
        """What of it a note is kept beside and feedback is about; none in an old release."""
        found: list[dict[str, Any]] = self.part.document.get("sections", [])
        return found

    def section(self, block_id: str) -> dict[str, Any] | None:
        """The section of this id, if the lesson has it."""
        return next((one for one in self.sections if one["id"] == block_id), None)

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
    """The version that a person is served, and their open registration for it if they have one.

    Who has begun finishes on what they began, unless that was withdrawn: then they are served
    the current version, and `register` moves them to it. Raises NotFound.
    """
    registration = tracking.open_registration(user, module_key) if user else None
    return _served(module_key, registration)


def _served(
    module_key: str, registration: Registration | None
) -> tuple[ModuleVersion, Registration | None]:
    if registration and registration.version.withdrawn_at is None:
        return registration.version, registration
    version = tracking.current_version(module_key)
    if version is None:
        raise NotFound(
            _("This module is not open to learners. Choose another one from the list of modules.")
        )
    return version, None


def lesson_for(user: User, module_key: str, lesson_key: str) -> Lesson:
    """A lesson as this person is served it. Raises NotFound."""
    # All that the person is on, in one query: a path may lead through this lesson.
    under_way = tracking.open_registrations(user)
    mine = next((one for one in under_way if one.module_key == module_key), None)
    version, registration = _served(module_key, mine)
    parts = parts_of(version.pk)
    found = part(version.pk, PartKind.LESSON, lesson_key)
    if found is None and re.match(r"\d\d-", lesson_key):
        # The name of its file, as questions point to it.
        found = part(version.pk, PartKind.LESSON, lesson_key[3:])
    if found is None:
        raise NotFound(
            _("This lesson is not open to learners. Choose another one from its module’s page.")
        )
    paths = tuple(one for one in under_way if "gathers" in one.version.manifest)
    return Lesson(version, registration, found, parts, paths)


def place_in(user: User, lesson: Lesson) -> Place | None:
    """Where the person is in the lesson, if they have been in it and the place still exists."""
    place = Place.objects.filter(
        user=user, module_key=lesson.module_key, lesson_key=lesson.key
    ).first()
    return place if place and lesson.has_segment(place.block_id) else None


def finished_since(user: User, lesson: Lesson, since: datetime.datetime) -> Registration | None:
    """The registration under which the person has finished the lesson since a moment, if so."""
    events = Event.objects.filter(
        actor=user, verb=Verb.COMPLETED, object_iri=lesson.iri, recorded_at__gte=since
    )
    event = events.select_related("registration").order_by("recorded_at").last()
    return event.registration if event else None


def question_iri(lesson_iri: str, ref: str) -> str:
    """How the ledger calls a question for practice in a lesson."""
    return f"{lesson_iri}#{ref}"


@dataclass(frozen=True)
class Answered:
    """The latest answer to a question for practice; the response is as its type has it."""

    response: Any
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
    rows = events.order_by("occurred_at", "recorded_at").values_list(
        "object_iri", "result", "occurred_at"
    )
    return {iris[iri]: Answered(result.get("response", []), at) for iri, result, at in rows}


def lessons_in(versions: Iterable[UUID]) -> dict[UUID, int]:
    """How many lessons each of these versions has."""
    found = CompiledPart.objects.filter(version__in=list(versions), kind=PartKind.LESSON)
    return dict(found.values_list("version").annotate(lessons=Count("pk")).order_by())
