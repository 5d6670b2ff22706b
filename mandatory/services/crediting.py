"""Completions become credits; versions that changed the content become retakes."""

import datetime
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.dates import london_day
from core.services import audit
from mandatory import schedule
from mandatory.models import Assignment, Credit, Requirement, RetakeOrder
from mandatory.services.rollup import ROWS_AT_ONCE, chunks, hold, refresh
from tracking.enums import ReleaseKind
from tracking.models import Event, ModuleVersion
from tracking.queries import completion_events


@transaction.atomic
def credit(*, user_ids: Collection[int], module_key: str) -> int:
    """Bring the credits of these people for a module up to the ledger; how many changed.

    One door for a completion, for many, for prior learning and for a correction: what the
    ledger holds is credited, what it no longer holds is taken back. Nothing to do for
    people of whom the module is not required.
    """
    now = timezone.now()
    changed = 0
    for people in chunks(sorted(set(user_ids))):
        hold(people)
        # Only now: a requirement that was set in the meantime is seen, and has seen us.
        about = list(Requirement.objects.filter(module_key=module_key))
        if about:
            changed += sync_credits(people, about, now)
            refresh(user_ids=people, requirements=about, now=now)
    return changed


@transaction.atomic
def credit_many(*, people: Mapping[str, Collection[int]]) -> int:
    """`credit` for many people by module; how many credits changed."""
    return sum(credit(user_ids=ids, module_key=key) for key, ids in sorted(people.items()))


def sync_credits(
    people: Collection[int], about: Sequence[Requirement], now: datetime.datetime
) -> int:
    """Credits for every effective completion of people who were ever asked, and no others."""
    changed = 0
    asked: dict[int, set[int]] = {row.pk: set() for row in about}
    ever = Assignment.objects.held().filter(user_id__in=people, requirement__in=about)
    for requirement_id, user_id in ever.values_list("requirement_id", "user_id"):
        asked[requirement_id].add(user_id)
    for module_key in sorted({row.module_key for row in about}):
        events = completion_events(module_key).filter(actor_id__in=people)
        found = list(events.select_related("version").defer("version__manifest"))
        numbers = _version_numbers(module_key)
        for requirement in about:
            if requirement.module_key == module_key:
                mine = [event for event in found if event.actor_id in asked[requirement.pk]]
                changed += _sync(people, requirement, mine, numbers, now)
    return changed


def _sync(
    people: Collection[int],
    requirement: Requirement,
    events: Sequence[Event],
    numbers: Sequence[tuple[datetime.datetime, int]],
    now: datetime.datetime,
) -> int:
    held = Credit.objects.held().filter(requirement=requirement, user_id__in=people)
    left = dict(held.values_list("event_id", "pk"))
    missing = []
    for event in events:
        if left.pop(event.pk, None) is None:
            completed_on = london_day(event.occurred_at)
            missing.append(
                Credit(
                    user_id=event.actor_id,
                    requirement=requirement,
                    event=event,
                    completed_on=completed_on,
                    renews_on=schedule.renewal(completed_on, requirement.repeat_months),
                    covers=_covers(event, numbers),
                    recorded_at=now,
                )
            )
    for stale in chunks(left.values(), ROWS_AT_ONCE):
        Credit.objects.filter(pk__in=stale).update(voided_at=now)
    Credit.objects.bulk_create(missing, batch_size=ROWS_AT_ONCE)
    return len(left) + len(missing)


def _version_numbers(module_key: str) -> list[tuple[datetime.datetime, int]]:
    versions = ModuleVersion.objects.filter(module_key=module_key).order_by("number")
    return list(versions.values_list("released_at", "number"))


def _covers(event: Event, numbers: Sequence[tuple[datetime.datetime, int]]) -> int:
    """The version that was finished; prior learning is good for what was current then."""
    if event.version is not None:
        return event.version.number
    current = [number for released_at, number in numbers if released_at <= event.occurred_at]
    return max(current, default=0)


@transaction.atomic
def order_retake(*, version: ModuleVersion) -> RetakeOrder | None:
    """Ask those who finished an earlier version to take it again by the version's date.

    Nothing for a minor version, or a material one without a date. Once a version.
    """
    if version.kind != ReleaseKind.MATERIAL or version.retake_by is None:
        return None
    now = timezone.now()
    order, new = RetakeOrder.objects.get_or_create(
        version=version,
        defaults={
            "module_key": version.module_key,
            "number": version.number,
            "released_on": london_day(version.released_at),
            "due_by": version.retake_by,
            "recorded_at": now,
        },
    )
    if new:
        audit(
            by=version.released_by,
            action="retake.ordered",
            obj=order,
            after={"module_key": version.module_key, "due_by": version.retake_by.isoformat()},
        )
        _refresh_credited(version.module_key, now)
    return order


@transaction.atomic
def withdraw_retake(*, version: ModuleVersion, by: User | None = None) -> None:
    """Take back what a version that was withdrawn had asked for."""
    now = timezone.now()
    for order in RetakeOrder.objects.held().filter(version=version):
        order.voided_at = now
        order.save(update_fields=["voided_at"])
        audit(by=by, action="retake.withdrawn", obj=order, after={"number": order.number})
        _refresh_credited(version.module_key, now)


def _refresh_credited(module_key: str, now: datetime.datetime) -> None:
    about = list(Requirement.objects.filter(module_key=module_key))
    users = Credit.objects.held().filter(requirement__in=about).values_list("user_id", flat=True)
    refresh(user_ids=set(users.distinct()), requirements=about, now=now)
