"""What lessons refer to and editors keep as snippets: job aids and diagrams, as they are written."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField

from care.enums import STRENGTH_CHOICES
from core.models import Authored
from courses.blocks import AID_BLOCKS, FEATURES
from courses.drawings import read_drawing
from courses.models.pages import MINUTES


class Written(Authored):
    """Something that editors write, review and publish. Learners meet what was released of it."""

    slug = models.SlugField(
        _("address"), max_length=60, unique=True, help_text=_("It stays: lessons point to it.")
    )
    title = models.CharField(_("title"), max_length=120)

    class Meta:
        abstract = True
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.title


class JobAid(Written):
    """A card to keep: one side of A4."""

    lead = models.TextField(_("lead"))
    whom = models.CharField(
        _("for whom, and when"),
        max_length=200,
        help_text=_("As in “For whoever rings a victim when nothing has changed”"),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=2, validators=MINUTES)
    rights = models.CharField(
        _("rights, with commas between"), max_length=60, blank=True, help_text=_("As in 4, 6")
    )
    strength = models.CharField(
        _("content note: strength"), max_length=3, choices=STRENGTH_CHOICES, blank=True
    )
    topics = models.CharField(
        _("content note: topics, with commas between"), max_length=300, blank=True
    )
    body = StreamField(AID_BLOCKS, verbose_name=_("card"), blank=True)

    class Meta(Written.Meta):
        verbose_name = _("job aid")
        verbose_name_plural = _("job aids")

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The draft as a practitioner would be served it."""
        return "pages/courses/cms/preview_aid.html"


class Diagram(Written):
    """A drawing of our own, with words that say all that it says."""

    alt = models.CharField(
        _("in a sentence"),
        max_length=250,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    text = RichTextField(
        _("what the picture says"),
        features=FEATURES,
        help_text=_("All of it, in words: for those who cannot see it or would rather read."),
    )
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    svg = models.TextField(
        _("drawing"),
        help_text=_(
            "SVG of shapes and words. Colours by the classes d-ink, d-line, d-teal, d-amber, "
            "d-soft and d-page alone, so that it can be read in the dark and on paper."
        ),
    )

    class Meta(Written.Meta):
        verbose_name = _("diagram")
        verbose_name_plural = _("diagrams")

    def clean(self) -> None:
        """Refuse a drawing that holds anything but shapes, words and our own classes."""
        super().clean()
        if self.svg:
            _drawing, faults = read_drawing(self.svg)
            if faults:
                raise ValidationError({"svg": [str(fault) for fault in faults[:5]]})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The picture as it stands in a lesson."""
        return "pages/courses/cms/preview_diagram.html"
