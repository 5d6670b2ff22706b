"""The authoring copy as its files show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.rich_text import expand_db_html

from assessments.models import Check
from care.notes import ContentNote
from courses import streams
from courses.formats import (
    CheckRef,
    Completion,
    LessonFile,
    ModuleFile,
    parse_pack,
)
from courses.models import LessonPage, ModulePage
from courses.queries.media import media_names


def latest(page: Any) -> Any:
    """A page as it was last saved, published or not."""
    return page.get_latest_revision_as_object() if page.has_unpublished_changes else page


def lines_of(text: str) -> tuple[str, ...]:
    """What stands on the lines of a text."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def listed(text: str) -> tuple[str, ...]:
    """What stands between the commas of a text."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def note_of(page: ModulePage | LessonPage) -> ContentNote | None:
    """The content note of a page, if it has one."""
    return ContentNote(page.strength, listed(page.topics)) if page.strength else None


def lesson_file(page: LessonPage, *, position: int) -> LessonFile:
    """A lesson page as its file shows it; `position` counts from 1."""
    raw = [expanded(one) for one in page.body.raw_data]
    return LessonFile(
        position=position,
        slug=page.slug,
        title=page.title,
        number=page.number,
        minutes=page.minutes,
        lead=page.lead,
        outcomes=lines_of(page.outcomes),
        rights=tuple(int(part) for part in listed(page.rights) if part.isdigit()),
        content_note=note_of(page),
        blocks=streams.from_stream(raw, media=media_names(raw)),
    )


def expanded(one: Mapping[str, Any]) -> dict[str, Any]:
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
        content_note=note_of(page),
        check=_check_ref(page.check_slug),
        scenarios=listed(page.scenarios),
        aids=listed(page.aids),
        completion=Completion(lessons=page.lessons_count, check=page.check_counts),
        attribution=streams.markdown(expand_db_html(page.attribution)),
        sources=listed(page.sources),
        lessons=tuple(
            lesson_file(lesson, position=position) for position, lesson in enumerate(pages, start=1)
        ),
        pack=parse_pack(page.pack, file="")[0] if page.pack else None,
    )


def check_ref(check: Check) -> CheckRef:
    """A check as its module's file shows it."""
    return CheckRef(
        check.slug,
        check.title,
        check.draw,
        check.pass_mark,
        check.bank,
        check.cells,
        check.pause_hours,
    )


def _check_ref(slug: str) -> CheckRef | None:
    check = Check.objects.filter(slug=slug).first() if slug else None
    return check_ref(check) if check else None


def module_pages() -> list[ModulePage]:
    """All modules that are published, in their order."""
    return list(ModulePage.objects.live().order_by("path"))


def media_files(page: ModulePage) -> dict[str, bytes]:
    """The images, videos and captions that a module's lessons show, by name."""
    found: dict[str, bytes] = {}
    for lesson in lesson_pages(page):
        for key, title in media_names([expanded(one) for one in lesson.body.raw_data]).items():
            model = get_image_model() if key > 0 else get_document_model()
            with model.objects.get(pk=abs(key)).file.open("rb") as file:
                found[title] = file.read()
    return found
