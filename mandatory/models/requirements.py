"""Requirements, the people whom they ask, and what counts towards them."""

from __future__ import annotations

import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from mandatory.enums import Audience, Why
from mandatory.models.facts import Fact, FactQuerySet
from tracking.models import Event, ModuleVersion


class RequirementQuerySet(models.QuerySet["Requirement"]):
    """Requirements by date."""

    def in_force(self, on: datetime.date) -> Self:
        """Requirements that ask somebody on this day."""
        return self.filter(
            Q(effective_from__lte=on), Q(closed_on__isnull=True) | Q(closed_on__gte=on)
        )


class Requirement(models.Model):
    """Whom the organisation asks to take which module, and how often.

    A change of terms closes the row and opens another with the same slug.
    """

    slug = models.SlugField(_("short name"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    module_key = models.SlugField(_("module"), max_length=100)
    audience = models.CharField(
        _("who"), max_length=10, choices=[(one.value, one.value) for one in Audience]
    )
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("units"))
    # Values of accounts.enums.Job.
    jobs = models.JSONField(_("jobs"), default=list, blank=True)
    first_days = models.PositiveSmallIntegerField(_("days for the first time"), default=28)
    # Empty when once is enough.
    repeat_months = models.PositiveSmallIntegerField(_("repeated after months"), null=True)
    effective_from = models.DateField(_("from"))
    closed_on = models.DateField(_("last day"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    closed_recorded_at = models.DateTimeField(null=True, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(closed_on__isnull=True),
                name="mandatory_requirement_open_once",
            ),
            models.CheckConstraint(
                condition=Q(repeat_months__isnull=True) | Q(repeat_months__gt=0),
                name="mandatory_requirement_repeat_positive",
            ),
            # The day before it begins is how a requirement that never took effect is closed.
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(closed_on__gte=F("effective_from") - datetime.timedelta(days=1)),
                name="mandatory_requirement_closes_after_start",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_recorded_at__isnull=True)
                | Q(closed_on__isnull=False, closed_recorded_at__isnull=False),
                name="mandatory_requirement_closing_recorded",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audience_kind(self) -> Audience:
        """Whom it asks, as a word of the vocabulary."""
        return Audience(self.audience)


class TaughtPart(models.Model):
    """Who finished this part, as this version had it, is asked by the requirement."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="taught")
    version = models.ForeignKey(ModuleVersion, on_delete=models.PROTECT, related_name="+")
    part_iri = models.CharField(_("part"), max_length=500)

    class Meta:
        verbose_name = _("part that was taught")
        verbose_name_plural = _("parts that were taught")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["requirement", "version", "part_iri"], name="mandatory_taught_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["version", "part_iri"], name="mandatory_taught_part"),
        ]

    def __str__(self) -> str:
        return self.part_iri


class Assignment(Fact):
    """The requirement asks this person, on an unbroken run of days."""

    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="assignments"
    )
    starts_on = models.DateField(_("from"))
    first_due_on = models.DateField(_("first due on"))
    # What was due under the terms that these replace; never later than `first_due_on`.
    carried_due_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(_("to"), null=True, blank=True)
    closed_recorded_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(_("why"), max_length=10, choices=[(one.value, one.value) for one in Why])

    objects = FactQuerySet["Assignment"].as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "requirement", "starts_on"],
                condition=Q(voided_at__isnull=True),
                name="mandatory_assignment_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("starts_on")),
                name="mandatory_assignment_closes_after_start",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["requirement", "starts_on", "closed_on"], name="mandatory_assignment_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} from {self.starts_on}"


class Credit(Fact):
    """A completion of the module counts towards the requirement."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="credits")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField(_("completed on"))
    # Empty when once is enough.
    renews_on = models.DateField(_("to be renewed on"), null=True)
    # The number of the newest version that this completion is good for.
    covers = models.PositiveIntegerField(default=0)

    objects = FactQuerySet["Credit"].as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["requirement", "event"],
                condition=Q(voided_at__isnull=True),
                name="mandatory_credit_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["user", "requirement", "completed_on"], name="mandatory_credit_last"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} on {self.completed_on}"


class RetakeOrder(models.Model):
    """A version that changed the content: those who finished an earlier one retake by a date."""

    version = models.OneToOneField(ModuleVersion, on_delete=models.PROTECT, related_name="+")
    module_key = models.SlugField(max_length=100)
    number = models.PositiveIntegerField()
    released_on = models.DateField()
    due_by = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    voided_at = models.DateTimeField(null=True, blank=True)

    objects = FactQuerySet["RetakeOrder"].as_manager()

    class Meta:
        verbose_name = _("retake")
        verbose_name_plural = _("retakes")
        indexes: ClassVar = [
            models.Index(fields=["module_key", "number"], name="mandatory_retake_number"),
        ]

    def __str__(self) -> str:
        return f"{self.module_key} {self.number} by {self.due_by}"
