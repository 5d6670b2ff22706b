"""Posts over time: opened, closed, moved; never overwritten."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.enums import Job
from accounts.models import Post, Unit, User
from accounts.signals import posts_changed
from core.errors import Conflict, InvalidInput
from core.services import Change, audit_many

# Keeps lists in one statement well below the parameters that a database takes.
CHUNK = 5000
T = TypeVar("T")


@dataclass(frozen=True)
class NewPost:
    """A post to open; `from_feed` posts are the ones that the staff feed moves and ends."""

    user: User
    unit: Unit
    job: Job
    starts_on: datetime.date
    leads: bool = False
    title: str = ""
    from_feed: bool = False


@dataclass(frozen=True)
class PostEnd:
    """A post to close, and its last day."""

    post: Post
    ends_on: datetime.date


@dataclass(frozen=True)
class Move:
    """A person who leaves one open post and takes another on a day."""

    post: Post
    unit: Unit
    job: Job
    on: datetime.date
    leads: bool = False
    title: str = ""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def open_posts_of(user_ids: Collection[int]) -> list[Post]:
    """The open posts of these people with their units, locked until the transaction ends."""
    return [
        post
        for ids in chunks(sorted(set(user_ids)))
        for post in Post.objects.select_for_update(of=("self",))
        .filter(user_id__in=ids, ends_on__isnull=True)
        .select_related("unit")
        .order_by("pk")
    ]


def announce(user_ids: Iterable[int]) -> None:
    """Tell the floors above whose posts changed; nothing is sent about nobody."""
    if ids := sorted(set(user_ids)):
        posts_changed.send(sender=None, user_ids=ids)


def open_post(
    *,
    by: User | None,
    user: User,
    unit: Unit,
    job: Job,
    starts_on: datetime.date,
    leads: bool = False,
    title: str = "",
    from_feed: bool = False,
) -> Post:
    """Give a person a post from a day on; returns the open one if they hold it already.

    Raises `Conflict` when they hold it with another title or lead, or the unit is closed.
    """
    post = NewPost(user, unit, job, starts_on, leads, title, from_feed)
    return open_posts(by=by, posts=[post])[0]


@transaction.atomic
def open_posts(*, by: User | None, posts: Sequence[NewPost], tell: bool = True) -> list[Post]:
    """Open many posts as `open_post` would one by one; all of them or none.

    With `tell=False` the caller announces whose posts changed.
    """
    held = {
        (post.user_id, post.unit_id, post.job): post
        for post in open_posts_of([new.user.pk for new in posts])
    }
    made: list[Post] = []
    answer: list[Post] = []
    for new in posts:
        key = (new.user.pk, new.unit.pk, str(new.job))
        post = held.get(key)
        if post is None:
            post = held[key] = _new_row(new)
            made.append(post)
        elif (post.leads, post.title) != (new.leads, new.title):
            raise Conflict(
                _("%(person)s holds this post already, with another title or lead. End it first.")
                % {"person": new.user}
            )
        answer.append(post)
    Post.objects.bulk_create(made, batch_size=1000)
    audit_many(by=by, action="post.opened", changes=[Change(obj=p, after=_facts(p)) for p in made])
    if tell:
        announce(post.user_id for post in made)
    return answer


def close_post(*, by: User | None, post: Post, ends_on: datetime.date) -> Post:
    """End a post on its last day; a second call with the same day changes nothing.

    Raises `InvalidInput` before its first day, `Conflict` when it ended on another day.
    """
    return close_posts(by=by, ends=[PostEnd(post, ends_on)])[0]


@transaction.atomic
def close_posts(*, by: User | None, ends: Sequence[PostEnd], tell: bool = True) -> list[Post]:
    """End many posts as `close_post` would one by one; all of them or none."""
    rows = _locked([end.post.pk for end in ends])
    now = timezone.now()
    closed: dict[int, Post] = {}
    for end in ends:
        post = rows[end.post.pk]
        if post.ends_on == end.ends_on:
            continue
        if post.ends_on is not None:
            raise Conflict(
                _("This post ended on %(day)s. Open a new post rather than change its history.")
                % {"day": date_format(post.ends_on, "j F Y")}
            )
        if end.ends_on < post.starts_on:
            raise InvalidInput(
                _("This post began on %(day)s. Choose that day or a later one as its last.")
                % {"day": date_format(post.starts_on, "j F Y")}
            )
        post.ends_on, post.ended_recorded_at = end.ends_on, now
        closed[post.pk] = post
    Post.objects.bulk_update(closed.values(), ["ends_on", "ended_recorded_at"], batch_size=300)
    audit_many(
        by=by,
        action="post.closed",
        changes=[
            Change(obj=p, before={"to": None}, after={"user": p.user_id, "to": _iso(p.ends_on)})
            for p in closed.values()
        ],
    )
    if tell:
        announce(post.user_id for post in closed.values())
    return [rows[end.post.pk] for end in ends]


def move_person(
    *,
    by: User | None,
    user: User,
    unit: Unit,
    job: Job,
    on: datetime.date,
    leads: bool = False,
    title: str = "",
    post: Post | None = None,
) -> Post:
    """Close a person's post on the day before and open another; returns the new one.

    `post` says which one they leave; it may be left out when they hold only one.
    Somebody who is there already, as asked, stays. Raises `Conflict` when they hold none
    or several.
    """
    if post is None:
        held = list(user.posts.filter(ends_on__isnull=True).select_related("unit"))
        if len(held) != 1:
            raise Conflict(
                _("%(person)s holds %(count)d posts. Say which one they leave.")
                % {"person": user, "count": len(held)}
            )
        post = held[0]
    return move_people(by=by, moves=[Move(post, unit, job, on, leads, title)])[0]


@transaction.atomic
def move_people(*, by: User | None, moves: Sequence[Move]) -> list[Post]:
    """Move many people as `move_person` would one by one; all of them or none.

    Who left and came back within a day keeps that day in both posts.
    """
    rows = _locked([move.post.pk for move in moves])
    wanted: list[NewPost] = []
    ends: list[PostEnd] = []
    for move in moves:
        post = rows[move.post.pk]
        wanted.append(
            NewPost(post.user, move.unit, move.job, move.on, move.leads, move.title, post.from_feed)
        )
        if post.ends_on is None and not _stays(post, move):
            last_day = max(post.starts_on, move.on - datetime.timedelta(days=1))
            ends.append(PostEnd(post, last_day))
    close_posts(by=by, ends=ends, tell=False)
    opened = open_posts(by=by, posts=wanted, tell=False)
    announce(end.post.user_id for end in ends)
    return opened


def _stays(post: Post, move: Move) -> bool:
    there = (post.unit_id, post.job, post.leads, post.title)
    return there == (move.unit.pk, str(move.job), move.leads, move.title)


def _locked(post_ids: Collection[int]) -> dict[int, Post]:
    return {
        post.pk: post
        for ids in chunks(sorted(set(post_ids)))
        for post in Post.objects.select_for_update(of=("self",))
        .filter(pk__in=ids)
        .select_related("user", "unit")
    }


def _new_row(new: NewPost) -> Post:
    if new.unit.closed_on is not None and new.unit.closed_on <= new.starts_on:
        raise Conflict(
            _("%(unit)s closed on %(day)s. Choose another unit, or reopen it.")
            % {"unit": new.unit, "day": date_format(new.unit.closed_on, "j F Y")}
        )
    return Post(
        user=new.user,
        unit=new.unit,
        job=new.job,
        starts_on=new.starts_on,
        leads=new.leads,
        title=new.title,
        from_feed=new.from_feed,
    )


def _facts(post: Post) -> dict[str, object]:
    return {
        "user": post.user_id,
        "unit": post.unit.code,
        "job": str(post.job),
        "title": post.title,
        "leads": post.leads,
        "from": _iso(post.starts_on),
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
