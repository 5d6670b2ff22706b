"""Work out of the outbox: ids in, one service call."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Invitation, User
from accounts.services import forget_staff_files, import_confirmed_file, invitation_key
from core.mail import prepare_email
from core.outbox import LastStep, handles, sends
from core.periodic import every


@handles("accounts.staff_feed")
def import_file(payload: dict[str, Any]) -> None:
    """Import a staff file that an administrator has confirmed."""
    import_confirmed_file(
        by=User.objects.get(pk=payload["by"]),
        run_id=payload["run"],
        confirm_mass_change=payload["confirm_mass_change"],
    )


@every("accounts.staff_files", seconds=24 * 3600)
def forget_files() -> None:
    """Forget staff files that were checked and never imported."""
    forget_staff_files()


@sends("accounts.invitation")
def send_invitation(payload: dict[str, Any]) -> LastStep | None:
    """Send the link of an invitation, unless it has ended in the meantime."""
    invitation = Invitation.objects.select_related("user", "invited_by").get(
        pk=payload["invitation"]
    )
    if (
        invitation.accepted_at is not None
        or invitation.withdrawn_at is not None
        or invitation.expires_at <= timezone.now()
    ):
        return None
    query = urlencode({"key": invitation_key(invitation)})
    link = f"{settings.SITE_URL}{reverse('accounts_invitation')}?{query}"
    context = {"invitation": invitation, "link": link, "site_name": settings.SITE_NAME}
    return prepare_email(
        {
            "to": invitation.user.email,
            "subject": _("Your account for %s") % settings.SITE_NAME,
            "text": render_to_string("emails/accounts/invitation.txt", context),
        }
    )
