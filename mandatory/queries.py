"""Reads of mandatory training. Every one takes the day (`as_of`) and the moment (`known_at`).

`with_standing` says in SQL what `schedule.standing` says in Python.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from django.utils import timezone

from accounts.models import User
from core.dates import london_day
from mandatory.enums import DUE_SOON_DAYS, Clock, Status
from mandatory.models import (
    Absence,
    Assignment,
    Credit,
    Exemption,
    Pause,
    Requirement,
    RetakeOrder,
)
from mandatory.schedule import Because, Standing
from mandatory.sql import AddDays

# Later than any due date: "never", in a form that LEAST and GREATEST compare.
NEVER = datetime.date(9999, 12, 31)


def now_and_today(
    as_of: datetime.date | None, known_at: datetime.datetime | None
) -> tuple[datetime.date, datetime.datetime]:
    """The day and the moment that are meant when none is said."""
    moment = known_at or timezone.now()
    return as_of or london_day(timezone.now()), moment


def in_force(as_of: datetime.date, known_at: datetime.datetime) -> QuerySet[Assignment]:
    """The assignments that ask somebody on that day, as known at that moment."""
    return Assignment.objects.known(known_at).filter(
        Q(starts_on__lte=as_of),
        Q(closed_on__isnull=True) | Q(closed_on__gte=as_of) | Q(closed_recorded_at__gt=known_at),
    )


def with_standing(
    assignments: QuerySet[Assignment],
    *,
    as_of: datetime.date | None = None,
    known_at: datetime.datetime | None = None,
) -> QuerySet[Assignment]:
    """Annotate `status`, `due_on` (empty when paused or never), `clock` and what explains them.

    What explains them: `completed_on`, `clock_since`, `moved_days`. Rows that are not in
    force on the day are left in; start from `in_force`.
    """
    day, moment = now_and_today(as_of, known_at)
    never = Cast(Value(NEVER), DateField())
    last = (
        Credit.objects.known(moment)
        .filter(
            user=OuterRef("user"), requirement=OuterRef("requirement"), completed_on__lte=day
        )
        .order_by("-completed_on", "-covers", "-pk")
    )
    rows = assignments.annotate(
        completed_on=Subquery(last.values("completed_on")[:1]),
        covers=Subquery(last.values("covers")[:1]),
        first_moved=_days_moved("assignment", day, moment),
        renewal_moved=Subquery(
            last.annotate(moved=_days_moved("credit", day, moment)).values("moved")[:1]
        ),
        renewal_base=Subquery(last.values("renews_on")[:1]),
    )
    retake = _retakes(day, moment)
    rows = rows.annotate(
        first_due=AddDays(F("first_due_on"), F("first_moved")),
        renewal_due=Coalesce(
            AddDays(F("renewal_base"), Coalesce(F("renewal_moved"), Value(0))), never
        ),
        retake_due=Coalesce(Subquery(retake.values("moved_due")[:1]), never),
        retake_moved=Coalesce(Subquery(retake.values("moved")[:1]), Value(0)),
        retake_since=Subquery(retake.values("released_on")[:1]),
    ).annotate(again_due=Least(F("renewal_due"), F("retake_due")))
    first = Q(completed_on__isnull=True) | Q(
        completed_on__lt=F("starts_on"), again_due__lt=F("first_due")
    )
    rows = rows.annotate(
        clock=Case(
            When(first, then=Value(Clock.FIRST.value)),
            When(retake_due__lt=F("renewal_due"), then=Value(Clock.RETAKE.value)),
            default=Value(Clock.RENEWAL.value),
            output_field=CharField(),
        )
    )
    return _with_status(rows, day, moment)


def _with_status(
    rows: QuerySet[Assignment], day: datetime.date, moment: datetime.datetime
) -> QuerySet[Assignment]:
    exempt = Exemption.objects.running(day, moment).filter(
        user=OuterRef("user"), requirement=OuterRef("requirement")
    )
    away = Absence.objects.running(day, moment).filter(user=OuterRef("user"))
    soon = day + datetime.timedelta(days=DUE_SOON_DAYS)
    is_first, is_retake = Q(clock=Clock.FIRST.value), Q(clock=Clock.RETAKE.value)
    return rows.annotate(
        running_due=Case(
            When(is_first, then=F("first_due")), default=F("again_due"), output_field=DateField()
        ),
        moved_days=Case(
            When(is_first, then=F("first_moved")),
            When(is_retake, then=F("retake_moved")),
            default=Coalesce(F("renewal_moved"), Value(0)),
            output_field=IntegerField(),
        ),
        clock_since=Case(
            When(is_first, then=F("starts_on")),
            When(is_retake, then=F("retake_since")),
            default=F("completed_on"),
            output_field=DateField(),
        ),
        status=Case(
            When(Exists(exempt), then=Value(Status.EXEMPT.value)),
            When(Exists(away), then=Value(Status.AWAY.value)),
            When(running_due=NEVER, then=Value(Status.DONE.value)),
            When(running_due__lt=day, then=Value(Status.OVERDUE.value)),
            When(running_due__lte=soon, then=Value(Status.DUE_SOON.value)),
            When(is_first, then=Value(Status.TO_DO.value)),
            default=Value(Status.IN_DATE.value),
            output_field=CharField(),
        ),
    ).annotate(
        due_on=Case(
            When(status__in=[Status.EXEMPT, Status.AWAY, Status.DONE], then=None),
            default=F("running_due"),
            output_field=DateField(),
        )
    )


def _days_moved(
    clock: str, day: datetime.date, moment: datetime.datetime, **more: OuterRef
) -> Coalesce:
    """By how many days a clock (a foreign key of Pause) was moved on by what is over."""
    days = (
        Pause.objects.known(moment)
        .filter(**{clock: OuterRef("pk")}, **more, ended_on__lt=day)
        .order_by()
        .values(clock)
        .annotate(total=Sum("days"))
        .values("total")
    )
    return Coalesce(Subquery(days), Value(0), output_field=IntegerField())


def _retakes(day: datetime.date, moment: datetime.datetime) -> QuerySet[RetakeOrder]:
    """Retakes that the last completion does not cover, the earliest due first."""
    assigned_user, assigned_to = OuterRef(OuterRef("user")), OuterRef(OuterRef("requirement"))
    return (
        RetakeOrder.objects.known(moment)
        .filter(
            module_key=OuterRef("requirement__module_key"),
            number__gt=OuterRef("covers"),
            released_on__lte=day,
        )
        .annotate(
            moved=_days_moved("order", day, moment, user=assigned_user, requirement=assigned_to)
        )
        .annotate(moved_due=AddDays(F("due_by"), F("moved")))
        .order_by("moved_due", "number")
    )
