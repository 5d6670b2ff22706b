"""An error of the public pages of the learning record."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.errors import SiteError


class TooManyTries(SiteError):
    """Somebody, or a machine, asks too often."""

    status: ClassVar[int] = 429

    def __init__(self) -> None:
        super().__init__(_("That was a lot of tries in a short time. Wait a minute, then go on."))
