"""Every address, as every role, by GET and by POST; and every page that is served on the way."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from tests.factories.world import EVERYBODY, VISITOR, World
from tests.permissions.pages import check_page
from tests.permissions.table import (
    FORBIDDEN,
    LINES,
    MISSING,
    NOT,
    OK,
    REFUSED,
    SIGN_IN,
    Line,
)

# Also what makes pytest-django set up a database for the module's world at all.
pytestmark = pytest.mark.django_db
# Whoever looks at these is noted, and that is all that a GET may write. (Wagtail makes the row of
# its look and language when somebody first opens their page about it.)
NOTED = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM) "'
    r"(?!core_audit|django_session|usersessions|wagtailusers_userprofile)"
)


@pytest.fixture(autouse=True)
def _no_limits():
    cache.clear()


def patterns(resolver, before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, here)
        else:
            yield here, pattern.callback.__module__


def ours() -> list[str]:
    """All patterns but those that Wagtail's editor and allauth bring."""
    found = []
    for pattern, module in patterns(get_resolver()):
        foreign = pattern.startswith(("cms/", "documents/", "accounts/")) and module.startswith(
            ("wagtail", "allauth", "django")
        )
        if not foreign and not pattern.startswith("accounts/social/"):
            found.append(pattern)
    return found


def test_every_address_has_a_line_and_every_line_an_address():
    in_table = [line.pattern for line in LINES]
    assert len(in_table) == len(set(in_table))
    assert set(ours()) == set(in_table)


def filled(text: str, world: World) -> str:
    return text.format(**world.names)


def outcome(response) -> str:
    """What became of a request, in the words of the table."""
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/"):
        return SIGN_IN
    return {403: FORBIDDEN, 404: MISSING, 405: REFUSED}.get(response.status_code, OK)


def ask(world: World, line: Line, role: str, method: str):
    client = world.client(role)
    address = filled(line.at, world)
    if method == "get":
        return client.get(address)
    data = {key: filled(value, world) for key, value in line.data.items()}
    return client.post(address, data)


def matches(wanted: str, response) -> bool:
    got = outcome(response)
    return got != OK if wanted == REFUSED else got == wanted


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.pattern or "/")
def test_who_may_open_it(world: World, line: Line):
    seen = {}
    for role in EVERYBODY:
        with transaction.atomic():
            with CaptureQueriesContext(connection) as queries:
                response = ask(world, line, role, "get")
                content = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        assert response.status_code < 500, (role, content[:200])
        if not matches(line.get[role], response):
            seen[role] = (line.get[role], response.status_code)
        check_page(filled(line.at, world), response, content)
        written = [q["sql"] for q in queries if NOTED.match(q["sql"])]
        assert written == [], role
    assert seen == {}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.pattern or "/")
def test_who_may_send_to_it(world: World, line: Line):
    seen = {}
    for role in EVERYBODY:
        with transaction.atomic():
            response = ask(world, line, role, "post")
            content = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        assert response.status_code < 500, (role, content[:200])
        fits = matches(line.post[role], response)
        if fits and line.post[role] == OK:
            answers = {line.answer} if line.answer else {200, 204, 302}
            fits = response.status_code in answers
        if not fits:
            seen[role] = (line.post[role], response.status_code)
        check_page(filled(line.at, world), response, content)
    assert seen == {}


@pytest.mark.parametrize(
    "line", [line for line in LINES if line.post is not NOT], ids=lambda line: line.pattern
)
def test_a_form_without_its_token_changes_nothing(world: World, line: Line):
    """Whoever may send it is refused when the token of the page is missing."""
    role = next(role for role in reversed(EVERYBODY) if line.post[role] in (OK, SIGN_IN, FORBIDDEN))
    data = {key: filled(value, world) for key, value in line.data.items()}
    with transaction.atomic():
        response = world.client(role, enforce_csrf_checks=True).post(filled(line.at, world), data)
        transaction.set_rollback(True)
    assert response.status_code == 403


def test_the_table_says_something_about_everybody():
    for line in LINES:
        assert set(line.get) == set(line.post) == set(EVERYBODY), line.pattern
    counted = Counter(line.get[VISITOR] for line in LINES)
    assert counted[SIGN_IN] > 20
    assert counted[MISSING] < 5
