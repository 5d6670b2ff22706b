from dataclasses import replace
from pathlib import Path

import pytest

from core.models import AuditEntry
from courses import queries
from courses.contentfolder import Content
from courses.formats import CheckRef, format_module, parse_module
from courses.models import LessonPage, ModulePage
from courses.services import load_folder, load_module
from tests.factories.courses import make_module, module_from_files, module_texts

pytestmark = pytest.mark.django_db


def exported() -> dict[str, str]:
    return format_module(queries.module_file(ModulePage.objects.get(slug="first-steps")))


def test_load_then_export_gives_the_same_bytes() -> None:
    make_module()
    assert exported() == module_texts()


@pytest.mark.parametrize("folder", [path.name for path in Path("content/modules").iterdir()])
def test_the_real_files_load_and_export_to_the_same_bytes(folder: str) -> None:
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in (Path("content/modules") / folder).iterdir()
        if path.suffix in (".md", ".yaml")
    }
    module, problems = parse_module(texts, folder=folder)
    assert problems == []
    assert format_module(module) == texts

    load_module(by=None, module=module)
    lessons = format_module(queries.module_file(ModulePage.objects.get(slug=folder)))

    assert {name: text for name, text in lessons.items() if name.endswith(".md")} == {
        name: text for name, text in texts.items() if name.endswith(".md")
    }


def test_a_second_load_writes_nothing() -> None:
    make_module()
    audited = AuditEntry.objects.count()
    revisions = LessonPage.objects.first().revisions.count()

    report = load_module(by=None, module=module_from_files())

    assert (report.created, report.updated, report.kept) == ([], [], [])
    assert report.unchanged == 3
    assert AuditEntry.objects.count() == audited
    assert LessonPage.objects.first().revisions.count() == revisions


def test_a_changed_file_changes_its_page_only() -> None:
    make_module()
    texts = module_texts()
    texts["02-who-has-rights.md"] = texts["02-who-has-rights.md"].replace("Mina", "Nadia")

    report = load_module(by=None, module=module_from_files(texts))

    assert report.updated == ["lesson first-steps/who-has-rights"]
    assert exported() == texts


def test_a_page_that_an_editor_changed_is_listed_and_left() -> None:
    make_module()
    page = LessonPage.objects.get(slug="who-has-rights")
    page.lead = "As the editor put it."
    page.save_revision().publish()
    texts = module_texts()
    texts["02-who-has-rights.md"] = texts["02-who-has-rights.md"].replace("Mina", "Nadia")

    report = load_module(by=None, module=module_from_files(texts))

    assert report.kept == ["lesson first-steps/who-has-rights"]
    assert "As the editor put it." in exported()["02-who-has-rights.md"]


def test_a_draft_that_waits_is_left_too() -> None:
    make_module()
    page = LessonPage.objects.get(slug="who-has-rights")
    page.lead = "A draft."
    page.save_revision()

    report = load_module(by=None, module=module_from_files())

    assert report.kept == ["lesson first-steps/who-has-rights"]
    assert "A draft." not in exported()["02-who-has-rights.md"]


def test_what_an_editor_mended_keeps_its_id_through_export_and_load() -> None:
    make_module()
    page = LessonPage.objects.get(slug="keeping-people")
    raw = list(page.body.raw_data)
    before = [one["id"] for one in raw]
    raw[0] = {**raw[0], "value": "<p>A call took <b>three</b> minutes.</p>"}
    raw[2]["value"]["say"] = "The police tell the victim within 5 working days."
    page.body = raw
    page.save_revision().publish()

    texts = exported()
    assert f"id: {before[0]}" in texts["01-keeping-people.md"]
    LessonPage.objects.all().delete()
    load_module(by=None, module=module_from_files(texts))

    again = LessonPage.objects.get(slug="keeping-people")
    assert [one["id"] for one in again.body.raw_data] == before
    assert exported() == texts


def test_lessons_stand_in_the_order_of_their_numbers() -> None:
    make_module()
    texts = module_texts()
    turned = {
        "module.yaml": texts["module.yaml"],
        "01-who-has-rights.md": texts["02-who-has-rights.md"],
        "02-keeping-people.md": texts["01-keeping-people.md"],
    }

    load_module(by=None, module=module_from_files(turned))

    assert exported() == turned


def test_lessons_that_stand_in_no_file_are_listed() -> None:
    make_module()
    texts = module_texts()
    del texts["02-who-has-rights.md"]

    report = load_module(by=None, module=module_from_files(texts))

    assert report.not_in_files == ["lesson first-steps/who-has-rights"]
    assert LessonPage.objects.filter(slug="who-has-rights").exists()


def test_a_module_and_its_check_that_change_together_are_both_taken() -> None:
    def content(*, minutes: int, draw: int) -> Content:
        module = replace(
            module_from_files(),
            minutes=minutes,
            check=CheckRef("first-steps", "A check", draw, 80, "first-steps"),
        )
        return Content(modules=[module])

    load_folder(by=None, content=content(minutes=11, draw=2))
    report = load_folder(by=None, content=content(minutes=12, draw=3))
    assert report.kept == []
    assert sorted(report.updated) == ["check first-steps", "module first-steps"]
    again = load_folder(by=None, content=content(minutes=12, draw=3))
    assert not again.changed
