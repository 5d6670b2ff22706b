"""What the editor shows of the scenarios."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from accounts.models import User
from scenarios.models import Scenario
from scenarios.viewsets import ScenarioViewSet, buttons_beside

register_snippet(ScenarioViewSet)


@hooks.register("register_snippet_listing_buttons")
def scenario_buttons(snippet: Any, user: User, next_url: str | None = None) -> list[Button]:
    """Playing, text and copy, in the list of scenarios."""
    return buttons_beside(snippet, user) if isinstance(snippet, Scenario) else []
