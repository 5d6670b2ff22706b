"""The ledger, the versions of modules, and what is projected from them."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracking.enums import PERSONAL_VERBS, ReleaseKind, Verb, Visibility


class ModuleVersion(models.Model):
    """A module as it was released: what learners are served, and what completes it.

    `manifest` is {"rule": "all", "parts": [{"iri", "kind", "key", "title", "counts",
    "satisfied_by"}, ...]} where `satisfied_by` is a verb.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    module_key = models.SlugField(_("module"), max_length=100)
    number = models.PositiveIntegerField(_("number"))
    iri = models.CharField(max_length=500)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=ReleaseKind.choices)
    edition = models.CharField(_("Code edition"), max_length=20)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    content_hash = models.CharField(max_length=64)
    manifest = models.JSONField()
    note = models.TextField(_("what changed"), blank=True)
    # Only a material version has one: people who finished an earlier version retake by then.
    retake_by = models.DateField(_("retake by"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("module version")
        verbose_name_plural = _("module versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["module_key", "number"], name="tracking_version_once"),
            models.CheckConstraint(
                condition=Q(kind=ReleaseKind.MATERIAL) | Q(retake_by__isnull=True),
                name="tracking_retake_only_material",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Registration(models.Model):
    """One person's going through one version of a module, from beginning to completion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="registrations"
    )
    module_key = models.SlugField(max_length=100)
    version = models.ForeignKey(
        ModuleVersion, on_delete=models.PROTECT, related_name="registrations"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "module_key"],
                condition=Q(closed_at__isnull=True),
                name="tracking_registration_open_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=models.F("opened_at")),
                name="tracking_registration_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class EventQuerySet(models.QuerySet["Event"]):
    """Lines of the ledger, by whether they hold and who may see them."""

    def standing(self) -> Self:
        """Events that no correction has voided."""
        voiding = Event.objects.filter(corrects=models.OuterRef("pk"), verb=Verb.VOIDED)
        return self.exclude(models.Exists(voiding))

    def on_record(self) -> Self:
        """Events that managers and exports may see."""
        return self.filter(visibility=Visibility.RECORD)


class Event(models.Model):
    """One line of the ledger. Never updated, never deleted: the database refuses.

    It names a person by key alone. A correction is a new event that points at the
    one it corrects, with a reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=12, choices=Verb.choices)
    object_iri = models.CharField(max_length=500)
    # Empty for standalone play and for prior learning.
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, related_name="events"
    )
    version = models.ForeignKey(
        ModuleVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    success = models.BooleanField(null=True)
    # Scaled, 0 to 1.
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    completion = models.BooleanField(null=True)
    duration = models.DurationField(null=True)
    result = models.JSONField(default=dict)
    visibility = models.CharField(max_length=10, choices=Visibility.choices)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    # Who wrote it down, when that is not the actor: a manager recording prior learning.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    idempotency_key = models.CharField(max_length=200, unique=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    reason = models.TextField(blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints: ClassVar = [
            # No door, and no hand at a database prompt, shows an answer to a manager.
            models.CheckConstraint(
                condition=~Q(verb__in=sorted(PERSONAL_VERBS)) | Q(visibility=Visibility.PERSONAL),
                name="tracking_event_personal_stays_personal",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1),
                name="tracking_event_score_is_a_share",
            ),
            models.CheckConstraint(
                condition=(
                    Q(verb=Verb.VOIDED, corrects__isnull=False) & ~Q(reason="")
                    | ~Q(verb=Verb.VOIDED) & Q(corrects__isnull=True)
                ),
                name="tracking_event_correction_says_of_what_and_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["actor", "object_iri", "verb", "occurred_at"], name="tracking_event_person"
            ),
            models.Index(fields=["registration", "verb"], name="tracking_event_registration"),
            models.Index(
                fields=["object_iri", "verb", "occurred_at"], name="tracking_event_object"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_iri}"


class Progress(models.Model):
    """Projection: how far a registration is. Rebuilt from the ledger at any time."""

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, primary_key=True, related_name="progress"
    )
    # IRIs of the counting parts that are done, in the order of the manifest.
    parts_done = models.JSONField(default=list)
    parts_total = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    completed = models.OneToOneField(
        Event, on_delete=models.PROTECT, null=True, related_name="progress_completed"
    )

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")

    def __str__(self) -> str:
        return f"{len(self.parts_done)} of {self.parts_total}"


class Certificate(models.Model):
    """A certificate of one completion. It stays verifiable for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="certificate")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates"
    )
    code = models.CharField(_("code"), max_length=19, unique=True)
    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")

    def __str__(self) -> str:
        return self.code
