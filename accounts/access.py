"""Who may open a page: decorators for views. Rows are decided by `accounts.queries`."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role
from core.errors import NotAllowed
from core.views import error_page, wants_json

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> View[P]:
    """Send a visitor to sign in first, and back to this page afterwards."""

    @wraps(view)
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if wants_json(request):
            # A script that sends something late would take the sign-in page for an answer.
            return error_page(request, status=401, message=str(_("Sign in first.")))
        return redirect_to_login(_page_to_come_back_to(request))

    return cast(View[P], checked)


def _page_to_come_back_to(request: HttpRequest) -> str:
    """This page; after a form was sent, the one it stood on, since many take nothing but forms."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    sent_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sent_from, allowed_hosts={request.get_host()}):
        return "/training/"
    page = urlsplit(sent_from)
    return f"{page.path}?{page.query}" if page.query else page.path


def role_required(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Let in people who have at least one of the roles; tell the others whom to ask.

    A visitor is sent to sign in. Anybody else without the role gets `NotAllowed` (403).
    """

    def decorator(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = current_user(request)
            if not any(has_role(user, role) for role in roles):
                raise NotAllowed(
                    _(
                        "This page is for another role. If you need it for your work, "
                        "ask an administrator of this site to give you that role."
                    )
                )
            return view(request, *args, **kwargs)

        return signed_in(cast(View[P], checked))

    return decorator


def current_user(request: HttpRequest) -> User:
    """The person who is signed in. Call it only behind `signed_in` or `role_required`."""
    if not isinstance(request.user, User):
        raise NotAllowed(_("Sign in first."))
    return request.user
