"""The authoring copy as Wagtail pages."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from care.enums import STRENGTH_CHOICES
from core.models import BasePage
from core.panels import ChecksPanel
from courses.blocks import FEATURES, LESSON_BLOCKS
from courses.formats import parse_pack

MINUTES = [MinValueValidator(1), MaxValueValidator(600)]


def validate_pack(text: str) -> None:
    """Refuse a facilitator's pack that cannot be read, with the line of each mistake."""
    _pack, problems = parse_pack(text, file="")
    if problems:
        raise ValidationError(
            [
                _("Line %(line)s: %(message)s") % {"line": one.line, "message": one.message}
                for one in problems
            ]
        )


class HomePage(BasePage):
    """The root of the site. What visitors see at `/` is a plain view."""

    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["courses.CataloguePage"]

    class Meta:
        verbose_name = _("home")


class CataloguePage(BasePage):
    """All modules."""

    max_count = 1
    parent_page_types: ClassVar = ["courses.HomePage"]
    subpage_types: ClassVar = ["courses.ModulePage"]

    class Meta:
        verbose_name = _("catalogue")


NOTE_PANEL = MultiFieldPanel(
    [FieldPanel("strength"), FieldPanel("topics")], heading=_("Content note")
)


class ModulePage(BasePage):
    """A module. Its slug is its key: it stays."""

    strength = models.CharField(
        _("content note: strength"), max_length=3, choices=STRENGTH_CHOICES, blank=True
    )
    topics = models.CharField(
        _("content note: topics, with commas between"), max_length=300, blank=True
    )
    summary = models.TextField(_("summary"))
    edition = models.CharField(_("Code edition"), max_length=20, default="2020")
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60, validators=MINUTES)
    audience = models.TextField(_("who it is for"), blank=True)
    outcomes = models.TextField(_("what people can do afterwards, one on each line"), blank=True)
    keeper = models.CharField(_("owner"), max_length=120, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    check_slug = models.SlugField(_("knowledge check"), max_length=100, blank=True)
    scenarios = models.CharField(
        _("scenarios, by key, with commas between"), max_length=300, blank=True
    )
    aids = models.CharField(
        _("job aids, by address, with commas between"), max_length=600, blank=True
    )
    lessons_count = models.BooleanField(_("all lessons must be finished"), default=True)
    check_counts = models.BooleanField(_("the check must be passed"), default=True)
    attribution = RichTextField(_("attribution"), features=FEATURES, blank=True)
    sources = models.CharField(
        _("sources, by key, with commas between"), max_length=600, blank=True
    )
    # The text of its file in content/modules/, in its one fixed form.
    pack = models.TextField(
        _("facilitator’s pack"),
        blank=True,
        validators=[validate_pack],
        help_text=_("How to teach it face to face: steps with minutes, slides and notes, as text."),
    )
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    parent_page_types: ClassVar = ["courses.CataloguePage"]
    subpage_types: ClassVar = ["courses.LessonPage"]
    content_panels: ClassVar = [
        ChecksPanel(),
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("edition"),
        FieldPanel("minutes"),
        FieldPanel("audience"),
        FieldPanel("outcomes"),
        NOTE_PANEL,
        MultiFieldPanel(
            [
                FieldPanel("check_slug"),
                FieldPanel("check_counts"),
                FieldPanel("lessons_count"),
                FieldPanel("scenarios"),
                FieldPanel("aids"),
            ],
            heading=_("Activities and completion"),
        ),
        MultiFieldPanel([FieldPanel("keeper"), FieldPanel("review_by")], heading=_("Care")),
        MultiFieldPanel([FieldPanel("attribution"), FieldPanel("sources")], heading=_("Sources")),
        MultiFieldPanel([FieldPanel("pack")], heading=_("Face to face")),
    ]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The draft as a practitioner would be served it."""
        return "pages/courses/cms/preview_module.html"


class LessonPage(BasePage):
    """A lesson: what an editor works on. Learners read what was released from it."""

    strength = models.CharField(
        _("content note: strength"), max_length=3, choices=STRENGTH_CHOICES, blank=True
    )
    topics = models.CharField(
        _("content note: topics, with commas between"), max_length=300, blank=True
    )
    number = models.CharField(_("number"), max_length=10, help_text=_("As in 1.5"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10, validators=MINUTES)
    lead = models.TextField(_("lead"))
    outcomes = models.TextField(_("what people can do afterwards, one on each line"), blank=True)
    rights = models.CharField(
        _("rights, with commas between"), max_length=60, blank=True, help_text=_("As in 4, 6")
    )
    body = StreamField(LESSON_BLOCKS, verbose_name=_("body"), blank=True)
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        ChecksPanel(),
        *BasePage.content_panels,
        FieldPanel("number"),
        FieldPanel("minutes"),
        FieldPanel("lead"),
        FieldPanel("outcomes"),
        FieldPanel("rights"),
        NOTE_PANEL,
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The draft as a practitioner would be served it."""
        return "pages/courses/cms/preview_lesson.html"
