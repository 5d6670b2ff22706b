"""Places in the main navigation that only some people have, and the Code's in the editor.

The former ask for a person's roles first, which is one query a request whoever asks: permissions
take two more, and most people have no role.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button

from accounts.access import current_user
from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role, leads_a_unit, roles_of
from assessments.models import Question
from core.nav import HOOK, NavItem
from dashboards.editor.items import item_page
from dashboards.editor.worklist import worklist
from scenarios.models import Scenario
from victimscode.models import Duty, Edition
from victimscode.queries import Replacement, adoption_of, replacement_today


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


@hooks.register("register_admin_menu_item")
def touch_menu_item() -> MenuItem:
    """What does this touch? In the editor's menu."""
    url = reverse("touch_editions")
    return MenuItem(_("Code in use"), url, name="touch", icon_name="link", order=305)


@hooks.register("register_snippet_listing_buttons")
def touch_button(snippet: Any, user: User, next_url: str | None = None) -> Iterator[Button]:
    """The same beside a duty and an edition."""
    if isinstance(snippet, Duty):
        url = reverse("touch_duty", args=[snippet.edition.slug, snippet.slug])
    elif isinstance(snippet, Edition):
        url = reverse("touch_edition", args=[snippet.slug])
    else:
        return
    yield Button(_("What does this touch?"), url, icon_name="link", priority=30)


@hooks.register("register_admin_menu_item")
def items_menu_item() -> MenuItem:
    """How questions perform. In the editor's menu."""
    return MenuItem(
        _("Question figures"), reverse("items"), name="items", icon_name="history", order=301
    )


@hooks.register("register_snippet_listing_buttons")
def item_button(snippet: Any, user: User, next_url: str | None = None) -> Iterator[Button]:
    """The same beside a question."""
    if isinstance(snippet, Question):
        url = reverse("item", args=[snippet.ref])
        yield Button(_("How it performs"), url, icon_name="history", priority=30)


@hooks.register("register_admin_menu_item")
def stories_menu_item() -> MenuItem:
    """How scenarios are played. In the editor's menu."""
    return MenuItem(
        _("Scenario figures"), reverse("stories"), name="stories", icon_name="history", order=311
    )


@hooks.register("register_snippet_listing_buttons")
def story_button(snippet: Any, user: User, next_url: str | None = None) -> Iterator[Button]:
    """The same beside a scenario."""
    if isinstance(snippet, Scenario):
        url = reverse("story", args=[snippet.slug])
        yield Button(_("How it is played"), url, icon_name="history", priority=30)


@hooks.register("beside_question")
def item_beside(question: Any) -> tuple[str, dict[str, Any]]:
    """The figures of the newest wording, beside the form of a question."""
    # As it stands, since a draft may have another name.
    page = item_page(Question.objects.get(pk=question.pk), may_edit=False)
    context = {"page": page, "wording": next(iter(page.wordings), None)}
    return "pages/dashboards/editor/parts/item_beside.html", context


class CodeHasChanged(Component):
    """On the editor's home page: what the edition that applies now still asks for."""

    name = "code_has_changed"
    template_name = "pages/dashboards/editor/panel.html"
    order = 120

    def __init__(self, replacement: Replacement) -> None:
        self.replacement = replacement

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The edition, and how far its worklist is."""
        adoption = adoption_of(self.replacement.newer)
        since = adoption.recorded_at if adoption else None
        return {
            "edition": self.replacement.newer,
            "worklist": worklist(self.replacement, since=since),
        }


@hooks.register("construct_homepage_panels")
def say_that_the_code_has_changed(request: HttpRequest, panels: list[Component]) -> None:
    """Lead editors to their worklist, as long as an edition has taken another's place."""
    if not has_role(current_user(request), Role.EDITOR):
        return
    replacement = replacement_today()
    if replacement is not None:
        panels.append(CodeHasChanged(replacement))


hooks.register(HOOK, team)
hooks.register(HOOK, evaluation)
hooks.register(HOOK, editing)
