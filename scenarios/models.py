"""Scenarios as they are written, as they were released, and as they were played."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from core.models import Authored
from scenarios.formats import problems_of
from scenarios.trying import trial_of

# The mode of the preview in which a draft is played.
PLAY = "play"


class Scenario(Authored):
    """A scenario: the authoring copy. Learners play what was released of it."""

    slug = models.SlugField(
        _("address"), max_length=60, unique=True, help_text=_("As sc01, in /scenarios/sc01/.")
    )
    title = models.CharField(_("title"), max_length=200)
    # The graph as JSON: the same as its file in content/scenarios/.
    document = models.JSONField(_("scenario"))
    # Set by the editor's form while a draft is saved: a draft may have faults.
    defer_completeness = False

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse to publish a scenario that cannot be played well; a draft may be saved."""
        super().clean()
        if self.defer_completeness or not isinstance(self.document, dict):
            return
        found = problems_of(self.document)
        if found:
            raise ValidationError({"document": found})

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """All scenes at once, or one after the other as they are played."""
        return [("", _("All scenes")), (PLAY, _("Play it"))]

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """As for every preview, with what its address says of the playing."""
        query = original_request.GET if original_request else QueryDict()
        attrs = {**(extra_request_attrs or {}), "trying": query}
        response: HttpResponse = super().make_preview_request(original_request, preview_mode, attrs)
        return response

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page that shows an editor all scenes, or the one that plays them."""
        if mode_name == PLAY:
            return "pages/scenarios/cms/play.html"
        return "pages/scenarios/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The document, and where the playing stands, as the address of the preview says."""
        context = {**super().get_preview_context(request, mode_name), "document": self.document}
        if mode_name != PLAY:
            return context
        query = cast(QueryDict, getattr(request, "trying", QueryDict()))
        kept = [(key, query[key]) for key in ("mode", "in_preview_panel") if key in query]
        return {**context, "trial": trial_of(self.document, dict(query.lists())), "kept": kept}


class ScenarioDocument(models.Model):
    """A scenario as it was compiled: what runs are pinned to. Never changed.

    `released_at` says when it was last put before learners; it is empty for a document
    that is played in a module alone.
    """

    id = models.BigAutoField(primary_key=True)
    slug = models.SlugField(max_length=60)
    content_hash = models.CharField(max_length=64)
    document = models.JSONField()
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("released scenario")
        verbose_name_plural = _("released scenarios")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slug", "content_hash"], name="scenarios_document_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["slug", "-released_at"], name="scenarios_document_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.content_hash[:8]}"


class Run(models.Model):
    """One person's playing of a scenario, pinned to the document it began with.

    Where it stands follows from its choices; nothing of the state is stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scenario_runs"
    )
    # Empty for a scenario that is played on its own.
    registration = models.ForeignKey(
        "tracking.Registration",
        on_delete=models.PROTECT,
        null=True,
        related_name="scenario_runs",
    )
    iri = models.CharField(max_length=500)
    document = models.ForeignKey(ScenarioDocument, on_delete=models.PROTECT, related_name="runs")
    seed = models.BigIntegerField()
    # Goes up with every change, so that two tabs cannot both make the next one.
    version = models.PositiveIntegerField(default=0)
    back_url = models.CharField(max_length=500)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    band = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "iri", "registration"],
                condition=Q(finished_at__isnull=True, registration__isnull=False),
                name="scenarios_run_open_once",
            ),
            models.UniqueConstraint(
                fields=["user", "iri"],
                condition=Q(finished_at__isnull=True, registration__isnull=True),
                name="scenarios_run_alone_open_once",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, band="")
                | (Q(finished_at__isnull=False) & ~Q(band="")),
                name="scenarios_run_banded_when_finished",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "iri", "-started_at"], name="scenarios_run_last"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class RunChoice(models.Model):
    """One choice of a run. Trying a moment again keeps the first choice, as superseded."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="choices")
    # Counts the moments of the path from 0.
    step = models.PositiveSmallIntegerField()
    scene = models.CharField(max_length=60)
    choice = models.CharField(max_length=60)
    # Comes with the form, so that a form that is sent twice makes one choice.
    key = models.CharField(max_length=64)
    superseded = models.BooleanField(default=False)
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "key"], name="scenarios_choice_key_once"),
            models.UniqueConstraint(
                fields=["run", "step"],
                condition=Q(superseded=False),
                name="scenarios_choice_step_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.step}"
