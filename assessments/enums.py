"""The words of the question bank. The same words stand in the content files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Use(models.TextChoices):
    """Where a question is asked."""

    FORMATIVE = "formative", _("In a lesson, to learn from")
    COUNTING = "counting", _("In the check that counts")


class QuestionType(models.TextChoices):
    """How a question is answered. Each has a scorer of its own in `marking/`."""

    SINGLE = "single", _("One answer")
    MULTIPLE = "multiple", _("Several answers")
    TRUEFALSE = "truefalse", _("True or false")
    MATCHING = "matching", _("Matching")
    ORDERING = "ordering", _("Putting in order")
    SHORT = "short", _("Short answer")
    NUMBER = "number", _("Number")
    WORKINGDAY = "workingday", _("Working-day limit")
    JUDGEMENT = "judgement", _("Situational judgement")


class Mode(models.TextChoices):
    """How the responses of a situational judgement are judged."""

    RATE = "rate", _("Each is rated, 0 to 3")
    RANK = "rank", _("They are ranked, each with a place of its own")


class Level(models.TextChoices):
    """What a question asks of a person."""

    RECALL = "recall", _("Recall")
    APPLY = "apply", _("Apply")
    JUDGE = "judge", _("Judge")


class Band(models.TextChoices):
    """What of a passed check goes to the record: never the score."""

    SECURE = "secure", _("Secure")
    STRONG = "strong", _("Strong")


class Regrading(models.TextChoices):
    """What a mended key came to for one answer."""

    UP = "up", _("Counts as right now")
    DOWN = "down", _("Would not be right by the mended key; it still counts")
    SAME = "same", _("The same mark")
    LEFT = "left", _("Left alone: what was shown cannot be matched with the mended question")


class FileFormat(models.TextChoices):
    """The formats in which questions come in from elsewhere, and go out."""

    GIFT = "gift", _("GIFT (Moodle and others, a text file)")
    XML = "moodle-xml", _("Moodle XML")
    TABLE = "table", _("A table (CSV)")
