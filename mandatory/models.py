"""The facts of mandatory training. Statuses are derived from them, never stored.

Each fact has the days for which it holds and the moments at which it was written down
(`recorded_at`) and, when it turned out otherwise, taken back (`voided_at`). An end that is
filled in later has its own moment. So every figure can be had as at any day and as it was
known at any moment.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from mandatory.enums import DUE_SOON_DAYS, Audience, Clock, ReminderKind, State, Status, Why
from tracking.models import Event, ModuleVersion

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class FactQuerySet(models.QuerySet[M_co]):
    """Facts by what was known when."""

    def known(self, at: datetime.datetime) -> Self:
        """Facts that the record held at that moment."""
        return self.filter(Q(recorded_at__lte=at), Q(voided_at__isnull=True) | Q(voided_at__gt=at))

    def held(self) -> Self:
        """Facts that the record holds now."""
        return self.filter(voided_at__isnull=True)


class SpanQuerySet(FactQuerySet[M_co]):
    """Facts that hold from a day until a day."""

    def running(self, on: datetime.date, known_at: datetime.datetime) -> Self:
        """Spans that cover the day, both ends included, as known at that moment."""
        return self.known(known_at).filter(
            Q(from_on__lte=on),
            Q(until__isnull=True) | Q(until__gte=on) | Q(until_recorded_at__gt=known_at),
        )


class WindowQuerySet(FactQuerySet["Window"]):
    """Windows by date."""

    def on(self, day: datetime.date, known_at: datetime.datetime | None = None) -> Self:
        """The windows in which people stood on that day, at most one a person and requirement."""
        rows = self.held() if known_at is None else self.known(known_at)
        return rows.filter(Q(from_on__lte=day), Q(until__isnull=True) | Q(until__gte=day))

    def with_status(self, day: datetime.date) -> Self:
        """Annotate `status` at the end of that day."""
        return self.annotate(status=status_on(day))

    def statuses(self, day: datetime.date) -> Iterator[tuple[int, int, str, datetime.date | None]]:
        """User, requirement, status at the end of that day and due date, row by row."""
        rows = self.annotate(status=status_on(day)).values_list(
            "user_id", "requirement_id", "status", "due_on"
        )
        return rows.iterator(chunk_size=5000)


def status_on(day: datetime.date) -> Case:
    """In SQL what `schedule.status_of` is in Python."""
    soon = day + datetime.timedelta(days=DUE_SOON_DAYS)
    cases = [
        (Q(state=State.EXEMPT), Status.EXEMPT),
        (Q(state=State.AWAY), Status.AWAY),
        (Q(due_on__isnull=True), Status.DONE),
        (Q(due_on__lt=day), Status.OVERDUE),
        (Q(due_on__lte=soon), Status.DUE_SOON),
        (Q(clock=Clock.FIRST), Status.TO_DO),
    ]
    return Case(
        *[When(when, then=Value(status.value)) for when, status in cases],
        default=Value(Status.IN_DATE.value),
        output_field=models.CharField(),
    )


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


class Fact(models.Model):
    """What every fact about a person has."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


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


class Window(Fact):
    """On these days this was due by then, for this reason; or the clock stood still.

    A roll-up of the facts above, worked out by `schedule.windows` in the transaction that
    records a fact, so that a standing is one row. It holds no status: "overdue" depends on
    the day that is asked about. `verify_record` checks it against the oracle.
    """

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="windows")
    from_on = models.DateField()
    # Empty when it goes on until something happens.
    until = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in State])
    # Empty when the clock stands still, and when nothing is due any more.
    due_on = models.DateField(null=True)
    clock = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Clock])
    clock_since = models.DateField(null=True)
    starts_on = models.DateField()
    completed_on = models.DateField(null=True)
    # By how many days the clock was moved on, for being away and for being exempt.
    leave_days = models.PositiveSmallIntegerField(default=0)
    exempt_days = models.PositiveSmallIntegerField(default=0)
    paused_from = models.DateField(null=True)
    paused_until = models.DateField(null=True)

    objects = WindowQuerySet.as_manager()

    class Meta:
        verbose_name = _("window")
        verbose_name_plural = _("windows")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "requirement", "from_on"],
                condition=Q(voided_at__isnull=True),
                name="mandatory_window_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_on")),
                name="mandatory_window_ends_after_start",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["requirement", "due_on"],
                name="mandatory_window_due",
                condition=Q(voided_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} {self.from_on} to {self.until or '…'}"


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
