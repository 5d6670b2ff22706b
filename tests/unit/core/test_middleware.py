import io
import json
import logging

import pytest
import structlog
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from core import errors
from core.middleware import BlindMiddleware
from trainingsite import urls as site_urls

SEEN: list[HttpRequest] = []


def fine(request: HttpRequest) -> HttpResponse:
    SEEN.append(request)
    structlog.get_logger("app").warning("inside", person=7)
    return HttpResponse("fine")


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([b"a", b"b"]))


def raises(error: type[errors.SiteError]):
    def view(request: HttpRequest) -> HttpResponse:
        raise error("Do this instead.")

    return view


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [
    path("fine/", fine),
    path("streamed/", streamed),
    path("support/", fine),
    path("leave/broken/", broken),
    path("broken/", broken),
    path("cms/", fine),
    path("cmsx/", fine),
    path("invalid/", raises(errors.InvalidInput)),
    path("not-allowed/", raises(errors.NotAllowed)),
    path("not-found/", raises(errors.NotFound)),
    path("conflict/", raises(errors.Conflict)),
    *site_urls.urlpatterns,
]
handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def log_lines(settings):
    """The site's own handler and formatter, writing where the test can read."""
    SEEN.clear()
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
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize(
    ("address", "status"),
    [("invalid", 400), ("not-allowed", 403), ("not-found", 404), ("conflict", 409)],
)
def test_a_typed_error_becomes_a_page_with_its_status_and_its_sentence(client, address, status):
    response = client.get(f"/{address}/")

    assert response.status_code == status
    assert "Do this instead." in response.content.decode()


def test_who_asks_for_json_gets_the_error_as_json(client):
    response = client.get("/conflict/", headers={"accept": "application/json"})

    assert response.status_code == 409
    assert response.json()["error"]["message"] == "Do this instead."


def test_a_fault_of_ours_is_shown_without_its_text_and_logged_with_it(log_lines):
    response = Client(raise_request_exception=False).get("/broken/")

    assert response.status_code == 500
    assert "a fault of ours" not in response.content.decode()
    (line,) = [line for line in log_lines() if line["event"] == "request_failed"]
    assert "a fault of ours" in line["exception"]


def test_an_address_that_does_not_exist_is_answered_in_words(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "Look for it under Modules" in response.content.decode()


def test_the_request_id_is_in_the_answer_and_in_every_line(client, log_lines):
    response = client.get("/fine/?q=Ana", headers={"x-request-id": "chosen by the client"})

    lines = log_lines()
    assert [line["event"] for line in lines] == ["inside", "request_finished"]
    assert {line["request_id"] for line in lines} == {response["X-Request-ID"]}
    assert response["X-Request-ID"] != "chosen by the client"
    assert "Ana" not in json.dumps(lines)


def test_a_streamed_answer_has_its_id_too(client):
    assert client.get("/streamed/")["X-Request-ID"]


def test_the_strict_policy_is_everywhere_but_in_the_editor(client):
    assert "unsafe-inline" not in client.get("/fine/")["Content-Security-Policy"]
    assert "unsafe-inline" not in client.get("/cmsx/")["Content-Security-Policy"]
    assert "unsafe-inline" not in client.get("/nowhere/")["Content-Security-Policy"]
    policy = client.get("/cms/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    for directive in ("object-src 'none'", "base-uri 'self'", "form-action 'self'"):
        assert directive in policy


def test_a_blind_page_sees_nothing_of_who_asks(log_lines, admin_user):
    client = Client(headers={"user-agent": "planted-browser", "referer": "http://x/planted"})
    client.force_login(admin_user)
    session = client.cookies["sessionid"].value

    response = client.get(
        "/support/?planted=query",
        REMOTE_ADDR="203.0.113.77",
        headers={"x-forwarded-for": "203.0.113.78", "accept-language": "cy-planted"},
    )

    (request,) = SEEN
    seen = json.dumps({k: v for k, v in request.META.items() if isinstance(v, str)})
    for planted in ("planted", "203.0.113", session):
        assert planted not in seen
    assert request.COOKIES == {}
    assert "X-Request-ID" not in response
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_the_line_about_a_blind_page_says_which_page_and_which_day_alone(client, log_lines):
    client.get("/support/")

    (line,) = [line for line in log_lines() if line["event"] == "page_served"]
    assert sorted(line) == ["event", "level", "logger", "path", "status", "timestamp"]
    assert len(line["timestamp"]) == len("2026-11-25")


def test_a_blind_page_leaves_nothing_of_the_request_before_it_in_the_log(client, log_lines):
    structlog.contextvars.bind_contextvars(user_id=77, request_id="of another page")

    client.get("/support/")

    assert "of another page" not in json.dumps(log_lines())


def test_a_blind_page_that_breaks_is_logged_blindly(log_lines):
    Client(raise_request_exception=False).get("/leave/broken/", REMOTE_ADDR="203.0.113.77")

    broke, served = log_lines()
    assert (broke["event"], served["event"]) == ("page_broke", "page_served")
    assert "a fault of ours" in broke["exception"]
    assert not {"request_id", "user_id", "ip"} & {*broke, *served}


def test_a_signed_in_person_costs_a_blind_page_no_query(
    client, admin_user, django_assert_num_queries
):
    client.force_login(admin_user)

    with django_assert_num_queries(0):
        client.get("/support/")


@pytest.mark.parametrize("address", ["/support", "/SUPPORT/", "/leave/", "/leave/x/"])
def test_every_spelling_of_a_blind_path_is_blind(address):
    request = RequestFactory().get(address, headers={"cookie": "sessionid=1"})

    BlindMiddleware(lambda request: HttpResponse())(request)

    assert request.COOKIES == {}


@pytest.mark.parametrize("address", ["/supporters/", "/modules/support/", "/"])
def test_other_paths_are_left_as_they_are(address):
    request = RequestFactory().get(address, headers={"cookie": "sessionid=1"})

    BlindMiddleware(lambda request: HttpResponse())(request)

    assert request.COOKIES == {"sessionid": "1"}


def test_the_servers_own_log_line_is_emptied():
    request = RequestFactory().get("/support/?a=1", REMOTE_ADDR="203.0.113.77")
    request.META["RAW_URI"] = "/support/?a=1"

    BlindMiddleware(lambda request: HttpResponse())(request)

    environ = request.environ
    assert (environ["REMOTE_ADDR"], environ["RAW_URI"]) == ("", "/support/")
