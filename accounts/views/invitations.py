"""Inviting people, and coming in by an invitation."""

from uuid import UUID

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.access import current_user, role_required
from accounts.enums import Role
from accounts.forms import FirstPasswordForm, InvitationForm
from accounts.queries import open_invitations
from accounts.services import (
    accept_invitation,
    invitation_by_key,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from core.errors import SiteError


@role_required(Role.ADMINISTRATOR)
def invitations(request: HttpRequest) -> HttpResponse:
    """Invite somebody, and see who has not come yet."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        details["roles"] = [Role(role) for role in details["roles"]]
        try:
            invitation = invite(by=current_user(request), **details)
        except SiteError as error:
            form.add_error("email", str(error))
        else:
            messages.success(
                request, _("The invitation is on its way to %s.") % invitation.user.email
            )
            return redirect("accounts_invitations")
    context = {"form": form, "open": open_invitations(), "now": timezone.now()}
    status = 422 if form.errors else 200
    return render(request, "pages/accounts/invitations.html", context, status=status)


@require_POST
@role_required(Role.ADMINISTRATOR)
def change_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Send a link again, or make it stop working."""
    act = withdraw_invitation if request.POST.get("act") == "withdraw" else renew_invitation
    invitation = act(by=current_user(request), invitation_id=invitation_id)
    said = (
        _("The link of %s works no more.")
        if invitation.withdrawn_at
        else _("A new link goes to %s.")
    )
    messages.success(request, said % invitation.user.email)
    return redirect("accounts_invitations")


# The key stands in the query, which no log line holds.
@never_cache
@sensitive_post_parameters("new_password1", "new_password2", "key")
def accept(request: HttpRequest) -> HttpResponse:
    """Choose the first password, and be signed in."""
    key = request.POST.get("key") or request.GET.get("key", "")
    invitation = invitation_by_key(key)
    form = FirstPasswordForm(
        invitation.user, request.POST if request.method == "POST" else None, initial={"key": key}
    )
    if request.method == "POST" and form.is_valid():
        user = accept_invitation(key=key, password=form.cleaned_data["new_password1"])
        answer: HttpResponse = perform_password_login(
            request, {"email": user.email}, Login(user=user, email_verification="none")
        )
        return answer
    context = {"form": form, "invitation": invitation}
    status = 422 if form.errors else 200
    return render(request, "pages/accounts/invitation.html", context, status=status)
