"""Windows: what the facts say, cut into days, kept beside them in the same transaction."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from mandatory import queries, schedule
from mandatory.models import Requirement, Window

Item = TypeVar("Item")
PEOPLE_AT_ONCE = 1000
ROWS_AT_ONCE = 1000
# What makes two windows the same; the rest of a row is when it was written down.
SAME = ("user_id", "requirement_id", "from_on", "until", *queries.WINDOW_FACTS)


def chunks(items: Iterable[Item], size: int = PEOPLE_AT_ONCE) -> Iterator[list[Item]]:
    """Lists of at most so many items."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def hold(people: Collection[int]) -> None:
    """Take these people for this transaction, so that two doors do not write about one at once.

    Reads that follow see what the other door has written. It does not wait for rows that
    merely point at the person. SQLite has one writer anyway.
    """
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=people)
    list(rows.order_by("pk").values_list("pk"))


@transaction.atomic
def refresh(
    *,
    user_ids: Collection[int],
    requirements: Sequence[Requirement] | None = None,
    now: datetime.datetime | None = None,
) -> int:
    """Bring the windows of these people up to the facts; how many rows had to change.

    Called by every service that records a fact, with the moment of the fact. Windows that
    no longer hold are taken back, not deleted. Doing it twice changes nothing.
    """
    moment = now or timezone.now()
    about = list(Requirement.objects.all()) if requirements is None else list(requirements)
    changed = 0
    for people in chunks(sorted(set(user_ids))):
        hold(people)
        changed += _refresh(people, about, moment)
    return changed


def _refresh(
    people: Collection[int], about: Sequence[Requirement], moment: datetime.datetime
) -> int:
    ids = [row.pk for row in about]
    held = Window.objects.held().filter(user_id__in=people, requirement_id__in=ids)
    left = {tuple(row[1:]): row[0] for row in held.values_list("pk", *SAME)}
    missing = []
    for window in _wanted(people, about, moment):
        if left.pop(tuple(getattr(window, name) for name in SAME), None) is None:
            missing.append(window)
    for stale in chunks(left.values(), ROWS_AT_ONCE):
        Window.objects.filter(pk__in=stale).update(voided_at=moment)
    Window.objects.bulk_create(missing, batch_size=ROWS_AT_ONCE)
    return len(left) + len(missing)


def _wanted(
    people: Collection[int], about: Sequence[Requirement], moment: datetime.datetime
) -> Iterator[Window]:
    for (user_id, requirement_id), facts in queries.facts_of(people, about).items():
        for stretch in schedule.windows(facts):
            because = stretch.because
            yield Window(
                user_id=user_id,
                requirement_id=requirement_id,
                from_on=stretch.from_on,
                until=stretch.until,
                recorded_at=moment,
                **{name: getattr(because, name) for name in queries.WINDOW_FACTS},
            )
