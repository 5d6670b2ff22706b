"""Requests that what was learnt elsewhere be put on the record."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracking.enums import RequestState
from tracking.models.ledger import Event


class PriorLearningRequest(models.Model):
    """Somebody asks that what they learnt elsewhere be recorded. Closed once, never overwritten.

    `place` and `evidence` may name people, so the audit log keeps them where they can be
    erased, and the ledger never.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="prior_learning_requests"
    )
    # The person themself, or who leads them.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    module_key = models.SlugField(_("module"), max_length=100)
    completed_on = models.DateField(_("finished on"))
    place = models.CharField(_("where, and who ran it"), max_length=200)
    evidence = models.TextField(_("what shows it"))
    asked_at = models.DateTimeField(_("asked"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved = models.BooleanField(null=True)
    # What the person reads: why it counts, or why not and what to do next.
    answer = models.TextField(blank=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("request for prior learning")
        verbose_name_plural = _("requests for prior learning")
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "module_key"],
                condition=Q(decided_at__isnull=True, withdrawn_at__isnull=True),
                name="tracking_prior_request_open_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, approved__isnull=True)
                | Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    approved__isnull=False,
                    withdrawn_at__isnull=True,
                )
                & ~Q(answer=""),
                name="tracking_prior_request_one_end",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("user")) & ~Q(decided_by=models.F("entered_by")),
                name="tracking_prior_request_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved=True, event__isnull=False)
                | (Q(approved__isnull=True) | Q(approved=False)) & Q(event__isnull=True),
                name="tracking_prior_request_recorded_when_approved",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def state(self) -> RequestState:
        """How it stands."""
        if self.withdrawn_at is not None:
            return RequestState.WITHDRAWN
        if self.approved is None:
            return RequestState.WAITING
        return RequestState.APPROVED if self.approved else RequestState.REFUSED


class PriorLearningDocument(models.Model):
    """What was sent along with a request, kept apart from all other files.

    In the database, so that no web server can hand it out; gone when the request is
    withdrawn or refused.
    """

    request = models.OneToOneField(
        PriorLearningRequest, on_delete=models.CASCADE, primary_key=True, related_name="document"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("document of a request")
        verbose_name_plural = _("documents of requests")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
