"""What a browser is told to keep, for whom, and when to forget it."""

import json
import re
import time

import pytest
from django.conf import settings
from django.test import Client

from core import offline
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    """Somebody who is signed in."""
    user = UserFactory()
    client.force_login(user)
    return user


def said(response) -> str | None:
    """What the reader cookie is set to; "" when it is taken away, None when nothing is said."""
    cookie = response.cookies.get(offline.READER_COOKIE)
    return None if cookie is None else cookie.value


class TestReaderCookie:
    def test_it_says_who_reads_without_saying_who_they_are(self, client, reader):
        value = said(client.get("/training/"))
        key, _dot, until = value.partition(".")
        assert key == offline.reader_key(reader.pk)
        assert time.time() < int(until) <= time.time() + settings.SESSION_COOKIE_AGE + 5
        assert str(reader.pk) not in key or len(str(reader.pk)) < 3
        assert reader.email not in value

    def test_it_goes_with_the_browser_and_can_be_read_by_scripts(self, client, reader):
        cookie = client.get("/training/").cookies[offline.READER_COOKIE]
        assert (cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("", "", "")
        assert cookie["samesite"] == "Lax"

    def test_it_is_said_once(self, client, reader):
        client.get("/training/")
        assert said(client.get("/training/")) is None

    def test_it_is_said_anew_when_it_is_over_or_anothers(self, client, reader):
        key = offline.reader_key(reader.pk)
        for old in (f"{key}.{int(time.time()) - 1}", f"{'0' * 24}.9999999999", "nonsense"):
            client.cookies[offline.READER_COOKIE] = old
            assert said(client.get("/training/")).startswith(key)

    def test_it_is_taken_from_whoever_is_not_signed_in(self, client):
        client.cookies[offline.READER_COOKIE] = "a.9999999999"
        assert said(client.get("/modules/")) == ""

    def test_visitors_have_none(self, client):
        assert said(client.get("/modules/")) is None

    @pytest.mark.parametrize("address", ["/support/", "/leave/"])
    def test_a_blind_page_says_nothing_of_it(self, client, reader, address: str):
        client.cookies[offline.READER_COOKIE] = "a.9999999999"
        response = client.get(address)
        assert said(response) is None
        assert not response.cookies

    def test_two_people_have_two_keys(self):
        assert offline.reader_key(1) != offline.reader_key(2)


def test_signing_out_asks_the_browser_to_forget(client):
    user = UserFactory()
    form = {"login": user.email, "password": PASSWORD}
    assert client.post("/accounts/login/", form).status_code == 302
    client.get("/training/")
    response = client.post("/accounts/logout/")
    assert response["Clear-Site-Data"] == '"storage"'
    assert said(response) == ""


def test_no_other_page_asks_for_that(client, reader):
    for address in ("/training/", "/accounts/logout/", "/accounts/login/"):
        assert "Clear-Site-Data" not in client.get(address)


class TestServiceWorker:
    def test_it_answers_for_the_whole_site_and_is_looked_at_again_soon(self, client):
        response = client.get("/service-worker.js")
        assert response["Content-Type"] == "text/javascript; charset=utf-8"
        assert response["Service-Worker-Allowed"] == "/"
        assert response["Cache-Control"] == "max-age=600"
        assert "worker-src 'self'" in response["Content-Security-Policy"]
        assert not response.cookies

    def test_it_is_the_same_for_everybody(self, client):
        before = client.get("/service-worker.js").content
        client.force_login(UserFactory())
        assert client.get("/service-worker.js").content == before

    def test_it_knows_all_that_a_kept_page_needs(self):
        known = json.loads(re.match(r"self\.STEADY = (\{.*?\});\n", offline.service_worker())[1])
        addresses = known["open"]
        assert {"/offline/", "/support/", "/leave/"} <= set(addresses)
        names = {address.rsplit("/", 1)[-1] for address in addresses}
        # What is imported anywhere is there too, and what only other pages need is not.
        assert {"steady.css", "steady.js", "replay.js", "offline.js", "athand.js"} <= names
        assert "service-worker.js" not in names
        assert known["replay"] in addresses

    def test_everything_that_it_keeps_beforehand_is_there_for_a_visitor(self, client):
        for address in offline.open_to_all():
            if not address.startswith("/static/"):
                response = client.get(address)
                assert response.status_code == 200
                assert not response.cookies

    def test_it_writes_nothing_down_when_pages_are_opened(self):
        """Only installing fills its cache: never a visit."""
        body = offline.WORKER.read_text(encoding="utf-8")
        assert body.count("cache.addAll") == 1
        assert ".put(" not in body


def test_the_offline_page_is_the_same_for_everybody_and_names_nobody(client):
    before = client.get("/offline/").content
    user = UserFactory(first_name="Olive")
    client.force_login(user)
    after = client.get("/offline/").content
    assert after == before
    assert b"Olive" not in after


def test_whose_session_it_is_can_be_asked(client):
    assert client.get("/offline/reader/").json() == {"reader": "", "token": ""}
    user = UserFactory()
    client.force_login(user)
    response = client.get("/offline/reader/")
    answer = response.json()
    assert answer["reader"] == offline.reader_key(user.pk)
    assert "no-store" in response["Cache-Control"]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(client.cookies)
    form = {"theme": "dark", "csrfmiddlewaretoken": answer["token"]}
    assert strict.post("/accounts/reading/", form).status_code == 302


def test_a_script_is_told_to_sign_in_instead_of_being_led_there(client):
    assert client.get("/training/").status_code == 302
    answer = client.get("/training/", headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("", 0), ("90", 90), ("-5", 0), ("soon", 0), ("9999999", 604800), ("99999999999", 0)],
)
def test_what_was_done_late_says_how_long_ago(rf, said: str, seconds: int):
    moment = offline.done_at(rf.post("/", {"ago": said}))
    assert abs(time.time() - moment.timestamp() - seconds) < 5


@pytest.mark.parametrize(("said", "year"), [("1767225600000", 2026), ("", None), ("x", None)])
def test_a_form_says_when_it_was_served(rf, said: str, year: int | None):
    moment = offline.served_at(rf.post("/", {"since": said}))
    assert (moment.year if moment else None) == year
