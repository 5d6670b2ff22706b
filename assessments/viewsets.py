"""The question bank in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from assessments.exchangemenu import ways_in_and_out
from assessments.filters import QuestionFilterSet
from assessments.forms import QuestionForm
from assessments.models import Check, Question
from assessments.panels import BlueprintPanel, EarlierAnswersPanel
from core.panels import BesidePanel, ChecksPanel


class QuestionViewSet(SnippetViewSet):
    """Questions, found by what they are about and where they are asked."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_display = ("ref", "stem", "use", "type", "level", LiveStatusTagColumn(), UpdatedAtColumn())
    filterset_class = QuestionFilterSet
    search_fields = ("ref", "stem", "rationale")
    list_per_page = 50
    ordering = ("ref",)
    edit_handler = ObjectList(
        [
            ChecksPanel(),
            BesidePanel(hook="beside_question", heading=_("How it performs"), icon="history"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("ref"), FieldPanel("use")]),
                    FieldRowPanel([FieldPanel("type"), FieldPanel("level")]),
                    FieldRowPanel([FieldPanel("bank"), FieldPanel("module_key")]),
                ],
                heading=_("What it is"),
            ),
            FieldPanel("stem"),
            MultiFieldPanel(
                [
                    FieldPanel("options"),
                    FieldPanel("otherwise"),
                    FieldPanel("unit"),
                    FieldPanel("mode"),
                ],
                heading=_("Answers"),
            ),
            MultiFieldPanel(
                [
                    HelpPanel(
                        _(
                            "A judgement counts towards a pass only with its panel recorded. "
                            "Until then it is for practice."
                        )
                    ),
                    FieldPanel("panel_who"),
                    FieldRowPanel([FieldPanel("panel_on"), FieldPanel("panel_people")]),
                    FieldRowPanel([FieldPanel("panel_agreement"), FieldPanel("panel_measure")]),
                ],
                heading=_("The panel of a situational judgement"),
            ),
            FieldPanel("rationale"),
            MultiFieldPanel(
                [
                    FieldPanel("lesson"),
                    FieldPanel("rights"),
                    FieldPanel("cites"),
                    FieldPanel("sources"),
                ],
                heading=_("What it rests on"),
            ),
            EarlierAnswersPanel(),
        ],
        base_form_class=QuestionForm,
    )


class CheckViewSet(SnippetViewSet):
    """Knowledge checks."""

    model = Check
    icon = "clipboard-list"
    menu_label = _("Knowledge checks")
    list_display = ("title", "bank", "draw", "pass_mark", LiveStatusTagColumn(), UpdatedAtColumn())
    list_filter = ("bank", "live")
    edit_handler = ObjectList(
        [
            ChecksPanel(),
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("module_key")]),
            FieldRowPanel([FieldPanel("bank"), FieldPanel("draw")]),
            FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("pause_hours")]),
            BlueprintPanel(),
            FieldPanel("blueprint"),
        ]
    )


class AssessmentViewSetGroup(SnippetViewSetGroup):
    """Both under one heading of the menu."""

    items = (QuestionViewSet, CheckViewSet)
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 300

    def get_submenu_items(self) -> list[MenuItem]:
        """Both, and the ways in and out."""
        return [*super().get_submenu_items(), *ways_in_and_out()]
