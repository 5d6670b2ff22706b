"""News from below. Each receiver calls one service, inside the sender's transaction."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from courses import services
from victimscode.models import Adoption
from victimscode.signals import gone_back


@receiver(gone_back)
def follow_going_back(adoption: Adoption, by: User | None, **_more: Any) -> None:
    """An edition does not apply any more: the lesson on what it had changed is taken back."""
    services.withdraw_delta(by=by, edition=adoption.edition, reason=adoption.reason)
