"""Assignments follow posts and requirements: the difference that matching found, applied."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.services import Change, audit_many
from mandatory import matching, queries
from mandatory.models import Assignment, Requirement, TaughtPart
from mandatory.services.crediting import credit, sync_credits
from mandatory.services.rollup import ROWS_AT_ONCE, chunks, hold, refresh


@dataclass(frozen=True)
class Matched:
    """How many assignments were opened, closed, reopened and withdrawn."""

    opened: int = 0
    closed: int = 0
    reopened: int = 0
    withdrawn: int = 0


@transaction.atomic
def match(
    *,
    by: User | None = None,
    user_ids: Iterable[int] | None = None,
    requirements: Sequence[Requirement] | None = None,
    carried: Mapping[matching.Pair, datetime.date] | None = None,
) -> Matched:
    """Bring the assignments of these people (None: of everybody) up to their posts.

    One person or 19,000, one requirement or all: the same. Doing it twice changes nothing.
    `carried` as in `matching.diff`. One audit entry a requirement that changed.
    """
    now = timezone.now()
    changed: dict[int, Requirement] = {}
    counts: Counter[tuple[int, str]] = Counter()
    for people in chunks(sorted(everybody() if user_ids is None else set(user_ids))):
        hold(people)
        # Only now: a requirement that was set in the meantime is seen, and has seen us.
        about = _all() if requirements is None else list(requirements)
        changed.update({row.pk: row for row in about})
        _match(people, about, carried, now, counts)
    _audit(by, changed, counts)
    totals: Counter[str] = Counter()
    for (_requirement, what), number in counts.items():
        totals[what] += number
    return Matched(**totals)


@transaction.atomic
def follow_learning(*, parts: Collection[tuple[int, UUID, str]]) -> Matched:
    """Bring the assignments of people up to parts that they have finished, or now have not.

    Each of `parts` is (person, version, IRI). Nothing to do when no requirement is about them.
    """
    about = TaughtPart.objects.filter(
        version__in={version for _user, version, _iri in parts},
        part_iri__in={iri for _user, _version, iri in parts},
    )
    concerned: dict[tuple[UUID, str], set[int]] = {}
    for version, iri, requirement_id in about.values_list(
        "version_id", "part_iri", "requirement_id"
    ):
        concerned.setdefault((version, iri), set()).add(requirement_id)
    people = {user for user, version, iri in parts if (version, iri) in concerned}
    if not people:
        return Matched()
    wanted = set().union(*concerned.values())
    return match(user_ids=people, requirements=[row for row in _all() if row.pk in wanted])


@transaction.atomic
def reconcile() -> Matched:
    """Look at everybody again, as once a day: assignments, credits and windows.

    Two doors that were opened at one moment may not have seen each other's people. Changes
    nothing when nothing was missed.
    """
    matched = match()
    people = everybody()
    for module_key in sorted(set(Requirement.objects.values_list("module_key", flat=True))):
        credit(user_ids=people, module_key=module_key)
    return matched


def _all() -> list[Requirement]:
    return list(Requirement.objects.prefetch_related("units"))


def everybody() -> set[int]:
    """Who has or had a post, or was ever asked."""
    with_posts = User.objects.filter(posts__isnull=False).values_list("pk", flat=True)
    assigned = Assignment.objects.held().values_list("user_id", flat=True)
    return {*with_posts.distinct(), *assigned.distinct()}


def _match(
    people: Collection[int],
    about: Sequence[Requirement],
    carried: Mapping[matching.Pair, datetime.date] | None,
    now: datetime.datetime,
    counts: Counter[tuple[int, str]],
) -> None:
    found = matching.diff(
        queries.terms(about),
        queries.posts_held(people),
        queries.rows_on_record(people, [row.pk for row in about]),
        carried,
        queries.learnt_days(people, about),
    )
    if not found:
        return
    _apply(found, now)
    for what, requirement_ids in (
        ("opened", [new.requirement for new in found.opened]),
        ("closed", [row.requirement for row, _on in found.closed]),
        ("reopened", [row.requirement for row, _again in found.reopened]),
        ("withdrawn", [row.requirement for row in found.withdrawn]),
    ):
        counts.update((requirement_id, what) for requirement_id in requirement_ids)
    touched = {requirement_id for requirement_id, _what in counts}
    concerned = [row for row in about if row.pk in touched]
    if found.opened:
        sync_credits({new.user for new in found.opened}, concerned, now)
    refresh(user_ids=people, requirements=concerned, now=now)


def _apply(found: matching.Diff, now: datetime.datetime) -> None:
    gone = [row.key for row in found.withdrawn] + [row.key for row, _again in found.reopened]
    for keys in chunks(gone, ROWS_AT_ONCE):
        Assignment.objects.filter(pk__in=keys).update(voided_at=now)
    by_day: dict[datetime.date, list[int]] = {}
    for row, closed_on in found.closed:
        by_day.setdefault(closed_on, []).append(row.key)
    for closed_on, closing in by_day.items():
        for keys in chunks(closing, ROWS_AT_ONCE):
            Assignment.objects.filter(pk__in=keys).update(
                closed_on=closed_on, closed_recorded_at=now
            )
    new = [*found.opened, *(again for _row, again in found.reopened)]
    Assignment.objects.bulk_create(
        [
            Assignment(
                user_id=one.user,
                requirement_id=one.requirement,
                starts_on=one.starts_on,
                first_due_on=one.first_due_on,
                carried_due_on=one.carried_due_on,
                closed_on=one.closed_on,
                closed_recorded_at=now if one.closed_on else None,
                why=one.why,
                recorded_at=now,
            )
            for one in new
        ],
        batch_size=ROWS_AT_ONCE,
    )


def _audit(
    by: User | None, about: Mapping[int, Requirement], counts: Counter[tuple[int, str]]
) -> None:
    changes = []
    for row in about.values():
        after = {what: number for (key, what), number in sorted(counts.items()) if key == row.pk}
        if after:
            changes.append(Change(row, after=after))
    if changes:
        audit_many(by=by, action="requirement.matched", changes=changes)
