"""Exercises in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from core.panels import ChecksPanel
from exercises.forms import ExerciseForm
from exercises.models import Exercise


class ExerciseViewSet(SnippetViewSet):
    """Exercises, each edited as the text of its file."""

    model = Exercise
    icon = "edit"
    menu_label = _("Exercises")
    menu_order = 315
    add_to_admin_menu = True
    list_display = ("title", "slug", "kind", LiveStatusTagColumn(), UpdatedAtColumn())
    list_filter = ("live", "kind")
    search_fields = ("title", "slug")
    edit_handler = ObjectList([ChecksPanel(), FieldPanel("document")], base_form_class=ExerciseForm)
