"""Fixed words of courses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartKind(models.TextChoices):
    """What a compiled document is."""

    MODULE = "module", _("Module")
    LESSON = "lesson", _("Lesson")
    CHECK = "check", _("Knowledge check")
    SCENARIO = "scenario", _("Scenario")
    AID = "aid", _("Job aid")
    PACK = "pack", _("Facilitator’s pack")
    EXERCISE = "exercise", _("Exercise")
    PATHWAY = "pathway", _("Pathway")


class Depth(models.TextChoices):
    """How much a step of a pathway matters to those who take it."""

    CORE = "core", _("Core")
    AWARENESS = "awareness", _("Awareness")
