"""Who may open a page: decorators for views. Rows are decided by `accounts.queries`."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role
from core.errors import NotAllowed

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> View[P]:
    """Send a visitor to sign in first, and back to this page afterwards."""
    return login_required(view)


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

        return login_required(cast(View[P], checked))

    return decorator


def current_user(request: HttpRequest) -> User:
    """The person who is signed in. Call it only behind `signed_in` or `role_required`."""
    if not isinstance(request.user, User):
        raise NotAllowed(_("Sign in first."))
    return request.user
