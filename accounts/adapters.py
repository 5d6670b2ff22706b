"""Where allauth asks us: who may come in, and how secrets are kept."""

from typing import Any, ClassVar
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.encryption import decrypt, encrypt
from accounts.models import User
from core.services import enqueue_email


class AccountAdapter(DefaultAccountAdapter):
    """People come by the staff feed, by invitation or from a command; nobody signs up."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This address and this password do not belong together. Check both, or set a new password."
        ),
        "too_many_login_attempts": _(
            "There were several tries for this account. Wait five minutes, or set a new password."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether strangers may make themselves an account: never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox: a mail server that is away breaks no page, and no answer waits for it.

        How long an answer takes would tell whether an address has an account.
        """
        about = {"request": self.request, "current_site": get_current_site(self.request)}
        message = self.render_mail(template_prefix, email, {**about, "email": email, **context})
        enqueue_email(
            key=f"account:{uuid4().hex}",
            to=email,
            subject=str(message.subject),
            text=str(message.body),
        )


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens the account that is there already. It makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Whether a stranger of the provider gets an account: never."""
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Whether an address opens the account that has it: in the provider's own domains only.

        A provider may vouch for addresses elsewhere; those would let it open the accounts
        of other organisations' people.
        """
        return self.is_email_verified(login.provider, email) and bool(
            super().can_authenticate_by_email(login, email)
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are encrypted before they are stored."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code does not match. Codes change every half minute: enter the newest one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """What is stored."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What was meant."""
        return decrypt(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a new passkey or security key is called unless the person says otherwise."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(gettext("Passkey or key %d") % number)

    def _get_site_name(self) -> str:
        # The name that an authenticator app or a browser shows beside the account.
        return str(settings.SITE_NAME)
