"""Refreshers that were taken or declined: a person's own, which they may delete at any time."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Refresher(models.Model):
    """A few questions some months after a module: begun, or declined.

    `form` holds {"title", "module", "lessons", "questions": [compiled question as shown, …]},
    `answers` by the index of the question {"response", "right", "at"}. Nobody but the person
    reads it, nothing of it is in the ledger or in the audit log.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="refreshers"
    )
    module_key = models.SlugField(max_length=100)
    completed_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    form = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("refresher")
        verbose_name_plural = _("refreshers")
        ordering: ClassVar = ["-completed_on", "-months"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "module_key", "completed_on", "months"],
                name="assessments_refresher_once",
            ),
            models.CheckConstraint(
                condition=Q(begun_at__isnull=False, declined_at__isnull=True)
                | Q(begun_at__isnull=True, finished_at__isnull=True, declined_at__isnull=False),
                name="assessments_refresher_begun_or_declined",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module_key}, {self.months} months after {self.completed_on}"


class NoRefreshers(models.Model):
    """Somebody who wants no more offers; without the row they may have some."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="no_refreshers",
    )
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("wish for no refreshers")
        verbose_name_plural = _("wishes for no refreshers")

    def __str__(self) -> str:
        return str(self.since)
