"""No way in beside the front door, and the front door is not open to strangers."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from accounts.services import sync_roles
from core.sweep import sweep
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_attempts_before():
    cache.clear()


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_signing_in_by_address_in_any_case(client):
    UserFactory(email="sam@example.org")

    assert sign_in(client, "Sam@Example.org")["Location"] == "/training/"


def test_a_closed_account_stays_closed(client):
    user = UserFactory(is_active=False)

    sign_in(client, user.email)

    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client):
    response = client.post(
        reverse("account_signup"),
        {"email": "stranger@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert response.status_code == 200
    assert not User.objects.exists()
    assert "account/signup_closed.html" in [t.name for t in response.templates]


@pytest.mark.parametrize(
    "path", ["/cms/login/", "/_util/login/", "/_util/authenticate_with_password/1/1/"]
)
def test_other_log_ins_lead_to_ours(client, path):
    user = UserFactory(is_superuser=True, is_staff=True)

    response = client.post(f"{path}?next=/cms/", {"username": user.email, "password": PASSWORD})

    assert response.status_code in (301, 302)
    assert response["Location"] == "/accounts/login/?next=/cms/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path",
    [
        "/cms/password_reset/",
        "/cms/password_reset/done/",
        "/cms/password_reset/complete/",
        "/cms/password_reset/confirm/MQ/set-password/",
    ],
)
def test_the_editing_side_resets_no_passwords(client, path):
    assert client.get(path).status_code in (302, 404)
    client.post(path, {"email": UserFactory(is_superuser=True).email})
    assert mail.outbox == []


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/django-admin/login/"])
def test_there_is_no_other_admin(client, path):
    assert client.get(path).status_code == 404


def test_visitors_of_the_editing_side_come_to_the_front_door(client):
    response = client.get("/cms/", follow=True)
    assert response.redirect_chain[-1] == ("/accounts/login/?next=/cms/", 302)


def test_editors_cannot_manage_people_by_the_editing_side(client):
    sync_roles(by=None)
    client.force_login(UserFactory(roles=[Role.EDITOR]))

    assert client.get("/cms/users/").status_code in (302, 403)


def test_five_mistakes_close_the_door_for_a_while(client):
    user = UserFactory()
    for _ in range(5):
        sign_in(client, user.email, "not the passphrase")

    sign_in(client, user.email)

    assert "_auth_user_id" not in client.session


def test_too_many_requests_get_a_page_that_says_what_to_do(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "a@example.org")

    response = sign_in(client, "a@example.org")

    assert response.status_code == 429
    assert "a minute" in response.content.decode()


def test_a_password_is_reset_by_a_link(client):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    assert mail.outbox == []  # the answer does not wait for a mail server
    sweep()
    [message] = mail.outbox
    link = next(word for word in message.body.split() if "/password/reset/key/" in word)

    form = client.get(link, follow=True)
    client.post(
        form.request["PATH_INFO"],
        {"password1": "another-long-phrase-9", "password2": "another-long-phrase-9"},
    )

    user.refresh_from_db()
    assert user.check_password("another-long-phrase-9")


def test_whoever_came_by_the_feed_sets_a_first_password_the_same_way(client):
    user = UserFactory(password=None)

    client.post(reverse("account_reset_password"), {"email": user.email})
    sweep()

    assert [m.to for m in mail.outbox] == [[user.email]]


def test_an_unknown_address_gets_no_mail_and_the_same_answer(client):
    known = client.post(reverse("account_reset_password"), {"email": UserFactory().email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    sweep()

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_a_reset_password_does_not_sign_in_by_itself(client):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    sweep()
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)

    client.post(
        form.request["PATH_INFO"],
        {"password1": "another-long-phrase-9", "password2": "another-long-phrase-9"},
    )

    assert "_auth_user_id" not in client.session


def test_the_editing_pages_tell_a_learner_whom_to_ask_and_do_not_go_round_in_a_circle(client):
    client.force_login(UserFactory())

    response = client.get("/cms/", follow=True)

    assert response.status_code == 403
    assert "ask an administrator" in response.content.decode()
