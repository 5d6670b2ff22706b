"""Fixed words of the exercises."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExerciseKind(models.TextChoices):
    """How an exercise is done. Each has a pure module of its own in `kinds/`."""

    CALENDAR = "calendar", _("Days on a calendar")
    MATCHING = "matching", _("Statements and where they belong")
    REWRITING = "rewriting", _("A log entry to rewrite")
    SELF_CHECK = "self-check", _("Saying it, and looking for the points")
    CARD = "card", _("A card to fill in")
    AUDIT = "audit", _("Case files and questions")
    TABLE = "table", _("A table to read")
