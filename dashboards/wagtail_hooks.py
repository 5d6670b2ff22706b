"""The manager's place in the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role, leads_a_unit
from core.nav import HOOK, NavItem


@hooks.register(HOOK)
def team(request: HttpRequest) -> NavItem | None:
    """Shown to people who lead a unit, and to administrators, who set the requirements."""
    user = request.user
    if isinstance(user, User) and (leads_a_unit(user) or has_role(user, Role.ADMINISTRATOR)):
        return NavItem(_("Team"), "/team/", 40)
    return None
