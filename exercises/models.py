"""Exercises as they are written. What people answer is kept nowhere, so there is nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.models import Authored
from exercises.enums import ExerciseKind
from exercises.formats import problems_of


class Exercise(Authored):
    """An exercise: the authoring copy. Learners do what was released of it."""

    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        help_text=_("As two-clocks, in /exercises/two-clocks/."),
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=ExerciseKind.choices)
    # The same as its file in content/exercises/.
    document = models.JSONField(_("exercise"))
    # Set by the editor's form while a draft is saved: a draft may have faults.
    defer_completeness = False

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse to publish an exercise that cannot be done; a draft may be saved."""
        super().clean()
        if self.defer_completeness:
            return
        found = problems_of(self.document)
        if found:
            raise ValidationError({"document": found})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page that shows an editor all steps, with what is said to the answers."""
        return "pages/exercises/preview.html"
