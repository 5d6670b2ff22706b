"""How long something takes, in words: the same everywhere. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR = 60
# Nobody reads for exactly 102 minutes: from an hour on, the next five are near enough.
STEP = 5


def say_minutes(minutes: int) -> str:
    """A length in words, to put after "about": "12 minutes", "1 hour 40 minutes", "2 hours"."""
    if minutes >= HOUR:
        minutes = int(minutes / STEP + 0.5) * STEP
    hours, rest = divmod(minutes, HOUR)
    words = []
    if hours:
        words.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if rest or not hours:
        words.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(words)


def about(minutes: int) -> str:
    """A length that stands alone: "About 1 hour 40 minutes"."""
    return _("About %s") % say_minutes(minutes)
