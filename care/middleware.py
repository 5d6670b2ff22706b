"""`request.reading`: how this person likes pages to look."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from care import cookie
from care.enums import READING_CHOICES
from care.queries import AS_DRAWN, NAMES, Reading, kept_reading
from core.logs import is_blind

OFFERED = {name: frozenset(choices.values) for name, choices in READING_CHOICES.items()}


class ReadingMiddleware:
    """Sets `request.reading`, which asks only when a page is drawn: one query by key, or none.

    What a person has set follows them; until they have, what was chosen in the browser holds.
    Never on a blind page: what it looked like would tell who read it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the request its reading preferences, unread."""
        if is_blind(request.path_info):
            reading: object = AS_DRAWN
        else:
            reading = SimpleLazyObject(lambda: _reading(request))
        request.reading = reading  # type: ignore[attr-defined]
        return self.get_response(request)


def _reading(request: HttpRequest) -> Reading:
    kept = None
    if request.user.is_authenticated:
        kept = kept_reading(cast(AbstractBaseUser, request.user))
    return kept or from_browser(request)


def from_browser(request: HttpRequest) -> Reading:
    """What was chosen in this browser before anybody signed in."""
    said = cookie.read(request.COOKIES.get(cookie.NAME, ""), offered=OFFERED)
    return Reading(**said) if said else AS_DRAWN


def reading_now(request: HttpRequest) -> Reading:
    """How pages look for whoever sends this request."""
    # What hangs on the request is lazy: this is the plain thing, which can be a key.
    lazy = request.reading  # type: ignore[attr-defined]
    return Reading(**{name: getattr(lazy, name) for name in NAMES})
