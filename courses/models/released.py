"""What was released, and where people are in it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import PartKind
from tracking.models import ModuleVersion


class CompiledPart(models.Model):
    """A part of a released version, complete in itself. Never changed once it is written.

    `document` depends on the kind and is described in README.md; `text` is its plain words,
    for the search.
    """

    version = models.ForeignKey(ModuleVersion, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=10, choices=PartKind.choices)
    key = models.CharField(max_length=100)
    iri = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=0)
    document = models.JSONField()
    text = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("compiled part")
        verbose_name_plural = _("compiled parts")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "kind", "key"], name="courses_part_once")
        ]

    def __str__(self) -> str:
        return self.title


class Place(models.Model):
    """Where a person is in a lesson, by the id of a paragraph. One row, overwritten."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="places"
    )
    module_key = models.SlugField(max_length=100)
    lesson_key = models.SlugField(max_length=100)
    block_id = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "module_key", "lesson_key"], name="courses_place_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.module_key}/{self.lesson_key}#{self.block_id}"
