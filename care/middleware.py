"""`request.reading`: how this person likes pages to look."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from care.queries import AS_DRAWN, Reading, reading_of
from core.logs import is_blind


class ReadingMiddleware:
    """Sets `request.reading`, which asks only when a page is drawn: one query by key, or none.

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
    if not request.user.is_authenticated:
        return AS_DRAWN
    return reading_of(cast(AbstractBaseUser, request.user))
