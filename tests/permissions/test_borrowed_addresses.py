"""The addresses that come with allauth and with Wagtail's editor: closed to whom, and never broken."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import get_resolver

from tests.factories.world import (
    ADMINISTRATOR,
    EDITOR,
    EVALUATOR,
    MANAGER,
    OWNER,
    REVIEWER,
    VISITOR,
    World,
)
from tests.permissions.pages import check_page
from tests.permissions.test_every_address import outcome, patterns

pytestmark = pytest.mark.django_db

FILLED = {
    "key": "x",
    "uidb36": "1",
    "organization_slug": "none",
    "provider_id": "none",
    "pk": "1",
}
# Where allauth answers people who are not signed in; everything else asks them to sign in.
OPEN_TO_VISITORS = {
    "login/",
    "logout/",
    "inactive/",
    "signup/",
    "confirm-email/",
    "confirm-email/x/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "password/reset/key/1-x/",
    "3rdparty/login/cancelled/",
    "3rdparty/login/error/",
    "social/login/cancelled/",
    "social/login/error/",
    "social/signup/",
    "social/connections/",
    "saml/none/acs/",
}
# Icons and words for scripts, the same for everybody; nothing of anybody's.
OPEN_IN_CMS = {"/cms/sprite/", "/cms/jsi18n/"}
# Wagtail breaks here on purpose, to show what a broken page looks like.
BROKEN_ON_PURPOSE = "/cms/failwhale/"
# It answers with an empty tab, and makes nothing, for whoever may not add a task.
EMPTY_TAB = "/cms/workflows/task_chooser/create/"
# People are managed under /accounts/, where it is audited; the site's own address by its settings.
CLOSED_IN_CMS = ("/cms/users/", "/cms/groups/", "/cms/sites/", "/cms/password_reset/")


def filled(pattern: str) -> str:
    named = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^)]*\))*\)", lambda found: FILLED[found[1]], pattern)
    return "/" + re.sub(r"<int:\w+>", "1", named).replace("^", "").replace("$", "")


def borrowed(*prefixes: str) -> Iterator[str]:
    for pattern, module in patterns(get_resolver()):
        if pattern.startswith(prefixes) and module.startswith(("allauth", "wagtail", "django")):
            yield pattern


def ask(world: World, role: str, method: str, address: str):
    with transaction.atomic():
        response = getattr(world.client(role), method)(address)
        content = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    assert response.status_code < 500, (role, method, address)
    check_page(address, response, content)
    return response


ACCOUNT_PAGES = sorted(filled(pattern) for pattern in borrowed("accounts/"))


@pytest.mark.parametrize("address", ACCOUNT_PAGES)
def test_pages_about_ones_account_ask_visitors_to_sign_in(world: World, address: str):
    for method in ("get", "post"):
        response = ask(world, VISITOR, method, address)
        if address.removeprefix("/accounts/") not in OPEN_TO_VISITORS:
            assert outcome(response) != "ok", (method, response.status_code)


@pytest.mark.parametrize("address", ACCOUNT_PAGES)
def test_pages_about_ones_account_answer_whoever_is_signed_in(world: World, address: str):
    for method in ("get", "post"):
        ask(world, OWNER, method, address)


def cms() -> list[str]:
    """The addresses of the editor that need no number."""
    found = {filled(p) for p in borrowed("cms/") if "<" not in p and "(" not in p}
    return sorted(found - {BROKEN_ON_PURPOSE})


@pytest.mark.parametrize("role", [VISITOR, OWNER, MANAGER, EVALUATOR])
def test_the_editor_is_closed_to_whoever_does_not_write(world: World, role: str):
    opened = {address for address in cms() if ask(world, role, "get", address).status_code == 200}
    assert opened <= OPEN_IN_CMS
    leads_to = world.client(role).get("/cms/", follow=True)
    assert leads_to.status_code == (200 if role == VISITOR else 403)
    assert leads_to.redirect_chain[-1][0].startswith(
        "/accounts/login/" if role == VISITOR else "/cms/login/"
    )


@pytest.mark.parametrize("role", [EDITOR, REVIEWER, ADMINISTRATOR])
def test_the_editor_works_for_who_may_open_it_and_manages_no_people(world: World, role: str):
    opened = {address for address in cms() if ask(world, role, "get", address).status_code == 200}
    assert "/cms/" in opened
    assert not [address for address in opened if address.startswith(CLOSED_IN_CMS)]


def test_a_reviewer_changes_nothing(world: World):
    changing = [a for a in cms() if re.search(r"/(add|new|create|edit|delete)/$", a)]
    assert len(changing) > 10
    opened = [a for a in changing if ask(world, REVIEWER, "get", a).status_code == 200]
    sent = [a for a in changing if ask(world, REVIEWER, "post", a).status_code == 200]
    assert (opened, sent) == ([EMPTY_TAB], [])


@pytest.mark.parametrize("role", [VISITOR, OWNER, EVALUATOR, REVIEWER])
def test_only_editors_change_a_page(world: World, role: str):
    page = world.names["page_id"]
    for act in ("edit", "delete", "unpublish", "move", "copy"):
        response = ask(world, role, "post", f"/cms/pages/{page}/{act}/")
        assert response.status_code in (302, 403), act
        assert not response.get("Location", "").startswith("/cms/pages/"), act


@pytest.mark.parametrize("role", [VISITOR, OWNER, MANAGER, EVALUATOR])
def test_a_draft_is_shown_to_nobody_outside_the_editor(world: World, role: str):
    page = world.names["page_id"]
    for address in (f"/cms/pages/{page}/view_draft/", f"/cms/pages/{page}/edit/preview/"):
        assert ask(world, role, "get", address).status_code == 302
