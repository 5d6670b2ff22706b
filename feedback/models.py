"""What learners say of a passage, kept with the passage as it was and what it cites."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import Kind, Naming, State
from tracking.models import ModuleVersion


class Remark(models.Model):
    """One remark on one place of a released version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The form's own, so that a form that is sent twice is one remark.
    key = models.CharField(max_length=64, unique=True)
    # Empty when the sender wanted nobody to know.
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="remarks"
    )
    naming = models.CharField(max_length=10, choices=Naming.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("what they say"))
    # Where: as the reader saw it.
    module_key = models.SlugField(_("module"), max_length=100)
    version = models.ForeignKey(ModuleVersion, on_delete=models.PROTECT, related_name="+")
    part_iri = models.CharField(max_length=500)
    part_kind = models.CharField(max_length=10)
    part_title = models.CharField(max_length=200)
    block_id = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=300)
    quote = models.TextField(blank=True)
    cites = models.JSONField(default=list)
    sent_at = models.DateTimeField(_("sent"))
    # What became of it.
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.NEW, db_index=True
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The version with which learners got the mended passage; empty until it is released.
    mended_in = models.ForeignKey(
        ModuleVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering: ClassVar = ["-sent_at", "-pk"]
        # It is read and answered on its own screen, never as a row of an admin.
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(naming=Naming.NOBODY, sender__isnull=True)
                | ~Q(naming=Naming.NOBODY) & Q(sender__isnull=False),
                name="feedback_nobody_is_not_kept",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[State.NEW, State.LOOKING],
                    answered_at__isnull=True,
                    mended_in__isnull=True,
                )
                | Q(state__in=[State.MENDED, State.KEPT], answered_at__isnull=False)
                & ~Q(answer=""),
                name="feedback_closed_with_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MENDED) | Q(mended_in__isnull=True),
                name="feedback_mended_in_when_mended",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def shown_sender(self) -> str:
        """Who said it, as far as editors may know; empty when they may not."""
        if self.naming != Naming.NAMED or self.sender is None:
            return ""
        return f"{self.sender} ({self.sender.email})"
