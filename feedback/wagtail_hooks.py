"""Registration in the editor: where feedback is found, and that some waits."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts.enums import Role
from accounts.queries import has_role
from feedback.queries import waiting


class FeedbackItem(MenuItem):
    """In the menu, for those who answer it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Editors alone."""
        return has_role(request.user, Role.EDITOR)  # type: ignore[arg-type]  # signed in, under /cms/


@hooks.register("register_admin_menu_item")
def feedback_menu_item() -> MenuItem:
    """Feedback in the menu."""
    url = reverse("remarks")
    return FeedbackItem(_("Feedback"), url, name="feedback", icon_name="comment", order=260)


class FeedbackWaits(Component):
    """On the editor's home page: how many remarks nobody has looked at."""

    name = "feedback_waits"
    template_name = "pages/feedback/cms/waits.html"
    order = 140

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """A sentence."""
        text = ngettext("%d new remark on a passage", "%d new remarks on passages", self.count)
        return {"heading": text % self.count}


@hooks.register("construct_homepage_panels")
def say_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to editors when something waits."""
    if has_role(request.user, Role.EDITOR) and (count := waiting()):  # type: ignore[arg-type]
        panels.append(FeedbackWaits(count))
