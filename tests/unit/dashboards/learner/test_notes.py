"""/notes/: a person's own notes and the way back to each passage."""

import pytest

from care.enums import PrivateTextKind
from care.queries import kept_by
from care.services import keep_note
from courses.models import CompiledPart, LessonPage
from courses.services import release
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_released

pytestmark = pytest.mark.django_db
LESSON = "/modules/first-steps/keeping-people/"


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def lesson():
    return CompiledPart.objects.filter(key="keeping-people").order_by("-pk").first()


def write(user, count):
    part = lesson()
    for section in part.document["sections"][:count]:
        about = f"1.1 {part.title}: {section['title']}"
        text = f"About {section['title']}"
        keep_note(by=user, place_iri=part.iri, key=section["id"], about=about, text=text)


def page(client) -> str:
    response = client.get("/notes/")
    assert response.status_code == 200
    return response.content.decode()


def test_who_has_none_reads_how_to_begin_one(client, learner):
    assert "Your notes will be here." in page(client)


def test_notes_stand_by_module_and_lead_back_to_their_passages(client, learner):
    make_released()
    write(learner, 2)
    html = page(client)
    assert "First steps" in html
    section = lesson().document["sections"][1]
    assert f'href="{LESSON}#t-{section["id"]}"' in html
    assert "About News with a limit" in html
    assert "Kept on" in html


def test_a_note_outlives_its_passage(client, learner):
    make_released()
    write(learner, 1)
    page_ = LessonPage.objects.get(slug="keeping-people")
    body = page_.body.raw_data
    body[0]["value"] = "<p>Quite another beginning.</p>"
    body[0]["id"] = "11111111-2222-4333-8444-555555555555"
    page_.save_revision().publish()
    release(by=None, module=page_.get_parent().specific)
    html = page(client)
    assert "This passage has been rewritten or taken out since." in html
    assert f'href="{LESSON}"' in html
    assert "About Keeping people informed" in html


def test_a_note_outlives_its_module(client, learner):
    text = "Still mine"
    iri = "https://steady.example.org/modules/gone/lesson/one"
    keep_note(by=learner, place_iri=iri, key="b-1", about="9.9 Gone", text=text)
    html = page(client)
    assert "Still mine" in html
    assert "9.9 Gone" in html
    (kept,) = kept_by(learner, PrivateTextKind.NOTE)
    client.post(f"/notes/{kept.pk}/", {"text": "Mine, changed"})
    assert "Mine, changed" in page(client)
    client.post(f"/notes/{kept.pk}/", {"delete": "1"})
    assert kept_by(learner) == []


def test_a_note_of_somebody_else_is_one_that_does_not_exist(client, learner):
    make_released()
    other = UserFactory()
    write(other, 1)
    (theirs,) = kept_by(other)
    for data in ({"text": "x"}, {"delete": "1"}):
        assert client.post(f"/notes/{theirs.pk}/", data).status_code == 404
    assert kept_by(other)[0].text == theirs.text


def test_the_number_of_notes_makes_no_difference_to_the_queries(
    client, learner, django_assert_num_queries
):
    make_released()
    write(learner, 1)
    page(client)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for count in (1, 3):
        write(learner, count)
        with CaptureQueriesContext(connection) as caught:
            client.get("/notes/")
        counts.append(len(caught))
    assert counts[0] == counts[1]
