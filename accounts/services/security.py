"""Help for people who have lost their second step."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.models import User
from core.services import audit


@transaction.atomic
def reset_second_factor(*, by: User | None, user: User, reason: str) -> int:
    """Remove a person's second steps so that they can set up new ones; returns how many.

    Their sessions end being counted as opened by two factors when they next sign in.
    """
    removed: int
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    if removed:
        audit(by=by, action="second_factor.reset", obj=user, before={"n": removed}, reason=reason)
    return removed
