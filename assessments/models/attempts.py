"""What people answered, when, and how it was marked."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """One person's going at a check, with the questions pinned as they were drawn.

    `form` holds {"slug", "title", "module", "bank", "draw", "need", "pass_mark",
    "pause_hours", "lessons", "questions": [compiled question with its options in the order
    shown, ...]}; forms of earlier versions lack "bank" and "pause_hours".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts"
    )
    # Empty for a check that is taken on its own.
    registration = models.ForeignKey(
        "tracking.Registration", on_delete=models.PROTECT, null=True, related_name="attempts"
    )
    iri = models.CharField(max_length=500)
    document_hash = models.CharField(max_length=64)
    form = models.JSONField()
    seed = models.BigIntegerField()
    back_url = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    # How many answers count as right: of several marks of an answer the best. None until it
    # is submitted.
    score = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "iri", "registration"],
                condition=Q(submitted_at__isnull=True, registration__isnull=False),
                name="assessments_attempt_open_once",
            ),
            models.UniqueConstraint(
                fields=["user", "iri"],
                condition=Q(submitted_at__isnull=True, registration__isnull=True),
                name="assessments_attempt_alone_open_once",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, score__isnull=True)
                | Q(submitted_at__gte=F("opened_at"), score__isnull=False),
                name="assessments_attempt_scored_when_submitted",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "iri", "-opened_at"], name="assessments_attempt_last"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Response(models.Model):
    """The latest answer to one question of an attempt, and when the question was first shown.

    `index` counts from 0. `response` is JSON whose shape belongs to the type of question;
    `shown_at` is None where it is not known.
    """

    id = models.BigAutoField(primary_key=True)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    index = models.PositiveSmallIntegerField()
    shown_at = models.DateTimeField(null=True)
    response = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "index"], name="assessments_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.index}"


class Saved(models.Model):
    """One answer as it was given: every one is kept, and none is ever changed."""

    id = models.BigAutoField(primary_key=True)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="saved")
    index = models.PositiveSmallIntegerField()
    response = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer as it was given")
        verbose_name_plural = _("answers as they were given")

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.index} {self.saved_at}"


class MarkingQuerySet(models.QuerySet["Marking"]):
    """Marks by whether a later one stands beside them."""

    def newest(self) -> Self:
        """The last mark of each answer: what is right by what is known now."""
        later = Marking.objects.filter(
            attempt=OuterRef("attempt"), index=OuterRef("index"), pk__gt=OuterRef("pk")
        )
        return self.exclude(Exists(later))


class Marking(models.Model):
    """One mark of one answer. Marking again adds a row; none is ever changed.

    `ref` and `revision` name the question whose key was applied; `marked_by` is None for
    the machine. For the person the best of their marks counts, for statistics the newest.
    """

    id = models.BigAutoField(primary_key=True)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="markings")
    index = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=40)
    revision = models.BigIntegerField(null=True)
    score = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    right = models.BooleanField()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    regrade = models.ForeignKey(
        "assessments.Regrade", on_delete=models.PROTECT, null=True, related_name="markings"
    )

    objects = MarkingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attempt", "index"],
                condition=Q(regrade__isnull=True),
                name="assessments_marked_once",
            ),
            models.UniqueConstraint(
                fields=["attempt", "index", "regrade"],
                condition=Q(regrade__isnull=False),
                name="assessments_marked_again_once",
            ),
            models.CheckConstraint(
                condition=Q(score__lte=F("most")), name="assessments_mark_at_most_full"
            ),
            models.CheckConstraint(
                condition=Q(regrade__isnull=True) | (Q(marked_by__isnull=False) & ~Q(reason="")),
                name="assessments_marked_again_by_somebody_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ref", "attempt"], name="assessments_marks_of_question"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.index}: {self.score} of {self.most}"
