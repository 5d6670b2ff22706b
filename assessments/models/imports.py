"""Files of questions that editors bring in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import FileFormat


class QuestionImport(models.Model):
    """A file that an editor sent: kept while it is looked at, forgotten when it has been taken.

    Questions are named by their place in the file, from 0. `left` are those that are not
    ticked, `replaces` those that go into the draft of the question whose id they give, `same`
    those that stand in the bank word for word. `taken` holds [place, id, "new" or "draft"].
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64, db_index=True)
    form = models.CharField(_("format"), max_length=12, choices=FileFormat.choices)
    bank = models.SlugField(_("bank"), max_length=100)
    module_key = models.SlugField(_("module"), max_length=100)
    # Compressed; empty once it was taken, or nobody has for a while.
    content = models.BinaryField(null=True)
    left = models.JSONField(default=list)
    replaces = models.JSONField(default=list)
    same = models.JSONField(default=list)
    taken = models.JSONField(default=list)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("file of questions")
        verbose_name_plural = _("files of questions")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(content__isnull=True),
                name="assessments_import_taken_is_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
