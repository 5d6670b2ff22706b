"""Places in the main navigation that only some people have.

They ask for a person's roles first, which is one query a request whoever asks: permissions
take two more, and most people have no role.
"""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.access import current_user
from accounts.enums import Role
from accounts.queries import has_role, leads_a_unit, roles_of
from core.nav import HOOK, NavItem


def team(request: HttpRequest) -> NavItem | None:
    """The manager's screens, for people who lead a unit; administrators set requirements there."""
    user = current_user(request)
    may = leads_a_unit(user) or has_role(user, Role.ADMINISTRATOR)
    return NavItem(_("Team"), "/team/", 40) if may else None


def evaluation(request: HttpRequest) -> NavItem | None:
    """Pilots and reports, for evaluators and administrators."""
    user = current_user(request)
    may = has_role(user, Role.EVALUATOR) or has_role(user, Role.ADMINISTRATOR)
    return NavItem(_("Evaluation"), "/evaluation/", 50) if may else None


def editing(request: HttpRequest) -> NavItem | None:
    """Wagtail's admin, for the roles that open it."""
    user = current_user(request)
    some_role = user.is_superuser or roles_of(user)
    may = some_role and user.has_perm("wagtailadmin.access_admin")
    return NavItem(_("Editing"), "/cms/", 90) if may else None


hooks.register(HOOK, team)
hooks.register(HOOK, evaluation)
hooks.register(HOOK, editing)
