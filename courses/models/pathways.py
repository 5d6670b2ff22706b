"""Pathways as editors write them. Learners meet what was released of one."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from courses.blocks import PATHWAY_BLOCKS
from courses.models.snippets import Written


class Pathway(Written):
    """A way through modules: whole ones with their checks, or some lessons of them."""

    summary = models.TextField(_("summary"))
    jobs = models.JSONField(_("posts that it is suggested to"), default=list, blank=True)
    fresh_days = models.PositiveSmallIntegerField(
        _("what was learnt so many days before counts"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(366)],
        help_text=_(
            "For what is to be done anew each year. Empty: whatever was learnt before counts, "
            "as long as it has not changed."
        ),
    )
    steps = StreamField(PATHWAY_BLOCKS, verbose_name=_("steps"), blank=True)

    class Meta(Written.Meta):
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        ordering: ClassVar = ["position", "slug"]

    # The order of the list, which is that of the file.
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The draft as a practitioner would be served it."""
        return "pages/courses/cms/preview_pathway.html"
