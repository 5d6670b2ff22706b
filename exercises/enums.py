"""Fixed words of the exercises."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExerciseKind(models.TextChoices):
    """How an exercise is done. Each has a pure module of its own in `kinds/`."""

    CALENDAR = "calendar", _("Days on a calendar")
