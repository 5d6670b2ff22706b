"""Fixed words of feedback."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody says of a passage."""

    FACT = "fact", _("A mistake of fact")
    UNCLEAR = "unclear", _("Hard to understand")
    HURTFUL = "hurtful", _("Upsetting, or it puts blame where it does not belong")
    OLD = "old", _("Out of date")
    BROKEN = "broken", _("It does not work for me")
    OTHER = "other", _("Something else")


class Naming(models.TextChoices):
    """Who may know who said it."""

    UNNAMED = "unnamed", _("Do not show my name to the editors. The answer comes to my record.")
    NAMED = "named", _("Show my name to the editors, so that they can ask me.")
    NOBODY = "nobody", _("Do not keep who I am at all. I shall get no answer.")


class State(models.TextChoices):
    """What became of it."""

    NEW = "new", _("New")
    LOOKING = "looking", _("Being looked at")
    MENDED = "mended", _("Mended")
    KEPT = "kept", _("Not changed")


OPEN = frozenset({State.NEW, State.LOOKING})
