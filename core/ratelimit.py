"""How often somebody may ask for something, counted in the cache that all workers share."""

import time
from typing import ClassVar

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.errors import SiteError

MINUTE = 60
HOUR = 60 * MINUTE


class TooOften(SiteError):
    """Somebody, or a machine, asks too often."""

    status: ClassVar[int] = 429

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or _("That was a lot of tries in a short time. Wait a minute, then go on.")
        )


def spend(who: str, *, action: str, most: int, seconds: int = MINUTE, message: str = "") -> None:
    """Count one try of `who`; raises TooOften once there were more than `most` in the window.

    `who` is hashed, so that the cache holds neither people nor addresses.
    """
    window = int(time.time() // seconds)
    hashed = salted_hmac("tracking.ratelimit", who).hexdigest()[:32]
    key = f"limit:{action}:{window}:{hashed}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        tries = cache.incr(key)
    except ValueError:
        # It went out of the cache between the two lines.
        tries = 1
    if tries > most:
        raise TooOften(message)
