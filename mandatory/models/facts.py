"""What every fact has: when it was written down, and when it was taken back."""

from __future__ import annotations

import datetime
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

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


class Fact(models.Model):
    """What every fact about a person has."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
