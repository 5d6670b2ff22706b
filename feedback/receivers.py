"""News from below. Each receiver calls one service, inside the sender's transaction."""

from typing import Any

from django.dispatch import receiver

from feedback import services
from tracking.models import ModuleVersion
from tracking.signals import released


@receiver(released)
def follow_release(version: ModuleVersion, **_more: Any) -> None:
    """A new version of a module reached learners."""
    services.note_release(by=version.released_by, version=version)
