"""The fixed words of the Code's spine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionKind(models.TextChoices):
    """What kind of text an edition is."""

    CODE = "code", _("Code of Practice")
    STATUTE = "statute", _("Act of Parliament")
    DRAFT = "draft", _("Proposal, not in force")
    GUIDANCE = "guidance", _("Guidance or research, not law")


class DutyKind(models.TextChoices):
    """A duty binds somebody; a definition says what is so."""

    DUTY = "duty", _("Duty")
    DEFINITION = "definition", _("Definition")


class Confidence(models.TextChoices):
    """How sure we are of a fact, in words that a reader can use."""

    VERIFIED = "verified", _("Read in its source")
    SECONDARY = "secondary", _("Second-hand: check the current text")
    RECALL = "recall", _("Not confirmed: not to be taught")


class Group(models.TextChoices):
    """Whose limit it is."""

    STANDARD = "standard", _("Everyone else")
    ENHANCED = "enhanced", _("Enhanced Rights")


class Unit(models.TextChoices):
    """What a limit counts."""

    WORKING_DAYS = "working_days", _("working days")
    CALENDAR_DAYS = "calendar_days", _("calendar days")
    MONTHS = "months", _("months")


class PrincipleSet(models.TextChoices):
    """Where a principle of practice comes from."""

    TREATMENT = "treatment", _("How the Code asks people to be treated")
    STATUTORY = "statutory", _("What the law says the Code must reflect")
    TRAUMA = "trauma", _("Trauma-informed practice")
