"""Single sign-on opens accounts that exist, by addresses that the provider may speak for."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from environ import Env

from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.unit.trainingsite.test_sso import OIDC
from trainingsite.sso import providers

pytestmark = pytest.mark.django_db


@pytest.fixture
def come(rf, settings, monkeypatch):
    """Come back from the provider with an address; returns the session's user, if any."""
    monkeypatch.setattr(Env, "ENVIRON", OIDC)
    settings.SOCIALACCOUNT_PROVIDERS = providers(Env())

    def arrive(email, *, verified, uid="1"):
        request = rf.get("/accounts/oidc/organisation/login/callback/")
        request.session, request.user = SessionStore(), AnonymousUser()
        request._messages = FallbackStorage(request)
        with request_context(request):
            login = SocialLogin(
                user=User(email=email),
                account=SocialAccount(provider="organisation", uid=uid),
                email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
                provider=get_adapter().get_provider(request, "organisation"),
            )
            login.state = {"process": "login"}
            complete_social_login(request, login)
        return request.session.get("_auth_user_id")

    return arrive


def test_an_address_that_the_provider_vouches_for_opens_the_account(come):
    user = UserFactory(email="sam@example.org")

    assert come("Sam@Example.org", verified=True) == str(user.pk)
    assert SocialAccount.objects.get().user == user


def test_afterwards_the_account_at_the_provider_is_enough(come):
    user = UserFactory(email="sam@example.org")
    come("sam@example.org", verified=True)

    assert come("renamed@example.org", verified=True) == str(user.pk)


def test_a_stranger_of_the_provider_gets_no_account(come):
    assert come("stranger@example.org", verified=True) is None
    assert not User.objects.exists()


def test_an_address_that_is_not_verified_opens_nothing(come):
    UserFactory(email="sam@example.org")

    assert come("sam@example.org", verified=False) is None
    assert not SocialAccount.objects.exists()


def test_a_provider_does_not_speak_for_other_domains(come):
    UserFactory(email="admin@elsewhere.example")

    assert come("admin@elsewhere.example", verified=True) is None
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(come):
    UserFactory(email="sam@example.org", is_active=False)

    assert come("sam@example.org", verified=True) is None
