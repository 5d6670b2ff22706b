"""Support beside the matter itself: by topic, in both tellings alike, and asked for once."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from care.models import HIDDEN_AFTER
from courses.models import LessonPage, ModulePage
from courses.services import compile_released, load_module, preview_lesson, release
from courses.services.compiling import HELP
from courses.signposts import MOST, Signposts
from tests.factories.accounts import UserFactory
from tests.factories.care import SupportContactFactory
from tests.factories.courses import (
    LESSON,
    make_module_with_facts,
    make_released,
    module_from_files,
    module_texts,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/modules/first-steps/keeping-people/"


def contact(name: str, *audience: str, **fields):
    fields = {"checked_on": timezone.localdate(), **fields}
    return SupportContactFactory(name=name, audience=list(audience), **fields)


@pytest.fixture
def contacts():
    contact("Staff line", "staff", phone="", web="staff.example.org")
    contact("Second staff line", "staff")
    contact("Stalking line", "stalking", phone="0300 123")
    contact("Second stalking line", "stalking")
    contact("Third stalking line", "stalking")
    contact("Children’s line", "children")


def names(html: str) -> list[str]:
    return re.findall(r"<b>([^<]*line)</b>", html)


def test_what_fits_the_topics_comes_first_and_staff_have_a_place(contacts):
    html = Signposts().html(["stalking", "theft"])
    assert names(html) == ["Stalking line", "Second stalking line", "Staff line"]
    assert len(names(html)) == MOST
    assert 'href="tel:0300123"' in html
    assert 'href="https://staff.example.org"' in html
    assert 'href="/support/"' in html


def test_a_topic_without_a_line_of_its_own_leads_to_what_there_is_for_staff(contacts):
    assert names(Signposts().html(["burglary"])) == ["Second staff line", "Staff line"]


def test_without_topics_there_is_nothing_and_nothing_is_asked(contacts, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Signposts().html([]) == ""


def test_one_query_serves_a_page_with_many_passages(contacts, django_assert_num_queries):
    signposts = Signposts()
    with django_assert_num_queries(1):
        for topics in (["stalking"], ["threat"], ["a child victim"]):
            signposts.html(topics)


def test_a_contact_that_nobody_checked_is_not_shown(contacts):
    old = timezone.localdate() - HIDDEN_AFTER - datetime.timedelta(days=1)
    contact("Old line", "stalking", checked_on=old)
    assert "Old line" not in Signposts().html(["stalking"])


def served(client) -> str:
    client.force_login(UserFactory())
    return client.get(ADDRESS).content.decode()


def test_they_stand_at_the_end_of_both_tellings_and_of_the_lesson(client, contacts):
    make_released()
    html = served(client)
    assert HELP not in html
    assert html.count("If this stays with you") == 2
    assert html.count("If something here stays with you") == 1
    tellings = re.findall(r'<section\s+class="s-choose.*?</section>\s*</section>', html, re.S)
    found = [re.findall(r'<section class="s-signposts.*?</section>', one, re.S) for one in tellings]
    assert len(found) == 2
    assert found[0] == found[1]


def test_a_lesson_without_difficult_matter_has_none(client, contacts):
    make_released()
    client.force_login(UserFactory())
    html = client.get("/modules/first-steps/who-has-rights/").content.decode()
    assert "stays with you" not in html


def test_the_page_asks_once_however_many_passages_it_has(client, contacts):
    passage = LESSON[LESSON.index("::: passage") : LESSON.index("::: exercise")]
    many = LESSON.replace(
        passage, "".join(passage.replace("last to know", f"last to know {n}") for n in range(3))
    )
    texts = {**module_texts(), "01-keeping-people.md": many}
    counts = []
    make_released()
    for _ in range(2):
        client.force_login(UserFactory())
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as asked:
            html = client.get(ADDRESS).content.decode()
        counts.append(len(asked))
        load_module(by=None, module=module_from_files(texts))
        release(by=None, module=ModulePage.objects.get(slug="first-steps"))
    assert html.count("If this stays with you") == 6
    assert counts[0] == counts[1]


def test_a_preview_shows_them_too(contacts):
    page = make_module_with_facts()
    preview = preview_lesson(LessonPage.objects.get(slug="keeping-people"), page)
    assert any(HELP in segment["html"] for segment in preview.segments)


def test_the_compiled_passage_names_nobody(contacts):
    compiled = compile_released(make_module_with_facts())
    assert "Stalking line" not in str([part.document for part in compiled.parts])
