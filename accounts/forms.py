"""Forms of the account pages. Those of allauth get the site's words and lose placeholders."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _plain(form: forms.BaseForm) -> None:
    # A placeholder vanishes when one begins to type; the label stays.
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["login"].label = _("E-mail address at work")
        # The page links to it below the button.
        self.fields["password"].help_text = ""


class NewPasswordForm(ResetPasswordForm):
    """Where to send the link that sets a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["email"].label = _("E-mail address at work")


class SecondStepForm(AuthenticateForm):
    """A code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class SecondStepAgainForm(ReauthenticateForm):
    """The same, in a session that is open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class AppForm(ActivateTOTPForm):
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


def _as_code(form: forms.BaseForm) -> None:
    _plain(form)
    form.fields["code"].label = _("Code")
    form.fields["code"].widget.attrs["class"] = "govuk-input--width-10"
    form.fields["code"].widget.attrs["autocomplete"] = "one-time-code"
