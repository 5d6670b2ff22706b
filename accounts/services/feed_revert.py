"""Undoing an import by new facts: nothing that was recorded is taken out of the record."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Job
from accounts.models import Post, StaffFeedRun, Unit, User
from accounts.services.people import (
    DETAILS,
    PersonChange,
    change_people,
    deactivate_people,
    reactivate_people,
)
from accounts.services.posts import NewPost, PostEnd, chunks, close_posts, open_posts
from accounts.services.units import TOP, change_unit, close_unit
from core.errors import Conflict, NotFound
from core.models import AuditEntry
from core.services import audit

STATE = StaffFeedRun.State


@transaction.atomic
def revert_staff_feed(*, by: User | None, run_id: int) -> StaffFeedRun:
    """Undo what a run did. People whom it added are closed, not deleted.

    Posts that it ended are opened again from the day after their end, so that no day is
    missing; what somebody has changed since stays as it is. A second call changes nothing.
    Raises `NotFound` for an unknown run, `Conflict` for one that was never imported or that
    a later import has built upon.
    """
    run = StaffFeedRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise NotFound(_("There is no staff feed run %s.") % run_id)
    if run.state == STATE.REVERTED:
        return run
    if run.state != STATE.APPLIED:
        raise Conflict(_("Run %s changed nothing, so there is nothing to undo.") % run_id)
    later = StaffFeedRun.objects.filter(state=STATE.APPLIED, pk__gt=run.pk).order_by("-pk").first()
    if later is not None:
        raise Conflict(_("Undo run %s first: it came later.") % later.pk)
    _revert(by, run.done, timezone.localdate(), f"staff feed {run.pk} undone")
    run.state = STATE.REVERTED
    run.reverted_at = timezone.now()
    run.save(update_fields=["state", "reverted_at"])
    audit(by=by, action="staff_feed.reverted", obj=run)
    return run


def _revert(by: User | None, done: dict[str, Any], today: datetime.date, reason: str) -> None:
    leaving = [
        u for u in _users([*done["added"], *done["returned"]]) if by is None or u.pk != by.pk
    ]
    _close(by, done["opened"], today)
    deactivate_people(by=by, users=leaving, on=today, reason=reason)
    reactivate_people(by=by, users=_users(done["left"]), reason=reason)
    _reopen(by, [*done["closed"], *done["left_posts"]])
    _restore_details(by, done["details"])
    _restore_units(by, done, today)


def _close(by: User | None, post_ids: Sequence[int], today: datetime.date) -> None:
    day_before = today - datetime.timedelta(days=1)
    close_posts(
        by=by,
        ends=[
            PostEnd(post, max(post.starts_on, day_before))
            for post in _posts(post_ids)
            if post.ends_on is None
        ],
    )


def _reopen(by: User | None, post_ids: Sequence[int]) -> None:
    open_posts(
        by=by,
        posts=[
            NewPost(
                post.user, post.unit, Job(post.job), post.ends_on + datetime.timedelta(days=1),
                post.leads, post.title, post.from_feed,
            )
            for post in _posts(post_ids)
            if post.ends_on is not None and post.user.is_active
        ],
    )  # fmt: skip


def _restore_details(by: User | None, entry_ids: Sequence[str]) -> None:
    changes: list[PersonChange] = []
    for some in chunks(entry_ids):
        entries = AuditEntry.objects.filter(pk__in=some).select_related("personal")
        users = {str(u.pk): u for u in _users([int(entry.object_id) for entry in entries])}
        for entry in entries:
            before, after = _values(entry.personal.before), _values(entry.personal.after)
            user = users[entry.object_id]
            # Only what is still as the run left it.
            back = {n: v for n, v in before.items() if getattr(user, n) == after[n]}
            changes.append(PersonChange(user, back))
    change_people(by=by, changes=changes)


def _values(stored: dict[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in stored.items() if name in DETAILS}
    if values.get("joined_on"):
        values["joined_on"] = datetime.date.fromisoformat(values["joined_on"])
    return values


def _restore_units(by: User | None, done: dict[str, Any], today: datetime.date) -> None:
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for line in done["units_before"]:
        pk, parent, name = line.split("|", 2)
        change_unit(
            by=by, unit=units[int(pk)], name=name, parent=units[int(parent)] if parent else TOP
        )
    # From the bottom up; one that holds people or units by now stays.
    opened = Unit.objects.filter(
        pk__in=[*done["new_units"], *done.get("reopened_units", [])], closed_on__isnull=True
    )
    for unit in opened.order_by("-depth", "path"):
        in_use = Post.objects.filter(unit=unit, ends_on__isnull=True).exists()
        if not in_use and not unit.get_children().filter(closed_on__isnull=True).exists():
            close_unit(by=by, unit=unit, on=today)


def _users(ids: Sequence[int]) -> list[User]:
    return [user for some in chunks(ids) for user in User.objects.filter(pk__in=some)]


def _posts(ids: Sequence[int]) -> list[Post]:
    return [
        post
        for some in chunks(ids)
        for post in Post.objects.filter(pk__in=some).select_related("user", "unit").order_by("pk")
    ]
