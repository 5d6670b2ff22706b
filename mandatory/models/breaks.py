"""Exemptions and absences: while they last, clocks stand still."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mandatory.models.facts import Fact, SpanQuerySet
from mandatory.models.requirements import Requirement


class Exemption(Fact):
    """The requirement does not ask this person for a while; its clock stands still."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)
    until_recorded_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"))
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = SpanQuerySet["Exemption"].as_manager()

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_on")),
                name="mandatory_exemption_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, until_recorded_at__isnull=True)
                | Q(until__isnull=False, until_recorded_at__isnull=False),
                name="mandatory_exemption_end_recorded",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "requirement"], name="mandatory_exemption_user"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} from {self.from_on}"


class Absence(Fact):
    """The person is away for long, and all their clocks stand still. No reason is kept."""

    from_on = models.DateField(_("from"))
    # Empty while they are still away.
    until = models.DateField(_("to"), null=True, blank=True)
    until_recorded_at = models.DateTimeField(null=True, blank=True)

    objects = SpanQuerySet["Absence"].as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_on")),
                name="mandatory_absence_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, until_recorded_at__isnull=True)
                | Q(until__isnull=False, until_recorded_at__isnull=False),
                name="mandatory_absence_end_recorded",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "from_on"], name="mandatory_absence_user"),
        ]

    def __str__(self) -> str:
        return f"from {self.from_on}"
