"""Scenarios in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from core.panels import ChecksPanel
from scenarios.forms import ScenarioForm
from scenarios.models import Scenario


class ScenarioViewSet(SnippetViewSet):
    """Scenarios, each edited as the text of its file."""

    model = Scenario
    icon = "openquote"
    menu_label = _("Scenarios")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ("title", "slug", LiveStatusTagColumn(), UpdatedAtColumn())
    list_filter = ("live",)
    search_fields = ("title", "slug")
    edit_handler = ObjectList([ChecksPanel(), FieldPanel("document")], base_form_class=ScenarioForm)
