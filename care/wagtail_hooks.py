"""Registration in the editor."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from care.queries import contacts_to_check
from care.viewsets import SupportContactViewSet

register_snippet(SupportContactViewSet)


class ContactsToCheck(Component):
    """On the editor's home page: the support contacts that nobody has checked for 90 days."""

    name = "contacts_to_check"
    template_name = "pages/care/contacts_to_check.html"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The contacts, oldest check first, and a sentence."""
        contacts = list(contacts_to_check())
        heading = ngettext(
            "%(count)d support contact needs checking",
            "%(count)d support contacts need checking",
            len(contacts),
        ) % {"count": len(contacts)}
        return {"contacts": contacts, "heading": heading}


@hooks.register("construct_homepage_panels")
def ask_for_checks(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to people who may change a contact, when there is one to check."""
    if request.user.has_perm("care.change_supportcontact") and contacts_to_check().exists():
        panels.append(ContactsToCheck())
