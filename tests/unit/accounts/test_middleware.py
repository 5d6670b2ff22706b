"""Two factors in this session, for everybody who can reach more than their own record."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from accounts.enums import Role
from accounts.services import sync_roles
from core.models import AuditEntry
from tests.factories.accounts import PASSWORD, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/?needed=yes"


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.MFA_OPTIONAL = False


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def with_totp(user):
    """Gives the person an authenticator app; returns what it would show now."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return code_of(secret)


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def test_a_practitioner_needs_a_password_only(client):
    sign_in(client, UserFactory())

    assert client.get("/accounts/").status_code == 200


@pytest.mark.parametrize("role", Role)
def test_every_role_must_set_it_up(client, role):
    sign_in(client, UserFactory(roles=[role]))

    assert client.get("/accounts/")["Location"] == SET_UP
    assert client.post("/accounts/password/change/")["Location"] == SET_UP


def test_whoever_leads_a_unit_must_too(client):
    sign_in(client, PostFactory(leads=True).user)

    assert client.get("/accounts/")["Location"] == SET_UP


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_staff_must_too(client, flag):
    sign_in(client, UserFactory(**{flag: True}))

    assert client.get("/accounts/")["Location"] == SET_UP


def test_it_is_offered_but_not_demanded_where_it_is_optional(client, settings):
    settings.MFA_OPTIONAL = True
    sign_in(client, UserFactory(roles=[Role.ADMINISTRATOR]))

    assert client.get("/accounts/").status_code == 200
    assert client.get("/accounts/2fa/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/accounts/2fa/", "/accounts/logout/", "/privacy/", "/accessibility/"]
)
def test_the_way_to_set_it_up_stays_open(client, path):
    sign_in(client, UserFactory(roles=[Role.EDITOR]))

    assert client.get(path).status_code == 200


def test_a_password_alone_never_reaches_the_editing_side(client):
    sync_roles(by=None)
    user = UserFactory(roles=[Role.EDITOR])
    with_totp(user)

    response = sign_in(client, user)

    assert response["Location"] == reverse("mfa_authenticate")
    response = client.get("/cms/", follow=True)
    assert response.redirect_chain[-1] == (reverse("mfa_authenticate"), 302)


def test_password_and_code_do(client):
    sync_roles(by=None)
    user = UserFactory(roles=[Role.EDITOR])
    code = with_totp(user)

    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})

    assert client.get("/cms/").status_code == 200


def test_a_recovery_code_does_too(client):
    user = UserFactory(roles=[Role.EDITOR])
    with_totp(user)
    codes = RecoveryCodes.activate(user).get_unused_codes()

    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert client.get("/accounts/").status_code == 200


def test_a_session_that_skipped_the_code_is_asked_for_it(client):
    # As if some way in had not gone through the stages: the account has a second factor,
    # the session has not used it.
    sync_roles(by=None)
    user = UserFactory(roles=[Role.EDITOR])
    code = with_totp(user)
    client.force_login(user)

    asked = client.get("/cms/pages/?page=2")
    assert asked["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fcms%2Fpages%2F%3Fpage%3D2"

    client.post(asked["Location"], {"code": code})
    assert client.get("/cms/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor_to_ask_for(client):
    user = UserFactory(roles=[Role.EDITOR])
    RecoveryCodes.activate(user)
    client.force_login(user)

    assert client.get("/accounts/")["Location"] == SET_UP


def test_another_persons_record_in_the_session_does_not_count(client):
    user = UserFactory(roles=[Role.EDITOR])
    code = with_totp(user)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})

    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))

    assert client.get("/accounts/")["Location"] == SET_UP


def test_single_sign_on_counts_only_where_the_organisation_says_so(client, settings):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": 1}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()

    assert client.get("/accounts/")["Location"] == SET_UP
    settings.SSO_HAS_SECOND_FACTOR = True
    assert client.get("/accounts/").status_code == 200


@pytest.mark.django_db(transaction=True)  # allauth tells of it on commit, within the request
def test_setting_it_up_opens_the_session_and_is_recorded(client):
    user = UserFactory(roles=[Role.EDITOR])
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert client.get("/accounts/").status_code == 200
    assert AuditEntry.objects.filter(action="second_factor.added", object_id=str(user.pk)).exists()
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored


def test_removing_the_last_one_asks_again(client):
    user = UserFactory(roles=[Role.EDITOR])
    code = with_totp(user)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert client.get("/accounts/")["Location"] == SET_UP
