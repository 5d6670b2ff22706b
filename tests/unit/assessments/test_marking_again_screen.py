import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.services import grant_role
from assessments.models import Regrade
from core.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.unit.assessments.services.test_regrading import IRI, mend, question, taken

__all__ = ["question"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, question):
    user = UserFactory(is_superuser=True)
    grant_role(by=user, user=user, role=Role.EDITOR)
    client.force_login(user)
    return reverse("mark_again", args=[question.pk])


def test_the_page_shows_counts_and_never_a_name(client, page, question):
    person = UserFactory(first_name="Zebedee", email="zebedee@example.org")
    taken(question, person, q1="a")
    mend(question)
    html = client.get(page).content.decode()
    assert "People who would have a pass</th>" in html
    assert "Mark 1 answer again" in html
    assert "zebedee" not in html.lower()
    assert not Regrade.objects.exists()


def test_a_reason_is_asked_for_and_then_it_is_done(client, page, question):
    attempt = taken(question, q1="a")
    mend(question)
    response = client.post(page, {"reason": " "})
    assert response.status_code == 422
    assert "Say what was mended" in response.content.decode()
    html = client.post(page, {"reason": "The key was b."}, follow=True).content.decode()
    assert "Whoever has passed by the mended key has it on their record" in html
    assert "The key was b." in html
    assert "1 now count as" in html
    attempt.refresh_from_db()
    assert attempt.score == 2


def test_a_draft_has_to_be_published_first(client, page, question):
    taken(question, q1="a")
    question.stem = "A draft?"
    question.save_revision()
    html = client.get(page).content.decode()
    assert "Publish the mended key first" in html
    assert "<textarea" not in html
    assert client.post(page, {"reason": "Mended."}).status_code == 400


def test_the_person_reads_it_on_their_result(client, page, question):
    attempt = taken(question, q1="a")
    mend(question)
    client.post(page, {"reason": "The key was b."})
    client.force_login(attempt.user)
    url = reverse("check_result", args=[attempt.form["module"], attempt.pk])
    html = " ".join(client.get(url).content.decode().split())
    assert "2 of 3. That finishes this check." in html
    assert "its answer key had a mistake, and your answer counts as right." in html
    assert "Your result is now 2 of 3." in html
    assert OutboxMessage.objects.filter(kind="email").count() == 1


def test_what_counted_goes_on_counting_and_the_page_says_so(client, page, question):
    attempt = taken(question, q1="b")
    mend(question)
    client.post(page, {"reason": "The key was b."})
    client.force_login(attempt.user)
    url = reverse("check_result", args=[attempt.form["module"], attempt.pk])
    html = " ".join(client.get(url).content.decode().split())
    assert "2 of 3. That finishes this check." in html
    assert "counted as right when you gave it, and it still does." in html
    assert attempt.iri == IRI
