"""What editors and releases need to know: what may be referred to, what waits, what went out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Job
from assessments.models import Question
from courses import checks
from courses.formats import (
    ModuleFile,
)
from courses.models import Diagram, JobAid, LessonPage, ModulePage, Pathway
from courses.queries.authoring import lesson_pages, module_pages
from exercises import queries as exercises
from scenarios import queries as scenarios
from tracking import queries as tracking
from tracking.models import ModuleVersion
from victimscode import citing
from victimscode.formats import CodeFiles
from victimscode.queries import code_files


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


def known_now() -> checks.Known:
    """What lessons may refer to, as it stands in the database."""
    code = code_files()
    aids = list(JobAid.objects.filter(live=True).values_list("slug", flat=True))
    pathways = list(Pathway.objects.filter(live=True).values_list("slug", flat=True))
    modules = [
        (page.slug, [lesson.slug for lesson in lesson_pages(page)]) for page in module_pages()
    ]
    return checks.Known(
        facts=citing.facts(code),
        questions=set(Question.objects.published().values_list("ref", flat=True)),
        scenarios={document["id"] for document in scenarios.documents()},
        aids=set(aids),
        diagrams=set(Diagram.objects.filter(live=True).values_list("slug", flat=True)),
        exercises={document["slug"] for document in exercises.documents()},
        lessons={slug: set(lessons) for slug, lessons in modules},
        jobs=set(Job.values),
        link_exists=addresses(code, modules, aids, pathways).__contains__,
    )


FIXED_ADDRESSES = {
    *("", "/", "/code/", "/modules/", "/support/", "/leave/", "/training/", "/record/"),
    *(
        "/about/sources/",
        "/aids/",
        "/exercises/",
        "/pathways/",
        "/search/",
        "/privacy/",
        "/accessibility/",
        "/accounts/",
        "/accounts/reading/",
    ),
}


def code_addresses(code: CodeFiles) -> set[str]:
    """The pages of the Code, and on them the places of its duties and definitions."""
    found = {f"/about/sources/#{source.slug}" for source in code.sources}
    for edition in code.editions:
        if edition.fictional and edition.kind == "draft":
            continue  # nobody is shown it
        page = f"/code/{edition.slug}/"
        found.add(page)
        found |= {f"{page}right-{number}/" for number, _title in edition.rights}
        for duty in edition.duties:
            found.add(f"{page}#{duty.slug}")
            if duty.right is not None:
                found.add(f"{page}right-{duty.right}/#{duty.slug}")
    return found


def addresses(
    code: CodeFiles,
    modules: Iterable[tuple[str, Iterable[str]]],
    aids: Iterable[str] = (),
    pathways: Iterable[str] = (),
) -> set[str]:
    """Addresses on this site that a lesson may link to."""
    found = FIXED_ADDRESSES | {f"/aids/{slug}/" for slug in aids}
    found |= {f"/pathways/{slug}/" for slug in pathways}
    found |= code_addresses(code)
    for module, lessons in modules:
        found.add(f"/modules/{module}/")
        found |= {f"/modules/{module}/{lesson}/" for lesson in lessons}
    return found


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


def finishers(module_key: str) -> int:
    """How many people who still work here have finished a module, at any version."""
    events = tracking.completion_events(module_key).filter(actor__is_active=True)
    return events.order_by().values("actor").distinct().count()


@dataclass(frozen=True)
class ReleaseRow:
    """A module in the editor's list of releases, with what was published since.

    `waiting` counts lessons; `outline` says whether the module's own page waits too.
    """

    page: ModulePage
    version: ModuleVersion | None
    waiting: int
    outline: bool

    @property
    def sentence(self) -> str:
        """What waits, in words; empty when nothing does."""
        if self.waiting:
            text = ngettext(
                "Published, not yet released: %d lesson changed.",
                "Published, not yet released: %d lessons changed.",
                self.waiting,
            )
            return text % self.waiting
        if self.outline:
            return _("Published, not yet released: the page of the module changed.")
        return ""


def release_rows() -> list[ReleaseRow]:
    """All published modules with their last release; three queries however many there are."""
    versions = tracking.current_versions()
    lessons = list(LessonPage.objects.live().values_list("path", "last_published_at"))
    return [_row(page, versions.get(page.slug), lessons) for page in module_pages()]


def release_row(page: ModulePage) -> ReleaseRow:
    """The same for one module."""
    lessons = LessonPage.objects.live().descendant_of(page)
    published = list(lessons.values_list("path", "last_published_at"))
    return _row(page, tracking.current_version(page.slug), published)


def _row(
    page: ModulePage,
    version: ModuleVersion | None,
    lessons: Iterable[tuple[str, datetime.datetime | None]],
) -> ReleaseRow:
    def waits(at: datetime.datetime | None) -> bool:
        return at is not None and (version is None or at > version.released_at)

    waiting = sum(waits(at) for path, at in lessons if path.startswith(page.path))
    return ReleaseRow(page, version, waiting, waits(page.last_published_at))
