"""Job aids: their file, their snippet, their release and their pages."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEntry
from courses import checks, queries
from courses.formats import format_aid, parse_aid
from courses.models import CompiledPart, JobAid, ModulePage
from courses.services import Blocked, begin, load_aid, load_diagram, outlook, release
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    AID,
    SVG,
    aid_from_text,
    diagram_from_texts,
    make_aid,
    make_module_with_facts,
    make_released_with_aid,
    module_texts,
    texts_with_aid,
)
from tracking.models import Event
from victimscode.models import Citation

CONTENT = Path("content")
AIDS = sorted((CONTENT / "aids").glob("*.md"))


def problems_of(old: str, new: str, name: str = "no-news-call.md") -> list[str]:
    assert old in AID
    return [str(one) for one in parse_aid(AID.replace(old, new, 1), file=f"aids/{name}")[1]]


def test_an_aid_is_read_and_written_back_to_the_same_bytes():
    aid = aid_from_text()
    assert (aid.slug, aid.title, aid.minutes, aid.rights) == (
        "no-news-call",
        "The no-news call",
        1,
        (6,),
    )
    assert aid.whom == "Anyone who keeps a victim informed"
    assert [block.kind for block in aid.blocks] == [
        *("heading", "text", "fact", "limits", "diagram", "try")
    ]
    assert format_aid(aid) == AID


@pytest.mark.parametrize("path", AIDS, ids=lambda path: path.stem)
def test_the_real_files_are_in_their_one_form(path: Path):
    text = path.read_text(encoding="utf-8")
    aid, problems = parse_aid(text, file=f"aids/{path.name}")
    assert problems == []
    assert format_aid(aid) == text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("---\ntitle", "title", ":1: It begins with its front matter"),
        ("for: Anyone", "fur: Anyone", "“fur” is not a key that belongs here."),
        ("lead: Two", "leed: Two", "“lead” is missing."),
        ("::: fact", "::: fakt", "“fakt” is no kind of block."),
    ],
)
def test_each_mistake_is_named_by_file_and_line(old: str, new: str, says: str):
    found = problems_of(old, new)
    assert any(says in one and one.startswith("aids/no-news-call.md:") for one in found), found


def test_a_file_with_another_name_is_refused():
    assert "named by its address" in problems_of("---\ntitle", "---\ntitle", "01_News.md")[0]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("::: question\nref: T1\n:::\n", "shows and tells, and asks nothing"),
        ("::: diagram\nref: nothing\n:::\n", "There is no diagram “nothing”."),
        ("They are told within 3 working days.\n", "no fact of this card has that limit"),
        ("Read [this](/nowhere/).\n", "leads nowhere"),
    ],
)
@pytest.mark.django_db
def test_what_blocks_an_aid(more: str, says: str):
    make_released_with_aid()
    aid = aid_from_text(f"{AID}\n{more}")
    assert any(says in str(one) for one in checks.check_aid(aid, queries.known_now()))


@pytest.mark.django_db
class TestLoading:
    def test_load_then_export_gives_the_same_bytes(self):
        make_aid()
        assert [format_aid(one) for one in queries.aid_files()] == [AID]

    def test_a_second_load_writes_nothing(self):
        make_aid()
        audited = AuditEntry.objects.count()
        report = load_aid(by=None, aid=aid_from_text())
        assert (report.created, report.updated, report.kept, report.unchanged) == ([], [], [], 1)
        assert AuditEntry.objects.count() == audited

    def test_a_changed_file_changes_the_aid(self):
        make_aid()
        text = AID.replace("Two minutes", "Three minutes")
        report = load_aid(by=None, aid=aid_from_text(text))
        assert report.updated == ["job aid no-news-call"]
        assert [format_aid(one) for one in queries.aid_files()] == [text]

    def test_what_an_editor_changed_is_listed_and_left(self):
        aid = make_aid()
        aid.lead = "As the editor put it."
        aid.save_revision()  # a draft that waits is left too
        text = AID.replace("Two minutes", "Three minutes")
        report = load_aid(by=None, aid=aid_from_text(text))
        assert report.kept == ["job aid no-news-call"]
        assert JobAid.objects.get().lead == "Two minutes, on the day you promised."


@pytest.mark.django_db
class TestReleasing:
    def test_a_release_compiles_what_the_module_names_and_it_does_not_count(self):
        version = make_released_with_aid()
        part = CompiledPart.objects.get(kind="aid")
        assert (part.key, part.title, part.minutes) == ("no-news-call", "The no-news call", 1)
        listed = [one for one in version.manifest["parts"] if one["kind"] == "aid"]
        assert [(one["key"], one["counts"]) for one in listed] == [("no-news-call", False)]
        assert "Say who you are." in part.text
        assert "The court tells the unit." in part.text
        assert [one["title"] for one in part.document["editions"]] == [
            Citation.objects.filter(kind="fact").first().duty.edition.title
        ]

    def test_an_aid_that_a_lesson_leads_to_is_released_too(self):
        make_aid()
        texts = texts_with_aid()
        texts["module.yaml"] = module_texts()["module.yaml"]
        release(by=None, module=make_module_with_facts(texts))
        assert CompiledPart.objects.filter(kind="aid").count() == 1

    def test_its_facts_and_limits_become_citations(self):
        make_released_with_aid()
        part = CompiledPart.objects.get(kind="aid")
        cited = Citation.objects.filter(part_iri=part.iri)
        assert sorted(cited.values_list("kind", "duty__slug")) == [
            ("fact", "r6-bail"),
            ("limits", "r6-bail"),
        ]

    def test_a_module_that_names_no_such_aid_is_blocked(self):
        make_aid(name="another")
        page = make_module_with_facts(texts_with_aid())
        with pytest.raises(Blocked, match="There is no job aid “no-news-call”"):
            release(by=None, module=page)

    def test_a_changed_aid_waits_for_the_next_release(self):
        make_released_with_aid()
        load_aid(by=None, aid=aid_from_text(AID.replace("Two minutes", "Three minutes")))
        found = outlook(ModulePage.objects.get(slug="first-steps"))
        assert [(one.kind, one.state) for one in found.changes] == [("aid", "changed")]
        assert found.changes[0].added == ("Three minutes, on the day you promised.",)

    def test_a_changed_diagram_changes_what_shows_it(self):
        make_released_with_aid()
        load_diagram(by=None, diagram=diagram_from_texts(SVG.replace("H220", "H230")))
        found = outlook(ModulePage.objects.get(slug="first-steps"))
        assert [(one.kind, one.title) for one in found.changes] == [
            ("lesson", "Who has rights"),
            ("aid", "The no-news call"),
        ]


@pytest.mark.django_db
class TestPages:
    def test_a_card_shows_its_words_its_date_its_edition_and_its_sources(self, client):
        version = make_released_with_aid()
        client.force_login(UserFactory())
        page = client.get(reverse("aid", args=["no-news-call"]))
        text = page.content.decode()
        assert "The no-news call" in text
        assert "Anyone who keeps a victim informed" in text
        assert 'href="/code/2020/right-6/#r6-bail"' in text
        assert 'href="/code/2020/right-6/"' in text
        assert f"As of {version.released_at:%-d %B %Y}" in text
        assert "<svg" in text
        assert Event.objects.count() == 0

    def test_the_lesson_leads_to_it_and_shows_the_diagram(self, client):
        make_released_with_aid()
        client.force_login(UserFactory())
        text = client.get("/modules/first-steps/who-has-rights/").content.decode()
        assert 'href="/aids/no-news-call/"' in text
        assert "What the picture says" in text

    def test_large_print_is_an_address_of_its_own(self, client):
        make_released_with_aid()
        client.force_login(UserFactory())
        assert 'data-size="larger"' not in client.get("/aids/no-news-call/").content.decode()
        large = client.get("/aids/no-news-call/?size=large").content.decode()
        assert 'data-size="larger"' in large
        assert "Usual size" in large

    def test_the_newest_release_is_shown_also_to_whoever_is_on_an_older_one(self, client):
        make_released_with_aid()
        user = UserFactory()
        begin(by=user, module_key="first-steps")
        load_aid(by=None, aid=aid_from_text(AID.replace("Two minutes", "Three minutes")))
        release(by=None, module=ModulePage.objects.get(slug="first-steps"))
        client.force_login(user)
        assert "Three minutes" in client.get("/aids/no-news-call/").content.decode()

    def test_an_aid_that_is_not_released_is_said_to_be_missing(self, client):
        make_aid()
        client.force_login(UserFactory())
        page = client.get("/aids/no-news-call/")
        assert page.status_code == 404
        assert "list of aids" in page.content.decode()

    def test_its_date_stays_while_its_words_stay(self, client):
        make_released_with_aid()
        first = queries.current_aid("no-news-call")
        page = ModulePage.objects.get(slug="first-steps")
        page.summary = "Another summary."
        page.save_revision().publish()
        release(by=None, module=ModulePage.objects.get(slug="first-steps"))
        again = queries.current_aid("no-news-call")
        assert again.version != first.version
        assert queries.said_since(again) == queries.said_since(first)

    def test_aids_are_found_by_the_search_once(self):
        make_released_with_aid()
        found = queries.search(UserFactory(), "no-news call")
        aids = [hit.href for hit in found.hits if hit.kind == "aid"]
        assert aids == ["/aids/no-news-call/"]
        assert [hit for hit in queries.search(None, "no-news call").hits if hit.kind == "aid"] == []

    def test_the_list_takes_as_many_queries_for_three_as_for_one(
        self, client, django_assert_num_queries
    ):
        client.force_login(UserFactory())
        make_released_with_aid()
        client.get("/aids/")
        with CaptureQueriesContext(connection) as one:
            assert client.get("/aids/").content.decode().count("s-card") == 1
        for name in ("second", "third"):
            make_aid(AID.replace("no-news call", name), name)
        page = ModulePage.objects.get(slug="first-steps")
        page.aids = "no-news-call, second, third"
        page.save_revision().publish()
        release(by=None, module=ModulePage.objects.get(slug="first-steps"))
        with django_assert_num_queries(len(one)):
            assert client.get("/aids/").content.decode().count("s-card") == 3
