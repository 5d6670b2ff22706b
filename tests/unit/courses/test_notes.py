"""Private notes beside the sections of a lesson."""

import re

import pytest

from care.models import PrivateText
from courses.models import CompiledPart
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_released
from tests.unit.courses.test_views import words_of

pytestmark = pytest.mark.django_db
LESSON = "/modules/first-steps/keeping-people/"


@pytest.fixture
def learner(client):
    make_released()
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def section(learner):
    return CompiledPart.objects.get(key="keeping-people").document["sections"][1]


def address(section) -> str:
    return f"{LESSON}notes/{section['id']}/"


def page(client, url=LESSON) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return words_of(response)


def test_every_section_of_words_offers_a_note_that_works_without_script(client, learner, section):
    html = page(client)
    assert html.count("Keep a note here") == 3
    assert f'action="{address(section)}"' in html
    assert "Only you can read this." in html


def test_a_note_is_kept_shown_changed_and_deleted(client, learner, section):
    sent = client.post(address(section), {"text": "Ask <first>"})
    assert sent.status_code == 302
    assert sent["Location"] == f"{LESSON}#t-{section['id']}"
    assert "Ask &lt;first&gt;" in page(client)
    client.post(address(section), {"text": "Ask twice"})
    assert "Ask twice" in page(client)
    assert PrivateText.objects.count() == 1

    gone = client.post(address(section), {"text": "Ask twice", "delete": "1"})
    assert not PrivateText.objects.exists()
    html = page(client, gone["Location"])
    assert "Your note is deleted." in html
    assert "Ask twice" not in html


def test_nobody_else_sees_a_note_or_that_there_is_one(client, learner, section):
    before = page(client)
    client.post(address(section), {"text": "Mine alone"})
    client.force_login(UserFactory())
    html = page(client)
    assert "Mine alone" not in html
    assert html.count("Keep a note here") == before.count("Keep a note here")
    assert client.get("/notes/").content.decode().count("Mine alone") == 0


def test_a_note_that_names_somebody_is_kept_with_a_word_about_it(client, learner, section):
    sent = client.post(address(section), {"text": "Ring Mrs Patel on 07700 900123"}, follow=True)
    assert "please take out anything from a real case" in words_of(sent)
    assert PrivateText.objects.count() == 1


def test_a_note_beside_what_is_not_there_is_refused_in_words(client, learner):
    question = CompiledPart.objects.get(key="keeping-people").document["sections"][3]
    for block in ("nowhere", question["id"]):
        answer = client.post(f"{LESSON}notes/{block}/", {"text": "x"})
        assert answer.status_code == 404
        assert b"Your notes are under Notes" in answer.content
    assert not PrivateText.objects.exists()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_notes_cost_a_lesson_no_query(
    client, learner, section, count, django_assert_max_num_queries
):
    sections = CompiledPart.objects.get(key="keeping-people").document["sections"]
    for one in sections[:count]:
        client.post(address(one), {"text": "A note"})
    page(client)
    with django_assert_max_num_queries(10):  # one of them for the support contacts
        client.get(LESSON)


def test_how_pages_look_can_be_changed_in_the_lesson(client, learner):
    html = page(client)
    assert "How this page looks" in html
    assert f'name="next" value="{LESSON}"' in html
    sent = client.post("/accounts/reading/", {"size": "large", "next": LESSON})
    assert sent["Location"] == LESSON
    html = page(client)
    assert 'data-size="large"' in html
    chosen = re.search(r'<select[^>]*name="size".*?</select>', html)
    assert chosen
    assert re.search(r'value="large" selected', chosen[0])
