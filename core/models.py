"""The audit log, the outbox, what comes round, and what all that editors write builds on."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)


class AuditEntry(models.Model):
    """One change: who, what, before, after. Append-only, guarded by the database.

    Values that name a person live in `AuditPersonal`, so that they can be erased
    and leave the history standing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    # Empty when the site itself acted, as in a sweep.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    action = models.CharField(_("action"), max_length=80)
    object_type = models.CharField(_("kind of object"), max_length=80)
    object_id = models.CharField(_("object"), max_length=64)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    reason = models.TextField(_("reason"), blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id"], name="core_audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


class AuditPersonal(models.Model):
    """The personal values of one audit entry, kept apart so that they can be erased."""

    entry = models.OneToOneField(
        AuditEntry, on_delete=models.CASCADE, primary_key=True, related_name="personal"
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("personal values of an audit entry")
        verbose_name_plural = _("personal values of audit entries")

    def __str__(self) -> str:
        return str(self.entry_id)


class OutboxMessage(models.Model):
    """Work to be done after the transaction that asked for it.

    The row is the truth: a handler claims it by a conditional UPDATE, works and marks
    it done; a sweep takes up what was left behind.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being done")
        DONE = "done", _("Done")
        DEAD = "dead", _("Given up")

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(db_index=True)
    claimed_at = models.DateTimeField(null=True)
    # Just before a step that cannot be taken back, as handing an e-mail to the server.
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox messages")
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="core_outbox_open",
                condition=models.Q(state__in=["waiting", "claimed"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PeriodicRun(models.Model):
    """When one entry of `core.periodic` was last done. One row an entry, kept for ever."""

    name = models.CharField(max_length=100, primary_key=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("periodic run")
        verbose_name_plural = _("periodic runs")

    def __str__(self) -> str:
        return self.name


class Authored(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model
):
    """Something that editors write, review and publish as a snippet, and that has a content file.

    Learners meet what was released of it.
    """

    # What the content file said when it was loaded last; while that is still what stands
    # here, a newer file may change it.
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
    )

    class Meta:
        abstract = True

    @property
    def revisions(self) -> Any:
        """Its revisions, the newest last."""
        return self._revisions


class BasePage(Page):
    """What all pages of the site have in common.

    Only the address stands under "Promote": learners are served released documents, so
    a title for search engines or a place in menus would change nothing.
    """

    promote_panels: ClassVar = [FieldPanel("slug")]

    class Meta:
        abstract = True
