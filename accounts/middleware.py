"""Whoever can reach other people's records or the content has used two factors in this session."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User
from accounts.queries import must_use_second_factor

# What a person needs on the way to a second factor, and what must never look at a session.
OPEN = (
    "/accounts/2fa/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accessibility/",
    "/health/",
    "/leave/",
    "/privacy/",
    "/support/",
)


class SecondFactorMiddleware:
    """Asks the session which factors were used, not the account which ones exist.

    An account may have a second factor and yet have been opened without it, by a way that
    does not ask; so only what this session has seen counts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the check waits until the address is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send a person who must use a second factor, and has not, to where they can."""
        if settings.MFA_OPTIONAL or request.path_info.startswith(OPEN):
            return None
        user = request.user
        if not isinstance(user, User) or used_second_factor(request, user):
            return None
        if not must_use_second_factor(user):
            return None
        back = request.get_full_path() if request.method == "GET" else "/training/"
        own = Authenticator.objects.filter(user=user).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        if own.exists():
            return HttpResponseRedirect(_url("mfa_reauthenticate", {REDIRECT_FIELD_NAME: back}))
        return HttpResponseRedirect(_url("mfa_index", {"needed": "yes"}))


def used_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether two factors opened this session.

    Single sign-on counts when the organisation says that its provider asks for both.
    """
    methods = {record.get("method") for record in get_authentication_records(request, user)}
    return "mfa" in methods or (settings.SSO_HAS_SECOND_FACTOR and "socialaccount" in methods)


def _url(name: str, query: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(query)}"
