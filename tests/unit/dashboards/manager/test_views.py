"""/team/…: who may open it, what it never shows, downloads, exemptions, absences, reminders."""

import csv
import datetime
import io
from datetime import date

import pytest
import time_machine
from django.utils.html import escape

from accounts.enums import Role
from core.models import AuditEntry, OutboxMessage
from mandatory import services
from mandatory.models import Absence, Exemption
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.mandatory import person, require
from tests.factories.tracking import finish_module, release
from tracking import services as tracking
from tracking.enums import Verb

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def unit():
    return UnitFactory(code="NR", name="Northgate response")


@pytest.fixture
def leader(unit, client):
    user = person(unit, leads=True, first_name="Helen", last_name="Marsh")
    client.force_login(user)
    return user


@pytest.fixture
def owen(unit):
    return person(unit, first_name="Owen", last_name="Pritchard")


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get("/team/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("url", ["/team/", "/team/NR/", "/team/export.csv", "/team/people/1/"])
def test_who_leads_nothing_is_told_so(client, unit, url):
    client.force_login(person(unit))
    response = client.get(url)
    assert response.status_code == 403
    assert "for people who lead a unit" in response.content.decode()


def test_another_unit_and_another_units_people_are_not_found_and_not_named(client, leader):
    other = UnitFactory(code="SECRET", name="Covert unit")
    somebody = person(other, first_name="Hidden", last_name="Name")
    for url in ("/team/SECRET/", "/team/?unit=SECRET", f"/team/people/{somebody.pk}/"):
        response = client.get(url)
        assert response.status_code == 404
        for word in ("Covert", "Hidden"):
            assert word not in response.content.decode()
    for act in ("exempt", "absence"):
        assert client.post(f"/team/people/{somebody.pk}/{act}/", {}).status_code == 404
    assert client.get("/team/people/999999/").status_code == 404


def test_the_team_says_how_many_stand_how_and_links_to_them(client, leader, owen):
    require()
    page = client.get("/team/").content.decode()
    assert "0 of 2 people are in date." in page
    assert 'href="/team/?status=overdue"' in page
    assert f'href="/team/people/{owen.pk}/"' in page
    assert "was due 28 days after 1 January 2025" in page
    assert "As at Monday 2 March 2026." in page


@pytest.mark.parametrize("said", ["1 February 2026", "1/2/2026", "2026-02-01", "Sun 1st Feb 2026"])
def test_the_day_may_be_written_as_people_write_it(client, leader, said):
    page = client.get("/team/", {"as-at": said}).content.decode()
    assert "As at Sunday 1 February 2026." in page


def test_a_day_that_cannot_be_read_is_said(client, leader):
    response = client.get("/team/", {"as-at": "someday"})
    assert response.status_code == 422
    assert "Write the date as day, month and year" in response.content.decode()


def test_a_day_at_the_end_of_time_is_a_slip(client, leader):
    response = client.get("/team/", {"as-at": "31 December 9999"})
    assert response.status_code == 422
    assert "Check the year" in response.content.decode()


def test_an_empty_list_says_how_to_go_on(client, leader):
    page = client.get("/team/", {"q": "nobody at all"}).content.decode()
    assert "Show everybody" in page


def test_the_list_has_pages_of_fifty(client, leader, unit):
    for _number in range(51):
        person(unit)
    page = client.get("/team/").content.decode()
    assert "52 people" in page
    assert page.count('class="s-people__who"') == 50
    second = client.get("/team/", {"page": "2"}).content.decode()
    assert second.count('class="s-people__who"') == 2


def test_the_download_has_the_filters_of_the_screen_and_is_written_down(client, leader, owen):
    require()
    response = client.get("/team/export.csv", {"q": "owen", "as-at": "1 March 2026"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Last name"] == "Pritchard"
    assert row["Status"] == "Overdue"
    assert (row["Due"], row["As at"]) == ("2025-01-29", "2026-03-01")
    entry = AuditEntry.objects.get(action="team.exported")
    assert (entry.by, entry.after["people"]) == (leader, 1)
    assert "owen" not in str(entry.after)


def test_a_formula_in_a_name_is_only_words_in_the_download(client, leader, unit):
    person(unit, first_name="=cmd()", last_name="Z")
    text = b"".join(client.get("/team/export.csv").streaming_content).decode()
    assert "'=cmd()" in text


def test_how_a_story_ended_is_not_for_managers(client, leader, owen):
    require()
    registration = finish_module(owen)
    tracking.record(
        actor=owen,
        verb=Verb.COMPLETED,
        object_iri=f"{registration.version.iri}/scenario/sc01",
        key="a story",
        registration=registration,
        result={"band": "revisit"},
        occurred_at=NOON + datetime.timedelta(minutes=1),
    )

    page = client.get(f"/team/people/{owen.pk}/").content.decode()

    assert "Band: secure." in page
    assert "revisit" not in page


def test_a_person_page_explains_and_tells_what_happened(client, leader, owen):
    require()
    services.record_absence(by=None, user=owen, from_on=date(2026, 1, 5), until=date(2026, 1, 20))
    finish_module(owen)
    page = client.get(f"/team/people/{owen.pk}/").content.decode()
    assert "In date until 2 March 2027" in page
    assert "Band: secure." in page
    assert "Back from long leave after 16 days" in page
    assert "Finished “The Victims’ Code in practice”" in page
    assert AuditEntry.objects.filter(action="person.viewed", by=leader).count() == 1


def test_no_answer_score_or_attempt_is_ever_shown(client, leader, owen):
    require()
    registration = tracking.register(by=owen, module_key="victims-code")
    for verb, mark in ((Verb.ANSWERED, "sentinel-answer"), (Verb.FAILED, "sentinel-failed")):
        tracking.record(
            actor=owen,
            verb=verb,
            object_iri=registration.version.manifest["parts"][2]["iri"],
            key=mark,
            registration=registration,
            score=0.123,
            result={"response": [mark]},
        )
    for url in (f"/team/people/{owen.pk}/", "/team/"):
        page = client.get(url).content.decode()
        assert "sentinel" not in page
        assert "0.123" not in page
    text = b"".join(client.get("/team/export.csv").streaming_content).decode()
    assert "sentinel" not in text


def test_an_exemption_is_granted_with_a_reason_and_a_second_person(client, leader, owen):
    requirement = require()
    second = UserFactory(roles=[Role.ADMINISTRATOR])
    url = f"/team/people/{owen.pk}/exempt/"
    data = {
        "requirement": requirement.pk,
        "from_on": "2 March 2026",
        "until": "31/3/2026",
        "reason": "On loan to another force",
        "approver": second.pk,
    }
    assert client.post(url, {**data, "reason": ""}).status_code == 422
    assert client.post(url, {**data, "approver": leader.pk}).status_code == 422
    assert client.post(url, {**data, "until": "1 March 2026"}).status_code == 422
    assert not Exemption.objects.exists()
    assert client.post(url, data).status_code == 302
    assert Exemption.objects.get().until == date(2026, 3, 31)
    page = client.get(f"/team/people/{owen.pk}/").content.decode()
    assert "On loan to another force" in page


def test_an_absence_begins_and_ends(client, leader, owen):
    url = f"/team/people/{owen.pk}/absence/"
    assert client.post(url, {"from_on": "1 March 2026"}).status_code == 302
    assert "Back from long leave" in client.get(f"/team/people/{owen.pk}/").content.decode()
    assert client.post(url, {"until": "1 January 2026"}).status_code == 422
    assert client.post(url, {"until": "1 March 2026"}).status_code == 302
    assert Absence.objects.get().until == date(2026, 3, 1)


def test_reminders_are_shown_before_they_are_sent_and_go_once(client, leader, owen):
    require()
    data = {"person": [owen.pk, leader.pk]}
    preview = client.post("/team/remind/", data).content.decode()
    assert "2 reminders will be sent." in preview
    assert "Hello Owen," in preview
    assert not OutboxMessage.objects.exists()
    for _time in range(2):
        assert client.post("/team/remind/", {**data, "confirm": "1"}).status_code == 302
    assert OutboxMessage.objects.count() == 2
    assert "was reminded of" in client.post("/team/remind/", data).content.decode()


def test_strangers_cannot_be_reminded(client, leader):
    require()
    stranger = person()
    people = [stranger.pk, "x", "9" * 30]
    page = client.post("/team/remind/", {"person": people}).content.decode()
    assert "0 reminders will be sent." in page
    assert stranger.last_name not in page


def test_reminding_leads_back_to_the_same_list(client, leader, owen):
    require()
    page = client.get("/team/nr/?status=overdue").content.decode()
    remind = "/team/remind/?unit=NR&status=overdue"
    assert f'action="{escape(remind)}"' in page
    assert client.post(remind, {})["Location"] == "/team/?unit=NR&status=overdue"
    preview = client.post(remind, {"person": owen.pk}).content.decode()
    assert 'href="/team/?unit=NR&amp;status=overdue"' in preview
    sent = client.post(remind, {"person": owen.pk, "confirm": "1"})
    assert sent["Location"] == "/team/?unit=NR&status=overdue"


def test_who_is_exempt_is_not_offered_for_a_reminder(client, leader, owen):
    services.grant_exemption(
        by=None,
        user=owen,
        requirement=require(),
        from_on=date(2026, 3, 1),
        until=date(2026, 3, 31),
        reason="On loan",
        approver=leader,
    )
    page = client.get("/team/").content.decode()
    assert f'value="{owen.pk}"' not in page
    assert f'value="{leader.pk}"' in page
    page = client.get(f"/team/people/{owen.pk}/").content.decode()
    assert "They are exempt, so there is nothing to remind them of." in page
    assert "Remind, with a preview" not in page


def test_nobody_approves_for_those_who_lead_them(client, leader, unit, owen):
    requirement = require()
    elsewhere, below = person(leads=True), person(leads=True, unit=UnitFactory(parent=unit))
    peer = person(unit, leads=True)
    terms = {
        "requirement": requirement.pk,
        "from_on": "2 March 2026",
        "until": "31 March 2026",
        "reason": "On loan",
    }
    for wrong in (elsewhere, below, owen):
        url = f"/team/people/{owen.pk}/exempt/"
        assert client.post(url, {**terms, "approver": wrong.pk}).status_code == 422
    assert client.post(url, {**terms, "approver": peer.pk}).status_code == 302
    url = f"/team/people/{peer.pk}/exempt/"
    assert client.post(url, {**terms, "approver": below.pk}).status_code == 422


def test_reminding_nobody_asks_to_choose(client, leader):
    response = client.post("/team/remind/", {}, follow=True)
    assert "Choose at least one person first." in response.content.decode()
    assert client.get("/team/remind/").status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_queries_however_much_there_is(
    client, leader, unit, django_assert_num_queries, number
):
    for one in range(number):
        user = person(unit)
        release(f"module-{one}")
        require(f"module-{one}", name=f"Requirement {one}")
        finish_module(user, f"module-{one}")
    with django_assert_num_queries(14):
        client.get("/team/")
    with django_assert_num_queries(25):
        client.get(f"/team/people/{user.pk}/")
    with django_assert_num_queries(13):
        b"".join(client.get("/team/export.csv").streaming_content)
