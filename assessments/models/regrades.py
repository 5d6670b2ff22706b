"""Marking earlier answers again, after the key of a question was mended."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import Regrading
from assessments.models.attempts import Attempt


class Regrade(models.Model):
    """One mended key, applied to the answers that were given before.

    `document` is the mended question, compiled.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ref = models.CharField(max_length=40, db_index=True)
    revision = models.BigIntegerField()
    document = models.JSONField()
    reason = models.TextField(_("reason"))
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("marking again")
        verbose_name_plural = _("markings again")
        constraints: ClassVar = [
            # One at a time: two mends of a question at once would cross.
            models.UniqueConstraint(
                fields=["ref"],
                condition=Q(finished_at__isnull=True),
                name="assessments_regrade_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="assessments_regrade_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.begun_at}"


class Regraded(models.Model):
    """What marking again came to in one attempt. `before` and `after` are what counts as right."""

    id = models.BigAutoField(primary_key=True)
    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="attempts")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="regraded")
    outcome = models.CharField(max_length=8, choices=Regrading.choices)
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    gained = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attempt marked again")
        verbose_name_plural = _("attempts marked again")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["regrade", "attempt"], name="assessments_regraded_once"
            ),
            models.CheckConstraint(
                condition=Q(after__gte=models.F("before")), name="assessments_nobody_loses"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.before} to {self.after}"
