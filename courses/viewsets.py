"""Job aids and diagrams in the editor."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from core.panels import ChecksPanel
from courses.forms import PathwayForm
from courses.models import Diagram, JobAid, Pathway
from courses.models.pages import NOTE_PANEL


class JobAidViewSet(SnippetViewSet):
    """Job aids, each a card of one page."""

    model = JobAid
    icon = "clipboard-list"
    menu_label = _("Job aids")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ("title", "slug", LiveStatusTagColumn(), UpdatedAtColumn())
    list_filter = ("live",)
    search_fields = ("title", "slug", "lead")
    panels: ClassVar = [
        ChecksPanel(),
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("slug"), FieldPanel("lead"), FieldPanel("whom")],
            heading=_("What it is"),
        ),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("rights")]),
        NOTE_PANEL,
        FieldPanel("body"),
    ]


class DiagramViewSet(SnippetViewSet):
    """Diagrams, each a drawing with words that say all that it says."""

    model = Diagram
    icon = "image"
    menu_label = _("Diagrams")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ("title", "slug", LiveStatusTagColumn(), UpdatedAtColumn())
    list_filter = ("live",)
    search_fields = ("title", "slug", "alt")
    panels: ClassVar = [
        ChecksPanel(),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("slug")], heading=_("What it is")),
        FieldPanel("svg"),
        MultiFieldPanel(
            [FieldPanel("alt"), FieldPanel("text"), FieldPanel("caption")],
            heading=_("In words"),
        ),
    ]


class PathwayViewSet(SnippetViewSet):
    """Pathways, each a list of steps through modules."""

    model = Pathway
    icon = "list-ol"
    menu_label = _("Pathways")
    menu_order = 305
    add_to_admin_menu = True
    list_display = ("title", "slug", LiveStatusTagColumn(), UpdatedAtColumn())
    list_filter = ("live",)
    search_fields = ("title", "slug", "summary")
    edit_handler = ObjectList(
        [
            ChecksPanel(),
            MultiFieldPanel(
                [FieldPanel("title"), FieldPanel("slug"), FieldPanel("summary")],
                heading=_("What it is"),
            ),
            FieldPanel("jobs"),
            FieldPanel("steps"),
            FieldRowPanel([FieldPanel("fresh_days"), FieldPanel("position")]),
        ],
        base_form_class=PathwayForm,
    )
