import datetime
import io
import json
import logging

import pytest
import structlog
import time_machine
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client

from care.queries import Reading, reading_of
from care.services import set_reading
from tests.factories.accounts import UserFactory
from tests.factories.care import SupportContactFactory

pytestmark = pytest.mark.django_db
BLIND = ["/support/", "/leave/"]


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel(datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def log_text():
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    config = django_settings.LOGGING["formatters"]["json"]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processor=config["processor"], foreign_pre_chain=config["foreign_pre_chain"]
        )
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


def signed_in(**fields) -> Client:
    client = Client()
    client.force_login(UserFactory(**fields))
    return client


@pytest.mark.parametrize("address", BLIND)
def test_everybody_gets_the_same_page(address):
    SupportContactFactory()
    reader = UserFactory(email="planted@example.org")
    set_reading(by=reader, reading=Reading(theme="dark", size="larger"))
    known = Client(headers={"user-agent": "planted", "accept-language": "cy"})
    known.force_login(reader)

    pages = {
        Client().get(address).content,
        known.get(address).content,
        signed_in().get(f"{address}?from=lesson").content,
        Client(REMOTE_ADDR="203.0.113.77").get(address).content,
    }

    assert len(pages) == 1
    assert b"csrf" not in pages.pop().lower()


@pytest.mark.parametrize("address", BLIND)
def test_no_session_is_read_written_or_looked_for(address, django_assert_num_queries):
    client = signed_in()
    before = list(Session.objects.values())

    response = client.get(address)

    assert not response.wsgi_request.session.accessed
    assert not response.wsgi_request.session.modified
    assert "Cookie" not in response.get("Vary", "")
    assert response.cookies == {}
    assert list(Session.objects.values()) == before


@pytest.mark.parametrize("address", BLIND)
def test_nothing_that_was_planted_is_in_the_log(address, log_text):
    reader = UserFactory(email="planted@example.org", last_name="Planted")
    client = Client(
        REMOTE_ADDR="203.0.113.77",
        headers={"user-agent": "planted", "referer": "http://testserver/modules/planted/"},
    )
    client.force_login(reader)
    session = client.cookies["sessionid"].value
    # A page before and a page after, whose ids must not come near.
    client.get("/accounts/reading/")
    before = log_text()

    response = client.get(f"{address}?planted=1", headers={"x-request-id": "planted"})

    new = log_text().removeprefix(before)
    # SQL at debug level aside, which production never logs.
    lines = [json.loads(line) for line in new.splitlines()]
    about = [line for line in lines if line["logger"] != "django.db.backends"]
    assert [line["event"] for line in about] == ["page_served"]
    for secret in ("planted", "203.0.113", session, f'"user_id": {reader.pk}', "request_id"):
        assert secret not in json.dumps(lines).lower()
    assert "X-Request-ID" not in response


@pytest.mark.parametrize("address", BLIND)
def test_it_is_stored_nowhere_on_the_way(address):
    response = Client().get(address)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert Client().post(address).status_code == 405


def test_support_names_the_emergency_number_even_with_no_contact():
    page = Client().get("/support/").content.decode()

    assert "ring 999" in page
    assert "occupational health" in page


def test_support_says_for_whom_how_when_and_when_it_was_checked():
    SupportContactFactory(
        name="Samaritans",
        phone="116 123",
        web="samaritans.org",
        hours="Any hour",
        audience=["staff"],
        note="You set the pace.",
    )

    page = Client().get("/support/").content.decode()

    for words in (
        "For you, when the work weighs on you",
        "Anyone in distress",
        'href="tel:116123"',
        'href="https://samaritans.org"',
        "Any hour",
        "You set the pace.",
        "Checked 1 November 2026",
    ):
        assert words in page


def test_a_contact_that_nobody_checked_for_180_days_is_not_shown():
    SupportContactFactory(name="Long ago", checked_on=datetime.date(2026, 5, 29))

    assert "Long ago" not in Client().get("/support/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_support_is_one_query_whatever_there_is(count, django_assert_num_queries):
    SupportContactFactory.create_batch(count)
    client = signed_in()

    with django_assert_num_queries(1):
        client.get("/support/")


def test_leave_says_nothing_about_this_site(settings, django_assert_num_queries):
    client = signed_in()

    with django_assert_num_queries(0):
        page = client.get("/leave/").content.decode()

    assert settings.SITE_NAME not in page
    assert "<script" not in page
    for word in ("victim", "training", "support"):
        assert word not in page.lower()
    assert "Wednesday 25 November 2026" in page
    assert "Monday 28 December 2026: Boxing Day" in page
    assert f'href="{settings.EXIT_URL}"' in page


def test_leave_still_works_when_the_holidays_have_run_out():
    with time_machine.travel(datetime.date(2031, 2, 1)):
        assert Client().get("/leave/").status_code == 200


def test_a_visitor_reads_as_they_like_until_the_browser_is_closed():
    client = Client()
    response = client.post("/accounts/reading/", {"size": "larger", "contrast": "more"})

    assert response.status_code == 302
    kept = response.cookies["reading"]
    assert (kept["max-age"], kept["expires"], kept["httponly"]) == ("", "", True)
    html = client.get("/modules/").content.decode()
    assert 'data-size="larger"' in html
    assert 'data-contrast="more"' in html
    assert "sessionid" not in client.cookies


def test_what_a_person_has_set_counts_more_than_what_the_browser_has():
    user = UserFactory()
    client = Client()
    client.post("/accounts/reading/", {"theme": "dark"})
    client.force_login(user)
    assert 'data-theme="dark"' in client.get("/modules/").content.decode()

    client.post("/accounts/reading/", {"theme": "light"})
    assert client.cookies["reading"].value == ""
    assert 'data-theme="light"' in client.get("/modules/").content.decode()


def test_reading_follows_a_person_to_another_device():
    user = UserFactory()
    phone, desk = Client(), Client()
    phone.force_login(user)
    desk.force_login(user)
    chosen = {
        "width": "narrow",
        "size": "large",
        "spacing": "wide",
        "theme": "dark",
        "contrast": "more",
        "motion": "off",
    }

    phone.post("/accounts/reading/", chosen)

    html = desk.get("/modules/").content.decode()
    assert [f'data-{name}="{value}"' in html for name, value in chosen.items()] == [True] * 6


@pytest.mark.parametrize(
    ("given", "leads_to"),
    [
        ("/modules/first-steps/keeping-people/", "/modules/first-steps/keeping-people/"),
        ("https://elsewhere.example/", "/accounts/reading/"),
        ("//elsewhere.example/", "/accounts/reading/"),
    ],
)
def test_reading_leads_back_to_where_it_was_asked_and_to_no_other_site(given, leads_to):
    response = Client().post("/accounts/reading/", {"theme": "dark", "next": given})
    assert response["Location"] == leads_to


def test_reading_is_saved_and_every_page_looks_like_it_from_then_on():
    user = UserFactory()
    client = Client()
    client.force_login(user)

    response = client.post(
        "/accounts/reading/",
        {"theme": "dark", "size": "large", "width": "", "spacing": "wide", "motion": "off"},
        follow=True,
    )

    page = response.content.decode()
    assert reading_of(user) == Reading(size="large", spacing="wide", theme="dark", motion="off")
    assert 'data-theme="dark" data-size="large" data-spacing="wide" data-motion="off"' in page
    assert "Saved." in page


def test_reading_shows_what_was_chosen():
    user = UserFactory()
    set_reading(by=user, reading=Reading(theme="dark"))
    client = Client()
    client.force_login(user)

    form = client.get("/accounts/reading/").context["form"]

    assert form.initial["theme"] == "dark"


def test_an_answer_that_was_not_offered_is_put_to_rights():
    user = UserFactory()
    client = Client()
    client.force_login(user)

    response = client.post("/accounts/reading/", {"theme": "red"})

    assert response.status_code == 422
    assert reading_of(user) == Reading()


@pytest.mark.parametrize("demonstration", [True, False])
def test_support_says_so_when_the_days_of_checking_are_made_up(settings, demonstration):
    settings.ALLOW_DEMO = demonstration
    page = Client().get("/support/").content.decode()
    assert ("Nobody has rung these numbers" in page) is demonstration
