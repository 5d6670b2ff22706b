"""Places in the main navigation that only some people have."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.access import current_user
from accounts.enums import Role
from accounts.queries import has_role, leads_a_unit
from core.nav import HOOK, NavItem


def team(request: HttpRequest) -> NavItem | None:
    """The manager's screens, for people who lead a unit."""
    return NavItem(_("Team"), "/team/", 40) if leads_a_unit(current_user(request)) else None


def evaluation(request: HttpRequest) -> NavItem | None:
    """Pilots and reports, for evaluators."""
    may = has_role(current_user(request), Role.EVALUATOR)
    return NavItem(_("Evaluation"), "/evaluation/", 50) if may else None


hooks.register(HOOK, team)
hooks.register(HOOK, evaluation)
