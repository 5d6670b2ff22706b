import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from core.models import AuditEntry
from tests.factories.victimscode import code_from_files, code_texts
from victimscode import formats, queries, services
from victimscode.models import Citation, Duty, Edition, Limit

pytestmark = pytest.mark.django_db


def test_the_real_files_load_and_export_to_the_same_bytes() -> None:
    folder = Path("content/code")
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    code, problems = formats.parse_code(texts)
    assert problems == []

    report = services.load_code(by=None, code=code)

    assert report.changed
    assert report.kept == []
    assert formats.format_code(queries.code_files()) == texts
    assert not services.load_code(by=None, code=code).changed


def test_a_second_load_changes_nothing_and_writes_nothing() -> None:
    code = code_from_files()
    services.load_code(by=None, code=code)
    audited = AuditEntry.objects.count()

    report = services.load_code(by=None, code=code)

    assert (report.created, report.updated, report.kept) == ([], [], [])
    assert AuditEntry.objects.count() == audited


def test_an_edition_is_joined_to_the_one_that_it_follows() -> None:
    # The one that follows may come first by its name.
    texts = code_texts(rehearsal=True)
    texts["1-rehearsal.yaml"] = texts.pop("rehearsal.yaml").replace(
        "id: rehearsal", "id: 1-rehearsal"
    )
    code, problems = formats.parse_code(texts)
    assert problems == []

    services.load_code(by=None, code=code)

    edition = Edition.objects.get(slug="1-rehearsal")
    assert (edition.follows.slug, edition.fictional) == ("2020", True)
    now = Duty.objects.get(edition=edition, slug="r6-bail")
    assert [one.ref for one in now.continues.all()] == ["2020/r6-bail"]
    assert not services.load_code(by=None, code=code).changed
    assert formats.format_code(queries.code_files()) == formats.format_code(code)


def test_a_changed_file_changes_the_row() -> None:
    services.load_code(by=None, code=code_from_files())
    texts = code_texts()
    texts["2020.yaml"] = texts["2020.yaml"].replace("5 working days", "4 working days")
    code, _problems = formats.parse_code(texts)

    report = services.load_code(by=None, code=code)

    assert report.updated == ["duty 2020/r6-bail"]
    assert Duty.objects.get(slug="r6-bail").standard == "4 working days"


def test_a_row_that_an_editor_changed_is_listed_and_left() -> None:
    services.load_code(by=None, code=code_from_files())
    duty = Duty.objects.get(slug="r6-bail")
    duty.says = "As the editor put it"
    duty.save()
    texts = code_texts()
    texts["2020.yaml"] = texts["2020.yaml"].replace("Tell the victim", "Tell the victim soon")

    report = services.load_code(by=None, code=formats.parse_code(texts)[0])

    assert report.kept == ["duty 2020/r6-bail"]
    assert Duty.objects.get(slug="r6-bail").says == "As the editor put it"


def test_what_stands_in_no_file_is_listed_and_kept() -> None:
    services.load_code(by=None, code=code_from_files())
    code = code_from_files()
    shorter = replace(
        code, editions=tuple(edition for edition in code.editions if edition.slug != "2006")
    )

    report = services.load_code(by=None, code=shorter)

    assert report.not_in_files == ["duty 2006/monthly", "edition 2006"]
    assert Edition.objects.filter(slug="2006").exists()


def test_limits_are_set_and_audited_once() -> None:
    services.load_code(by=None, code=code_from_files())
    duty = Duty.objects.get(slug="r6-bail")
    limits = {"standard": formats.LimitText(3, "months")}

    services.set_limits(by=None, duty=duty, limits=limits)
    services.set_limits(by=None, duty=duty, limits=limits)

    assert [str(limit) for limit in Limit.objects.filter(duty=duty)] == ["3 months"]
    assert AuditEntry.objects.filter(action="duty.limits_changed").count() == 1


def test_citations_are_noted_once() -> None:
    services.load_code(by=None, code=code_from_files())
    version = uuid.uuid4()
    notes = [
        services.CitationNote("iri", "b1", "2020/r6-bail", "fact"),
        services.CitationNote("iri", "b1", "2020/r6-bail", "fact"),
        services.CitationNote("iri", "b2", "2020/nothing", "fact"),
    ]

    for _again in range(2):
        count = services.note_citations(module_key="m", version_id=version, notes=notes)

    assert count == 1
    assert list(queries.citations_of(Duty.objects.get(slug="r6-bail"))) == list(
        Citation.objects.all()
    )
