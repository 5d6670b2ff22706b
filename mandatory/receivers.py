"""News from below. Each receiver calls one service, inside the sender's transaction."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import posts_changed
from courses.delta import delta_key
from mandatory import services
from tracking.models import ModuleVersion
from tracking.signals import (
    Completed,
    PartChanged,
    completed,
    completed_many,
    parts_changed,
    released,
    voided,
    withdrawn,
)
from victimscode.models import Adoption
from victimscode.signals import gone_back


@receiver(posts_changed)
def follow_posts(user_ids: Sequence[int], **_more: Any) -> None:
    """Posts began, ended or moved."""
    services.match(user_ids=user_ids)


@receiver([completed, voided])
def follow_completion(user_id: int, module_key: str, **_more: Any) -> None:
    """Somebody finished a module, or a completion was taken back."""
    services.credit(user_ids=[user_id], module_key=module_key)


@receiver(completed_many)
def follow_completions(completions: Sequence[Completed], **_more: Any) -> None:
    """A bulk door recorded completions."""
    people: dict[str, set[int]] = {}
    for one in completions:
        people.setdefault(one.module_key, set()).add(one.user_id)
    services.credit_many(people=people)


@receiver(parts_changed)
def follow_parts(parts: Sequence[PartChanged], **_more: Any) -> None:
    """Parts of modules were finished, or that was corrected."""
    services.follow_learning(parts=[(one.user_id, one.version_id, one.object_iri) for one in parts])


@receiver(gone_back)
def follow_going_back(adoption: Adoption, by: User | None, **_more: Any) -> None:
    """An edition does not apply any more: nobody need learn what it had changed."""
    services.close_delta(by=by, module_key=delta_key(adoption.edition.slug))


@receiver(released)
def follow_release(version: ModuleVersion, **_more: Any) -> None:
    """A new version of a module reached learners."""
    services.order_retake(version=version)


@receiver(withdrawn)
def follow_withdrawal(version: ModuleVersion, **_more: Any) -> None:
    """A version was taken back."""
    services.withdraw_retake(version=version)
