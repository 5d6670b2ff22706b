"""From the files of `content/modules/` to Wagtail pages. What an editor changed is left alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Site

from accounts.models import User
from care.notes import ContentNote
from core.contentload import LoadReport, Step, settle
from core.services import audit
from courses import formats, queries, streams
from courses.formats import LessonFile, ModuleFile
from courses.models import CataloguePage, HomePage, LessonPage, ModulePage


@transaction.atomic
def ensure_catalogue() -> CataloguePage:
    """The page under which modules stand, with the site around it; made if there is none."""
    found: CataloguePage | None = CataloguePage.objects.first()
    if found is not None:
        return found
    Locale.objects.get_or_create(language_code="en-gb")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    root = Page.objects.get(pk=root.pk)
    # Wagtail's own first page would keep the name that ours needs.
    Page.objects.child_of(root).not_type(HomePage).filter(slug="home").delete()
    root = Page.objects.get(pk=root.pk)
    home = HomePage.objects.first() or root.add_child(instance=HomePage(title="Home", slug="home"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost"}
    )
    catalogue: CataloguePage = home.add_child(
        instance=CataloguePage(title="Modules", slug="modules")
    )
    return catalogue


@transaction.atomic
def load_module(
    *, by: User | None, module: ModuleFile, media: Mapping[str, bytes] | None = None
) -> LoadReport:
    """Bring a module's pages to what its files say, and publish them. Twice changes nothing.

    `media` holds the files that lessons show, by their names. A page that was changed in
    the CMS since its load, or has a draft waiting there, is listed in `kept` and left alone.
    """
    report = LoadReport()
    catalogue = ensure_catalogue()
    rows = _load_media(by=by, files=media or {})
    page = ModulePage.objects.child_of(catalogue).filter(slug=module.slug).first()
    page = _load_page(
        by=by,
        report=report,
        parent=catalogue,
        page=page or ModulePage(slug=module.slug),
        name=f"module {module.slug}",
        wanted=_module_hash(module),
        current=_module_hash(queries.module_file(page, lessons=False, draft=True))
        if page
        else None,
        fields=_module_fields(module),
    )
    for lesson in module.lessons:
        _load_lesson(by=by, report=report, parent=page, lesson=lesson, module=module, rows=rows)
    _put_in_order(page, module)
    slugs = {lesson.slug for lesson in module.lessons}
    for lesson_page in queries.lesson_pages(page, live=False):
        if lesson_page.slug not in slugs:
            report.not_in_files.append(f"lesson {module.slug}/{lesson_page.slug}")
    return report


def _load_lesson(
    *,
    by: User | None,
    report: LoadReport,
    parent: ModulePage,
    lesson: LessonFile,
    module: ModuleFile,
    rows: Mapping[str, int],
) -> None:
    page = LessonPage.objects.child_of(parent).filter(slug=lesson.slug).first()
    position = lesson.position
    current = queries.lesson_file(queries.latest(page), position=position) if page else None
    _load_page(
        by=by,
        report=report,
        parent=parent,
        page=page or LessonPage(slug=lesson.slug),
        name=f"lesson {module.slug}/{lesson.slug}",
        wanted=_hash(formats.format_lesson(lesson)),
        current=_hash(formats.format_lesson(current)) if current else None,
        fields=_lesson_fields(lesson, rows),
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _module_hash(module: ModuleFile) -> str:
    """What the page itself holds; the check is a thing of its own."""
    files = formats.format_module(replace(module, lessons=()))
    text = files.pop("module.yaml")
    outline = "\n".join(line for line in text.split("\n") if not line.startswith("    "))
    return _hash("".join([outline, *files.values()]))


def _load_page(
    *,
    by: User | None,
    report: LoadReport,
    parent: Page,
    page: Any,
    name: str,
    wanted: str,
    current: str | None,
    fields: Mapping[str, Any],
) -> Any:
    step = settle(report, name=name, wanted=wanted, current=current, loaded=page.loaded_hash)
    if step is Step.LEAVE:
        if current == wanted and page.loaded_hash != wanted:
            type(page).objects.filter(pk=page.pk).update(loaded_hash=wanted)
        return page
    for key, value in fields.items():
        setattr(page, key, value)
    page.loaded_hash = wanted
    if step is Step.CREATE:
        page.owner = by
        parent.refresh_from_db()
        parent.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)
    audit(by=by, action=f"{page._meta.model_name}.loaded", obj=page, after={"hash": wanted})
    return type(page).objects.get(pk=page.pk)


def _note_fields(note: ContentNote | None) -> dict[str, str]:
    if note is None:
        return {"strength": "", "topics": ""}
    return {"strength": note.strength, "topics": ", ".join(note.topics)}


def _module_fields(module: ModuleFile) -> dict[str, Any]:
    return {
        "title": module.title,
        "summary": module.summary,
        "edition": module.edition,
        "minutes": module.minutes,
        "audience": module.audience,
        "outcomes": "\n".join(module.outcomes),
        "keeper": module.owner,
        "review_by": module.review_by,
        **_note_fields(module.content_note),
        "check_slug": module.check.slug if module.check else "",
        "scenarios": ", ".join(module.scenarios),
        "aids": ", ".join(module.aids),
        "lessons_count": module.completion.lessons,
        "check_counts": module.completion.check,
        "attribution": streams.html(module.attribution),
        "sources": ", ".join(module.sources),
        "pack": formats.format_pack(module.pack) if module.pack else "",
    }


def _lesson_fields(lesson: LessonFile, rows: Mapping[str, int]) -> dict[str, Any]:
    return {
        "title": lesson.title,
        "number": lesson.number,
        "minutes": lesson.minutes,
        "lead": lesson.lead,
        "outcomes": "\n".join(lesson.outcomes),
        "rights": ", ".join(str(number) for number in lesson.rights),
        **_note_fields(lesson.content_note),
        "body": streams.to_stream(lesson.blocks, media=rows),
    }


def _put_in_order(page: ModulePage, module: ModuleFile) -> None:
    """Order the lessons as their numbers say; lessons that stand in no file come last."""
    wanted = [lesson.slug for lesson in module.lessons]
    have = [one.slug for one in queries.lesson_pages(page, live=False)]
    places = {slug: place for place, slug in enumerate(wanted)}
    target = sorted(have, key=lambda slug: (places.get(slug, len(wanted)), have.index(slug)))
    if have == target:
        return
    for slug in target:
        parent = ModulePage.objects.get(pk=page.pk)
        LessonPage.objects.child_of(parent).get(slug=slug).move(parent, pos="last-child")


def _load_media(*, by: User | None, files: Mapping[str, bytes]) -> dict[str, int]:
    """The images and documents of these names, made or changed where they are new."""
    rows: dict[str, int] = {}
    if files and Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    for name, content in sorted(files.items()):
        is_image = name.rsplit(".", 1)[-1].lower() in ("png", "jpg", "jpeg", "svg", "webp")
        model = get_image_model() if is_image else get_document_model()
        try:
            row = queries.media_row(model, name)
        except model.DoesNotExist:
            row = None
        if row is None or row.file_hash != hashlib.sha1(content, usedforsecurity=False).hexdigest():
            row = row or model(title=name)
            row.uploaded_by_user = by
            row.file = ContentFile(content, name=name.rsplit("/", 1)[-1])
            row.file_hash = hashlib.sha1(content, usedforsecurity=False).hexdigest()
            row.file_size = len(content)
            row.save()
        rows[name] = row.pk
    return rows
