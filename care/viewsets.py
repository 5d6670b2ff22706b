"""Support contacts in the editor."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from care.enums import CheckState
from care.models import SupportContact


def check_label(contact: SupportContact) -> str:
    """What the list of contacts says about the last check; nothing when all is well."""
    state = contact.check_state()
    return "" if state == CheckState.FRESH else str(state.label)


class SupportContactViewSet(SnippetViewSet):
    """Under /cms/, with the contacts that were checked longest ago first."""

    model = SupportContact
    icon = "group"
    menu_label = _("Support contacts")
    menu_order = 600
    add_to_admin_menu = True
    list_display: ClassVar = [
        "name",
        Column("check", label=_("Check"), accessor=check_label),
        "checked_on",
        "owner",
        "status",
    ]
    list_filter: ClassVar = ["status", "owner"]
    search_fields: ClassVar = ["name", "whom", "note"]
    ordering: ClassVar = ["checked_on", "name"]
    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("slug"), FieldPanel("whom"), FieldPanel("audience")],
            heading=_("Who they are"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("web")]),
                FieldPanel("hours"),
                FieldPanel("note"),
            ],
            heading=_("How to reach them"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("checked_on"), FieldPanel("owner")]),
                FieldPanel("status"),
            ],
            heading=_("The last check"),
        ),
    ]
