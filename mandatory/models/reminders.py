"""Reminders that were sent."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mandatory.enums import ReminderKind
from mandatory.models.requirements import Requirement


class Reminder(models.Model):
    """A reminder that was sent. One of each kind in a window, whoever asks for it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")
    # The window: what the due date is counted from.
    clock_since = models.DateField()
    due_on = models.DateField()
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ReminderKind])
    # Empty when the site itself reminds.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "requirement", "clock_since", "kind"],
                name="mandatory_reminder_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"
