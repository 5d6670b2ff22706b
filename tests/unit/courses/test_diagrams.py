"""Diagrams: their files, their snippet in the editor, and the picture in the page."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.enums import Role
from accounts.services import sync_roles
from courses import checks, queries
from courses.contentfolder import content_texts, read_content
from courses.formats import format_diagram, parse_diagram
from courses.models import Diagram, JobAid
from courses.services import load_diagram, preview_aid, preview_diagram
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    AID,
    DIAGRAM,
    SVG,
    diagram_from_texts,
    make_aid,
    make_released_with_aid,
)
from tests.unit.core.markup import elements

CONTENT = Path("content")
DIAGRAMS = sorted((CONTENT / "diagrams").glob("*.svg"))


def test_a_diagram_is_read_and_written_back_to_the_same_bytes():
    diagram = diagram_from_texts()
    assert (diagram.slug, diagram.title) == ("two-clocks", "Two clocks")
    assert format_diagram(diagram) == {"svg": SVG, "yaml": DIAGRAM}


@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.stem)
def test_the_real_files_are_in_their_one_form(path: Path):
    texts = {
        ending: path.with_suffix(f".{ending}").read_text(encoding="utf-8")
        for ending in ("svg", "yaml")
    }
    diagram, problems = parse_diagram(texts, slug=path.stem)
    assert problems == []
    assert format_diagram(diagram) == texts


def test_a_drawing_without_words_and_words_without_a_drawing_are_named():
    for ending, other in (("svg", "yaml"), ("yaml", "svg")):
        texts = {ending: {"svg": SVG, "yaml": DIAGRAM}[ending]}
        diagram, problems = parse_diagram(texts, slug="x")
        assert diagram is None
        assert [one.file for one in problems] == [f"diagrams/x.{other}"]


def test_what_may_not_stand_in_a_drawing_is_named_by_file_and_line():
    svg = SVG.replace('class="d-ink"', 'class="d-ink" style="color:red"')
    _diagram, problems = parse_diagram({"svg": svg, "yaml": DIAGRAM}, slug="two-clocks")
    assert [str(one) for one in problems] == [
        "diagrams/two-clocks.svg:5: “style” may not stand on “text”."
    ]


def test_mistakes_in_its_words_are_named():
    words = DIAGRAM.replace("alt: News", "alternative: News").replace("- One", "| One")
    _diagram, problems = parse_diagram({"svg": SVG, "yaml": words}, slug="two-clocks")
    assert any("“alternative” is not a key" in str(one) for one in problems)


def test_the_folder_is_read_and_written_whole(tmp_path):
    for name, text in (
        ("aids/no-news-call.md", AID),
        ("diagrams/two-clocks.svg", SVG),
        ("diagrams/two-clocks.yaml", DIAGRAM),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    texts = content_texts(read_content(tmp_path))
    assert texts["aids/no-news-call.md"] == AID
    assert texts["diagrams/two-clocks.svg"] == SVG
    assert texts["diagrams/two-clocks.yaml"] == DIAGRAM


@pytest.mark.django_db
def test_load_then_export_gives_the_same_bytes_and_a_second_load_nothing():
    load_diagram(by=None, diagram=diagram_from_texts())
    assert [format_diagram(one) for one in queries.diagram_files()] == [
        {"svg": SVG, "yaml": DIAGRAM}
    ]
    assert load_diagram(by=None, diagram=diagram_from_texts()).unchanged == 1


@pytest.mark.django_db
def test_words_that_are_too_long_and_links_that_lead_nowhere_block_it():
    words = DIAGRAM.replace(
        "The court tells", "[Here](/nowhere/) " + "and so on " * 12 + "the court tells"
    )
    found = checks.check_diagram(diagram_from_texts(words=words), queries.known_now())
    assert any("leads nowhere" in str(one) for one in found)
    assert any("A sentence has" in str(one) for one in found)


@pytest.mark.django_db
def test_an_editors_drawing_passes_the_same_reader():
    make_aid()
    diagram = Diagram.objects.get()
    diagram.svg = SVG.replace("<defs>", "<script/><defs>")
    with pytest.raises(ValidationError) as caught:
        diagram.full_clean()
    assert caught.value.message_dict["svg"] == ["Line 2: “script” may not stand here."]


@pytest.mark.django_db
def test_an_editor_pastes_a_drawing_and_is_told_what_to_take_out(client):
    sync_roles(by=None)
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    form = {
        "title": "Two clocks",
        "slug": "two-clocks",
        "alt": "News passes in two steps.",
        "text": '{"blocks": [{"key": "a", "text": "All of it.", "type": "unstyled"}], "entityMap": {}}',
        "caption": "",
        "svg": SVG.replace("<rect", "<rect onclick='1'"),
        "action-publish": "1",
    }
    address = reverse("wagtailsnippets_courses_diagram:add")
    page = client.post(address, form)
    assert "Line 3: “onclick” may not stand on “rect”." in page.content.decode()
    assert Diagram.objects.count() == 0
    client.post(address, {**form, "svg": SVG})
    assert Diagram.objects.get().live


@pytest.mark.django_db
def test_an_unsafe_drawing_in_the_database_is_never_shown():
    make_aid()
    Diagram.objects.update(svg=SVG.replace("<rect", "<script/><rect"))
    preview = preview_diagram(Diagram.objects.get())
    assert preview.html == ""
    assert "may not stand here" in str(preview.findings[0])


@pytest.mark.django_db
def test_previews_show_the_card_and_what_blocks_it():
    make_released_with_aid()
    aid = JobAid.objects.get()
    raw = list(aid.body.raw_data)
    raw[2]["value"]["cites"] = "2020/nothing"
    aid.body = raw
    preview = preview_aid(aid)
    assert "Ring one person." in preview.html
    assert "Time limits" in preview.html
    assert len(preview.findings) == 1


@pytest.mark.django_db
def test_the_picture_has_a_name_a_description_and_all_its_words_beside_it(client):
    make_released_with_aid()
    client.force_login(UserFactory())
    page = client.get("/aids/no-news-call/").content.decode()
    tags = elements(page)
    svg = next(attrs for tag, attrs in tags if tag == "svg" and attrs.get("role") == "img")
    ids = [attrs["id"] for _tag, attrs in tags if attrs.get("id")]
    assert all(ids.count(name) == 1 for name in svg["aria-labelledby"].split())
    assert len(ids) == len(set(ids))
    assert "The court tells the unit." in page
    assert "Each clock starts when the one before it stops." in page
