"""Forms of the account pages. Those of allauth get the site's words and lose placeholders."""

from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from core.forms import FilterForm

if TYPE_CHECKING:
    _SetPasswordForm = SetPasswordForm[User]
else:
    _SetPasswordForm = SetPasswordForm  # Django's class takes no type when it runs


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


class KeyForm(AddWebAuthnForm):
    """A passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        self.fields["passwordless"].label = _("Use it instead of the password, too")
        self.fields["passwordless"].help_text = _(
            "It then asks for your fingerprint, face or PIN each time."
        )


def _as_code(form: forms.BaseForm) -> None:
    _plain(form)
    form.fields["code"].label = _("Code")
    form.fields["code"].widget.attrs["class"] = "govuk-input--width-10"
    form.fields["code"].widget.attrs["autocomplete"] = "one-time-code"


class InvitationForm(forms.Form):
    """Whom to invite, and what for."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None are needed to learn."),
    )


class FirstPasswordForm(_SetPasswordForm):
    """The password that a person chooses who was invited."""

    key = forms.CharField(widget=forms.HiddenInput)


class StaffFileForm(forms.Form):
    """A staff file to check."""

    file = forms.FileField(
        label=_("Staff list"),
        help_text=_("A file in CSV, UTF-8, at most 50 MB. Nothing changes before you confirm it."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": _("Choose the file that your staff system exported."),
            "empty": _("The file is empty. Export the staff list again."),
        },
    )


class PeopleFilter(FilterForm):
    """Looks for people by name, address or staff number."""

    q = forms.CharField(label=_("Name, e-mail address or staff number"), required=False)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("Any")), *Role.choices]
    )


class RolesForm(forms.Form):
    """The roles that a person has."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("See “Who may do what”. The change is recorded with your name."),
    )


class ReasonForm(forms.Form):
    """Why something is done to an account."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
