"""Invitations: a signed link that expires and works once."""

import datetime
from collections.abc import Sequence
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Invitation, User
from accounts.services.people import NewPerson, add_people
from accounts.services.roles import grant_role
from core.errors import Conflict, NotFound
from core.services import audit, enqueue

VALID_FOR = datetime.timedelta(days=14)
_signer = Signer(salt="accounts.invitation")


@transaction.atomic
def invite(
    *,
    by: User | None,
    email: str,
    first_name: str = "",
    last_name: str = "",
    roles: Sequence[Role] = (),
) -> Invitation:
    """Invite a person by e-mail, adding them if they are new; returns the open invitation if any.

    The link is sent through the outbox. Raises `Conflict` for somebody who can sign in
    already or whose account is closed.
    """
    new = NewPerson(email=email.strip(), first_name=first_name, last_name=last_name)
    user = add_people(by=by, people=[new])[0]
    user = User.objects.select_for_update().get(pk=user.pk)
    _refuse_needless(user)
    for role in roles:
        grant_role(by=by, user=user, role=role)
    waiting = _open_one(user)
    if waiting is not None and waiting.expires_at > timezone.now():
        return waiting
    return _new(by, user, instead_of=waiting)


@transaction.atomic
def renew_invitation(*, by: User | None, invitation_id: UUID) -> Invitation:
    """Send another link; the one before stops working. Raises as `invite` does."""
    invitation = _locked(invitation_id)
    _refuse_needless(invitation.user)
    if invitation.accepted_at is not None:
        raise Conflict(_("This invitation was accepted."))
    return _new(by, invitation.user, instead_of=_open_one(invitation.user))


@transaction.atomic
def withdraw_invitation(*, by: User | None, invitation_id: UUID) -> Invitation:
    """Make a link stop working; a second call changes nothing. Raises `Conflict` once accepted."""
    invitation = _locked(invitation_id)
    if invitation.accepted_at is not None:
        raise Conflict(_("This invitation was accepted. Close the account instead."))
    if invitation.withdrawn_at is None:
        _withdraw(by, invitation)
    return invitation


@transaction.atomic
def accept_invitation(*, key: str, password: str) -> User:
    """Set the first password of the person who was invited; the link works once.

    `password` has passed the site's validators. Raises as `invitation_by_key` does.
    """
    invitation = _locked(invitation_by_key(key).pk)
    _refuse_dead(invitation)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    # Whoever opened the link reads the mailbox.
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    audit(by=user, action="invitation.accepted", obj=invitation, after={"user": user.pk})
    return user


def invitation_key(invitation: Invitation) -> str:
    """What stands in the link."""
    return _signer.sign(str(invitation.pk))


def invitation_by_key(key: str) -> Invitation:
    """The invitation of a link. Raises `NotFound` for a key that is not ours, `Conflict` for a used one."""
    try:
        invitation_id = UUID(_signer.unsign(key))
    except (BadSignature, ValueError) as error:
        raise NotFound(
            _("This link is not whole. Copy all of it from the e-mail, or ask for a new one.")
        ) from error
    invitation = Invitation.objects.select_related("user").filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound(_("This invitation does not exist any more. Ask for a new one."))
    _refuse_dead(invitation)
    return invitation


def _refuse_dead(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise Conflict(_("This link has been used. Sign in, or set a new password."))
    if invitation.withdrawn_at is not None or invitation.expires_at <= timezone.now():
        raise Conflict(_("This link is too old. Ask whoever invited you for a new one."))
    if not invitation.user.is_active:
        raise Conflict(_("This account is closed. Ask whoever invited you."))


def _refuse_needless(user: User) -> None:
    if not user.is_active:
        raise Conflict(_("The account of %s is closed. The staff list opens it again.") % user)
    if user.has_usable_password() or SocialAccount.objects.filter(user=user).exists():
        raise Conflict(_("%s can sign in already, and may set a new password there.") % user)


def _open_one(user: User) -> Invitation | None:
    return (
        Invitation.objects.select_for_update()
        .filter(user=user, accepted_at__isnull=True, withdrawn_at__isnull=True)
        .first()
    )


def _new(by: User | None, user: User, *, instead_of: Invitation | None) -> Invitation:
    if instead_of is not None:
        _withdraw(by, instead_of)
    invitation = Invitation.objects.create(
        user=user, invited_by=by, expires_at=timezone.now() + VALID_FOR
    )
    audit(by=by, action="invitation.sent", obj=invitation, after={"user": user.pk})
    enqueue(
        kind="accounts.invitation",
        key=f"accounts.invitation:{invitation.pk}",
        payload={"invitation": str(invitation.pk)},
    )
    return invitation


def _withdraw(by: User | None, invitation: Invitation) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit(by=by, action="invitation.withdrawn", obj=invitation)


def _locked(invitation_id: UUID) -> Invitation:
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None:
        raise NotFound(_("This invitation does not exist any more."))
    return invitation
