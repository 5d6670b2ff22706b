"""/search/: over what a person may see, by word, right and topic."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.formats import parse_module
from courses.models import ModulePage
from courses.queries.searching import _kept
from courses.services import load_module, release
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    make_module_with_facts,
    make_released,
    make_released_with_aid,
    texts_with_aid,
)
from tests.unit.courses.test_views import words_of

pytestmark = pytest.mark.django_db
LESSON = "/modules/first-steps/keeping-people/"


@pytest.fixture(autouse=True)
def _fresh():
    _kept.clear()


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def page(client, query) -> str:
    response = client.get(f"/search/{query}")
    assert response.status_code == 200
    return words_of(response)


def test_a_lesson_is_found_at_its_section_with_the_words_marked(client, learner):
    make_released()
    html = page(client, "?q=minutes&kind=lesson")
    assert "1 place found" in html
    assert f'href="{LESSON}#b-' in html
    assert "<mark>minutes</mark>" in html


def test_the_codes_duties_are_found_with_their_right_by_visitors_too(client):
    make_released()
    html = page(client, "?q=bail")
    assert 'href="/code/2020/right-6/#r6-bail"' in html
    assert LESSON not in html
    assert "Lessons are searched once you have signed in." in html


def test_it_narrows_by_right_topic_and_kind_without_words(client, learner):
    make_released()
    assert LESSON in page(client, "?topic=threat&kind=lesson")
    assert "0 places found" in page(client, "?right=1&kind=lesson")
    assert LESSON in page(client, "?right=6")


def test_what_stands_behind_a_note_and_what_is_a_draft_is_not_found(client, learner):
    make_released()
    for word in ("distressing", "calm"):
        assert "0 places found" in page(client, f"?q={word}")


def test_a_draft_is_not_found(client, learner):
    make_module_with_facts()
    assert "0 places found" in page(client, "?q=minutes")


def test_what_is_typed_is_escaped_and_nothing_breaks_it(client, learner):
    make_released()
    html = page(client, "?q=%3Cscript%3Ealert(1)%3C/script%3E bail&right=x&kind=nowhere&topic=%00")
    assert "<script>alert" not in html
    assert client.get("/search/", {"q": "x" * 201}).status_code == 400


def test_nothing_found_says_what_to_do(client, learner):
    make_released()
    assert "Try fewer or other words" in page(client, "?q=zzzzqqq")


def test_the_queries_do_not_grow(client, learner):
    make_released()
    page(client, "?q=bail")
    counts = []
    for query in ("?q=bail", "?q=police tell victim limit news", "?right=6"):
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/search/{query}")
        counts.append(len(caught))
    assert len(set(counts)) == 1
    assert counts[0] <= 8


def test_a_job_aid_of_two_modules_is_one_place(client, learner):
    make_released_with_aid()
    texts = texts_with_aid()
    texts["module.yaml"] = texts["module.yaml"].replace("slug: first-steps", "slug: next-steps")
    module, problems = parse_module(texts, folder="next-steps")
    assert problems == []
    load_module(by=None, module=module)
    release(by=None, module=ModulePage.objects.get(slug="next-steps"))
    html = page(client, "?kind=aid")
    assert "1 place found" in html
    assert html.count('href="/aids/no-news-call/"') == 1
