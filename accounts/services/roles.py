"""Giving people roles and taking them back."""

from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from core.errors import NotAllowed
from core.services import audit


@transaction.atomic
def grant_role(*, by: User | None, user: User, role: Role, reason: str = "") -> None:
    """Give a person a role; once is enough."""
    group, _made = Group.objects.get_or_create(name=role)
    if user.groups.filter(pk=group.pk).exists():
        return
    user.groups.add(group)
    user._roles = None
    audit(by=by, action="role.granted", obj=user, after={"role": str(role)}, reason=reason)


@transaction.atomic
def revoke_role(*, by: User | None, user: User, role: Role, reason: str = "") -> None:
    """Take a role back. Raises `NotAllowed` for an administrator's own: nobody would be left."""
    if by is not None and by.pk == user.pk and role == Role.ADMINISTRATOR:
        raise NotAllowed(_("You cannot end your own administrator role. Ask another one."))
    group = user.groups.filter(name=role).first()
    if group is None:
        return
    user.groups.remove(group)
    user._roles = None
    audit(by=by, action="role.revoked", obj=user, before={"role": str(role)}, reason=reason)


@transaction.atomic
def set_roles(*, by: User | None, user: User, roles: Collection[Role]) -> None:
    """Give a person these roles and no others, by `grant_role` and `revoke_role`."""
    for role in Role:
        change = grant_role if role in roles else revoke_role
        change(by=by, user=user, role=role)
