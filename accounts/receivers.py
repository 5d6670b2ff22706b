"""What happens when allauth says that a second factor came or went."""

from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from core.services import audit

PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(authenticator_added)
def second_factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Setting it up has just proved that the person has it, so this session has used it."""
    if authenticator.type in PROOFS:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=str(authenticator.type)
        )
    _note(user, "second_factor.added", authenticator)


@receiver(authenticator_removed)
def second_factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Once the last one is gone, this session no longer counts as opened by two factors."""
    _note(user, "second_factor.removed", authenticator)
    if not Authenticator.objects.filter(user=user, type__in=PROOFS).exists():
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            record
            for record in get_authentication_records(request, user)
            if record.get("method") != "mfa"
        ]


@receiver(authenticator_reset)
def recovery_codes_renewed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Keep a trace of new recovery codes."""
    _note(user, "second_factor.renewed", authenticator)


def _note(user: User, action: str, authenticator: Authenticator) -> None:
    audit(by=user, action=action, obj=user, after={"type": str(authenticator.type)})
