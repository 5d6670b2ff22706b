"""Errors that a person can act on.

A service raises one with a sentence that says what to do; `core.middleware` or the
view shows it with its HTTP status. Anything else that is raised is a fault of ours.
"""

from typing import ClassVar

from django.utils.functional import Promise


class SiteError(Exception):
    """A request that cannot be carried out, with a sentence for the person who made it."""

    status: ClassVar[int] = 400

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class InvalidInput(SiteError):
    """What was sent cannot be used as it is."""


class NotAllowed(SiteError):
    """The person may not do this."""

    status = 403


class NotFound(SiteError):
    """It does not exist, or the person may not know that it does."""

    status = 404


class Conflict(SiteError):
    """Somebody, or another tab, has changed it in the meantime."""

    status = 409
