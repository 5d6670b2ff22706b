"""The form of a passage, the editors' list, and what the sender sees."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.services import sync_roles
from core.feedback import feedback_url
from feedback.models import Remark
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_released
from tests.factories.feedback import lesson_part, remark
from tests.unit.courses.test_views import words_of

pytestmark = pytest.mark.django_db
LESSON = "/modules/first-steps/keeping-people/"
SAID = {"kind": "fact", "text": "It was 2 days.", "naming": "unnamed", "key": "k"}


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    make_released()


@pytest.fixture
def learner(client):
    user = UserFactory(first_name="Olive", last_name="Owner")
    client.force_login(user)
    return user


@pytest.fixture
def address():
    part = lesson_part()
    return feedback_url(part.iri, part.document["sections"][1]["id"], part.version_id)


def page(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return words_of(response)


def test_every_section_of_a_lesson_leads_to_its_form(client, learner, address):
    html = page(client, LESSON)
    assert html.count("Something wrong here?") == 5
    assert address.replace("&", "&amp;") in html


def test_the_form_quotes_the_passage_and_asks_for_no_name(client, learner, address):
    html = page(client, address)
    assert "The police tell the victim of bail within 5 working days." in html
    assert "version 1, 2020 Code" in html
    assert 'value="unnamed"' in html
    assert html.index("checked") > html.index('value="unnamed"')
    assert "Please leave out names, numbers" in html


def test_what_is_sent_goes_to_the_editors_and_back_to_the_passage(client, learner, address):
    sent = client.post(address, SAID)
    assert sent.status_code == 302
    assert sent["Location"].startswith(f"{LESSON}#t-b-")
    assert client.post(address, SAID).status_code == 302
    row = Remark.objects.get()
    assert (row.sender, row.kind, row.text) == (learner, "fact", "It was 2 days.")
    assert "It is with the editors" in page(client, LESSON)


def test_what_looks_private_is_asked_about_before_it_is_sent(client, learner, address):
    said = {**SAID, "text": "Mrs Patel told me so on 07700 900123."}
    asked = client.post(address, said)
    assert asked.status_code == 422
    html = words_of(asked)
    assert "Please look once more" in html
    assert "Mrs Patel told me so" in html
    assert not Remark.objects.exists()
    assert client.post(address, {**said, "as-it-is": "1"}).status_code == 302
    assert Remark.objects.count() == 1


@pytest.mark.parametrize("missing", ["kind", "text"])
def test_what_is_missing_is_asked_for(client, learner, address, missing):
    sent = client.post(address, {**SAID, missing: ""})
    assert sent.status_code == 422
    assert not Remark.objects.exists()


def test_a_passage_that_is_not_released_is_told_in_words(client, learner):
    response = client.get("/feedback/?part=https://elsewhere.example/x")
    assert response.status_code == 404
    assert b"open to learners" in response.content


def test_twenty_an_hour_are_plenty(client, learner, address):
    for number in range(20):
        assert client.post(address, {**SAID, "key": str(number)}).status_code == 302
    full = client.post(address, {**SAID, "key": "one more"})
    assert full.status_code == 429
    assert "a lot of feedback in an hour" in words_of(full)
    assert "It was 2 days." in words_of(full)
    client.force_login(UserFactory())
    assert client.post(address, SAID).status_code == 302


def test_an_editor_reads_answers_and_never_sees_who_it_was(client, learner, address):
    client.post(address, SAID)
    row = Remark.objects.get()
    sync_roles(by=None)
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    html = page(client, "/cms/feedback/")
    assert "News with a limit" in html
    assert "1 new remark on a passage" in page(client, "/cms/")
    html = page(client, f"/cms/feedback/{row.pk}/")
    assert "It was 2 days." in html
    assert "2020/r6-bail" in html
    assert "version 1 of" in html
    for name in ("Olive", learner.email):
        assert name not in html
    client.post(f"/cms/feedback/{row.pk}/", {"look": "1"})
    assert "Being looked at" in page(client, f"/cms/feedback/{row.pk}/")
    sent = client.post(f"/cms/feedback/{row.pk}/", {"state": "kept", "answer": "The Code says 5."})
    assert sent["Location"] == "/cms/feedback/"
    assert "Nothing waits." in page(client, "/cms/feedback/")
    assert "News with a limit" in page(client, "/cms/feedback/?state=all&module=first-steps")

    client.force_login(learner)
    html = page(client, "/record/")
    assert "What you told the editors" in html
    assert "The Code says 5." in html
    assert "Not changed" in html


def test_who_lets_editors_ask_is_named(client, learner, address):
    client.post(address, {**SAID, "naming": "named"})
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    html = page(client, f"/cms/feedback/{Remark.objects.get().pk}/")
    assert "Olive Owner" in html


def test_an_answer_without_words_is_asked_for(client, learner):
    row = remark(learner)
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    sent = client.post(f"/cms/feedback/{row.pk}/", {"state": "mended"})
    assert sent.status_code == 422


def test_what_is_mended_says_in_which_version(client, learner):
    row = remark(learner)
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    client.post(f"/cms/feedback/{row.pk}/", {"state": "mended", "answer": "It says 5 now."})
    client.force_login(learner)
    assert "Mended, and comes with the next version" in page(client, "/record/")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.EVALUATOR, Role.ADMINISTRATOR])
def test_only_editors_open_the_list(client, role, learner):
    row = remark(learner)
    client.force_login(UserFactory(roles=[role]))
    for address in ("/cms/feedback/", f"/cms/feedback/{row.pk}/"):
        assert client.get(address).status_code == 403


def test_the_number_of_remarks_makes_no_difference_to_the_queries(client, learner):
    editor = UserFactory(roles=[Role.EDITOR])
    counts = {"/cms/feedback/": [], "/record/": []}
    for number in (1, 3):
        while Remark.objects.count() < number:
            remark(learner)
        for address, found in counts.items():
            client.force_login(editor if "cms" in address else learner)
            client.get(address)
            with CaptureQueriesContext(connection) as caught:
                client.get(address)
            found.append(len(caught))
    assert all(one == three for one, three in counts.values()), counts
