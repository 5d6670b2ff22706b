"""What evaluation keeps: figures with the moment at which they held."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemReport(models.Model):
    """How the questions of a bank performed, as at a moment: a fact that is never changed.

    `document` is what `evaluation.itemreport` makes; it holds nothing that may not be shown.
    """

    id = models.BigAutoField(primary_key=True)
    bank = models.SlugField(_("bank"), max_length=100)
    as_of = models.DateTimeField(_("as at"))
    document = models.JSONField()

    class Meta:
        verbose_name = _("report on questions")
        verbose_name_plural = _("reports on questions")
        indexes: ClassVar = [
            models.Index(fields=["bank", "-as_of"], name="evaluation_itemreport_last"),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.as_of}"
