"""Windows, the roll-up from which a standing is read in one row."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from mandatory.enums import DUE_SOON_DAYS, Clock, State, Status
from mandatory.models.facts import Fact, FactQuerySet
from mandatory.models.requirements import Requirement


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
