"""Scenarios in the editor."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.models import User
from core.panels import ChecksPanel
from scenarios.forms import ScenarioForm
from scenarios.models import Scenario
from scenarios.panels import DeskPanel


def buttons_beside(scenario: Scenario, user: User) -> list[Button]:
    """Playing a scenario, its text and a copy of it, for who may have them."""
    found = []
    if user.has_perm("scenarios.view_scenario") or user.has_perm("scenarios.change_scenario"):
        found += [
            Button(
                _say("Play it"),
                url=reverse("scenario_play", args=[scenario.pk]),
                icon_name="view",
                priority=12,
            ),
            Button(
                _say("As text"),
                url=reverse("scenario_text", args=[scenario.pk]),
                icon_name="code",
                priority=14,
            ),
        ]
    if user.has_perm("scenarios.add_scenario"):
        copy = reverse("scenario_copy", args=[scenario.pk])
        # One click with a script; without, the address asks first.
        post = {
            "data-controller": "w-action",
            "data-action": "click->w-action#post",
            "data-w-action-url-value": copy,
        }
        found.append(Button(_say("Copy it"), url=copy, icon_name="copy", attrs=post, priority=16))
    return found


class ScenarioViewSet(SnippetViewSet):
    """Scenarios, each edited as cards."""

    model = Scenario
    icon = "openquote"
    menu_label = _("Scenarios")
    menu_order = 310
    add_to_admin_menu = True
    # A copy is made by a door of our own, in one click and with an id of its own.
    copy_view_enabled = False
    list_display = ("title", "slug", LiveStatusTagColumn(), UpdatedAtColumn())
    list_filter = ("live",)
    search_fields = ("title", "slug")
    edit_handler = ObjectList(
        [ChecksPanel(), DeskPanel([FieldPanel("document")])], base_form_class=ScenarioForm
    )
