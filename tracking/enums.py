"""The words of the ledger. xAPI's words are our words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What happened."""

    REGISTERED = "registered", _("Registered")
    LAUNCHED = "launched", _("Started")
    COMPLETED = "completed", _("Completed")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not yet passed")
    ANSWERED = "answered", _("Answered")
    CHOSE = "chose", _("Chose")
    VOIDED = "voided", _("Corrected")


class Visibility(models.TextChoices):
    """Who may ever see an event of this kind."""

    # The learner alone, and evaluation frames by consent: answers, choices.
    PERSONAL = "personal", _("Personal")
    # Managers and exports: started, completed, a band.
    RECORD = "record", _("Record")


class ReleaseKind(models.TextChoices):
    """What a new version asks of those who finished the one before."""

    MINOR = "minor", _("Minor: nobody repeats anything")
    MATERIAL = "material", _("Material: people are asked to retake it by a date")


class RequestState(models.TextChoices):
    """How a request that prior learning be recorded stands. Derived from its facts."""

    WAITING = "waiting", _("Waiting for an answer")
    APPROVED = "approved", _("Recorded")
    REFUSED = "refused", _("Not recorded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What a part can be satisfied by: things that managers may know of.
SATISFYING = (Verb.LAUNCHED, Verb.COMPLETED, Verb.PASSED)

# With these somebody has finished what they were at.
FINISHING_VERBS = frozenset({Verb.COMPLETED, Verb.PASSED})
PERSONAL_VERBS = frozenset({Verb.ANSWERED, Verb.CHOSE, Verb.FAILED})
