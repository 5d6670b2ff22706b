"""/team/prior-learning/: what waits, one request, and entering one for somebody."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from core.models import AuditEntry
from mandatory.enums import Status
from mandatory.queries import standings_of, today
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.mandatory import person, require
from tests.factories.tracking import MODULE, release
from tests.unit.courses.test_views import words_of
from tracking.models import Event, PriorLearningRequest
from tracking.services import ask_for_prior_learning, evidence_file

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 certificate"


@pytest.fixture
def unit():
    return UnitFactory(code="N1", name="North")


@pytest.fixture
def learner(unit):
    return person(unit, first_name="Olive", last_name="Owner")


@pytest.fixture
def leader(client, unit):
    release(MODULE)
    user = person(unit, leads=True, first_name="Lee", last_name="Leader")
    client.force_login(user)
    return user


def ask(user, by=None, module_key=MODULE):
    return ask_for_prior_learning(
        by=by or user,
        user=user,
        module_key=module_key,
        completed_on=date(2026, 7, 1),
        place="A former force",
        evidence="The certificate is attached.",
        document=evidence_file(name="certificate.pdf", content=PDF),
    )


def page(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return words_of(response)


def test_what_waits_is_on_the_teams_page_and_in_the_list(client, learner, leader):
    assert "0 requests wait for you." in page(client, "/team/")
    ask(learner)
    assert "1 request waits for you." in page(client, "/team/")
    html = page(client, "/team/prior-learning/")
    assert "Olive Owner" in html
    assert "1 July 2026" in html


def test_recording_it_counts_from_its_own_day(client, learner, leader):
    require(MODULE)
    request = ask(learner)
    html = page(client, f"/team/prior-learning/{request.pk}/")
    assert "A former force" in html
    assert "on 1 July 2026: what is asked of them is counted from that day" in html
    sent = client.post(
        f"/team/prior-learning/{request.pk}/", {"answer": "Seen it.", "decision": "record"}
    )
    assert sent["Location"] == "/team/prior-learning/"
    (stand,) = standings_of(learner, as_of=today())
    assert stand.standing.status == Status.IN_DATE
    assert "Seen it." in page(client, f"/team/prior-learning/{request.pk}/")


def test_refusing_is_kind_and_says_what_to_do_next(client, learner, leader):
    request = ask(learner)
    client.post(
        f"/team/prior-learning/{request.pk}/",
        {"answer": "The course was about another Code.", "decision": "refuse"},
    )
    assert not Event.objects.filter(actor=learner).exists()
    client.force_login(learner)
    html = page(client, "/record/")
    assert "Not recorded" in html
    assert "The course was about another Code." in html
    assert "You can ask again with something else" in html
    assert "wrong" not in html.lower().replace("something wrong", "")


def test_an_answer_without_words_is_asked_for(client, learner, leader):
    request = ask(learner)
    sent = client.post(f"/team/prior-learning/{request.pk}/", {"decision": "record"})
    assert sent.status_code == 422
    assert not Event.objects.filter(actor=learner).exists()


def test_what_a_leader_enters_waits_for_a_second_person(client, learner, leader, unit):
    address = f"/team/people/{learner.pk}/prior-learning/"
    assert "Prior learning of Olive Owner" in page(client, address)
    sent = client.post(
        address,
        {
            "module": MODULE,
            "completed_on": "1 July 2026",
            "place": "A former force",
            "evidence": "The register.",
        },
    )
    assert sent["Location"] == "/team/prior-learning/"
    request = PriorLearningRequest.objects.get()
    html = page(client, f"/team/prior-learning/{request.pk}/")
    assert "Somebody else decides" in html
    assert "<textarea" not in html
    refused = client.post(
        f"/team/prior-learning/{request.pk}/", {"answer": "Mine.", "decision": "record"}
    )
    assert refused.status_code == 422
    assert "A second person decides" in words_of(refused)
    client.force_login(person(unit, leads=True))
    client.post(f"/team/prior-learning/{request.pk}/", {"answer": "Yes.", "decision": "record"})
    assert Event.objects.filter(actor=learner).count() == 1
    client.force_login(learner)
    assert "Entered for you" in page(client, "/record/")


def test_a_leader_is_shown_nobody_elses_people(client, leader):
    other = person()
    request = ask(other)
    for address in (
        f"/team/prior-learning/{request.pk}/",
        f"/team/people/{other.pk}/prior-learning/",
        f"/record/prior-learning/{request.pk}/document/",
    ):
        assert client.get(address).status_code == 404


def test_the_document_is_a_download_and_opening_it_is_written_down(client, learner, leader):
    request = ask(learner)
    address = f"/record/prior-learning/{request.pk}/document/"
    response = client.get(address)
    assert response.content == PDF
    assert response["Content-Disposition"] == 'attachment; filename="certificate.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in response["Cache-Control"]
    action = "prior_learning_request.document_opened"
    assert AuditEntry.objects.filter(action=action, by=leader).count() == 1
    client.force_login(learner)
    assert client.get(address).content == PDF
    assert AuditEntry.objects.filter(action=action).count() == 1
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    assert client.get(address).status_code == 404


def test_asking_withdrawing_and_asking_again(client, learner, leader):
    client.force_login(learner)
    assert "I did this already" in page(client, "/record/")
    form = {
        "module": MODULE,
        "completed_on": "1 July 2026",
        "place": "A former force",
        "evidence": "The certificate.",
        "document": SimpleUploadedFile("scan.png", b"\x89PNG\r\n\x1a\n1"),
    }
    assert client.post("/record/prior-learning/", form)["Location"] == "/record/"
    html = page(client, "/record/")
    assert "Waiting for an answer" in html
    assert "scan.png" in html
    request = PriorLearningRequest.objects.get()
    again = client.post("/record/prior-learning/", {**form, "place": "Elsewhere", "document": ""})
    assert again.status_code == 422
    assert "Withdraw that request first" in words_of(again)
    client.post(f"/record/prior-learning/{request.pk}/withdraw/")
    assert "Withdrawn" in page(client, "/record/")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"completed_on": "1 July 2150"}, "Prior learning is in the past."),
        ({"module": "nowhere"}, "Choose one from the list."),
        ({"document": SimpleUploadedFile("a.pdf", b"MZ")}, "Send a PDF"),
        ({"document": SimpleUploadedFile("a.pdf", b"")}, "The file is empty."),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(client, learner, leader, changed, says):
    client.force_login(learner)
    form = {
        "module": MODULE,
        "completed_on": "1 July 2026",
        "place": "A former force",
        "evidence": "The certificate.",
    }
    sent = client.post("/record/prior-learning/", {**form, **changed})
    assert sent.status_code == 422
    assert says in words_of(sent)
    assert not PriorLearningRequest.objects.exists()


def test_the_number_of_requests_makes_no_difference_to_the_queries(client, leader, unit):
    counts = []
    for number in (1, 2, 3):
        ask(person(unit))
        if number == 2:
            continue
        with CaptureQueriesContext(connection) as caught:
            client.get("/team/prior-learning/")
        counts.append(len(caught))
    assert counts[0] == counts[1]
