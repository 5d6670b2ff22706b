"""The Code in the editor."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from victimscode.forms import DutyForm
from victimscode.models import Agency, Duty, Edition, Principle, Source

CHECKBOXES = forms.CheckboxSelectMultiple


class DutyViewSet(SnippetViewSet):
    """Duties and definitions, found by what they say and how content cites them."""

    model = Duty
    icon = "check"
    menu_label = _("Duties and definitions")
    list_display: ClassVar = ["ref", "says", "kind", "standard", "enhanced", "confidence"]
    list_filter: ClassVar = ["edition", "right", "kind", "confidence", "in_force"]
    search_fields: ClassVar = ["slug", "says", "trigger", "note"]
    ordering: ClassVar = ["edition", "position"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("edition"), FieldPanel("slug")]),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("right")]),
                    FieldPanel("paragraph"),
                ],
                heading=_("Where it stands"),
            ),
            FieldPanel("says"),
            FieldPanel("agencies", widget=CHECKBOXES),
            FieldPanel("trigger"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("standard"), FieldPanel("enhanced")])],
                heading=_("Time limits"),
            ),
            FieldPanel("note"),
            MultiFieldPanel(
                [FieldPanel("confidence"), FieldPanel("in_force"), FieldPanel("sources")],
                heading=_("How sure we are"),
            ),
        ],
        base_form_class=DutyForm,
    )

    def get_queryset(self, request: object) -> object:
        """Duties with what the list shows of them."""
        return Duty.objects.select_related("edition", "right").prefetch_related("limits")


class EditionViewSet(SnippetViewSet):
    """Editions of the Code, Acts and proposals."""

    model = Edition
    icon = "doc-full"
    menu_label = _("Editions")
    list_display: ClassVar = ["title", "kind", "published", "in_force", "superseded_on"]
    list_filter: ClassVar = ["kind"]
    search_fields: ClassVar = ["title", "slug"]
    panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldPanel("published"),
        FieldPanel("in_force"),
        FieldPanel("superseded_on"),
        FieldPanel("sources"),
    ]


class SourceViewSet(SnippetViewSet):
    """Where facts were read."""

    model = Source
    icon = "link"
    menu_label = _("Sources")
    list_display: ClassVar = ["slug", "address", "used_for", "read_on"]
    search_fields: ClassVar = ["slug", "address", "used_for"]
    panels: ClassVar = [
        FieldPanel("slug"),
        FieldPanel("address"),
        FieldPanel("used_for"),
        FieldPanel("read_on"),
    ]


class AgencyViewSet(SnippetViewSet):
    """Who owes duties."""

    model = Agency
    icon = "group"
    menu_label = _("Agencies")
    list_display: ClassVar = ["name", "also"]
    search_fields: ClassVar = ["name", "also"]
    panels: ClassVar = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("also")]


class PrincipleViewSet(SnippetViewSet):
    """Principles of practice."""

    model = Principle
    icon = "list-ul"
    menu_label = _("Principles")
    list_display: ClassVar = ["name", "set", "confidence"]
    list_filter: ClassVar = ["set", "confidence"]
    search_fields: ClassVar = ["name"]
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("set"),
        FieldPanel("confidence"),
        FieldPanel("sources"),
    ]


class CodeViewSetGroup(SnippetViewSetGroup):
    """The Code's own place in the menu."""

    items = (DutyViewSet, EditionViewSet, PrincipleViewSet, AgencyViewSet, SourceViewSet)
    menu_icon = "openquote"
    menu_label = _("Code")
    menu_name = "code"
    menu_order = 300
    add_to_admin_menu = True
