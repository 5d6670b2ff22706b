"""A bulk door does exactly what the single door would do, one after another."""

import datetime
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import Job
from accounts.models import Post, Unit, User
from accounts.services import (
    Move,
    NewPerson,
    NewPost,
    NewUnit,
    PostEnd,
    add_people,
    add_units,
    close_post,
    close_posts,
    deactivate_people,
    deactivate_person,
    move_people,
    move_person,
    open_post,
    open_posts,
)
from core.errors import SiteError
from core.models import AuditEntry
from tests.factories.accounts import PostFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
examples = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
DAY = datetime.date(2026, 3, 3)
days = st.integers(0, 20).map(lambda n: DAY + datetime.timedelta(days=n))
jobs = st.sampled_from([Job.OTHER, Job.SUPERVISOR])
three = st.integers(0, 2)


@contextmanager
def undone():
    """Leaves no trace, so that examples and ways do not see one another."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcome(act):
    """What a way of doing it leaves behind, without keys and moments; or the refusal."""
    with undone():
        try:
            with transaction.atomic():
                act()
        except SiteError as error:
            return type(error), str(error)
        return (
            list(
                Post.objects.order_by("user__email", "unit__code", "job", "starts_on", "ends_on")
                .values_list(
                    "user__email", "unit__code", "job", "title", "leads", "from_feed",
                    "starts_on", "ends_on",
                )
            ),
            list(User.objects.order_by("email").values_list("email", "staff_number", "is_active")),
            list(Unit.objects.values_list("code", "name", "path")),
            sorted(
                (e.action, str(e.before), str({k: v for k, v in e.after.items() if k != "user"}))
                for e in AuditEntry.objects.all()
            ),
        )  # fmt: skip


@pytest.fixture
def world():
    users = [UserFactory(email=f"u{n}@example.org") for n in range(3)]
    units = [UnitFactory(code=f"T{n}") for n in range(3)]
    posts = [PostFactory(user=user, unit=units[0]) for user in users]
    return users, units, posts


@examples
@given(rows=st.lists(st.tuples(three, three, jobs, days, st.booleans()), max_size=5))
def test_open_posts(world, rows):
    users, units, _ = world
    new = [NewPost(users[a], units[b], job, day, leads) for a, b, job, day, leads in rows]

    assert outcome(lambda: open_posts(by=None, posts=new)) == outcome(
        lambda: [
            open_post(by=None, user=p.user, unit=p.unit, job=p.job, starts_on=p.starts_on, leads=p.leads)
            for p in new
        ]
    )  # fmt: skip


@examples
@given(rows=st.lists(st.tuples(three, days), max_size=5))
def test_close_posts(world, rows):
    posts = world[2]
    ends = [PostEnd(posts[a], day) for a, day in rows]

    assert outcome(lambda: close_posts(by=None, ends=ends)) == outcome(
        lambda: [close_post(by=None, post=end.post, ends_on=end.ends_on) for end in ends]
    )


@examples
@given(rows=st.lists(st.tuples(three, three, jobs, days), max_size=3, unique_by=lambda r: r[0]))
def test_move_people(world, rows):
    _, units, posts = world
    moves = [Move(posts[a], units[b], job, day) for a, b, job, day in rows]

    assert outcome(lambda: move_people(by=None, moves=moves)) == outcome(
        lambda: [
            move_person(by=None, user=m.post.user, unit=m.unit, job=m.job, on=m.on) for m in moves
        ]
    )


@examples
@given(rows=st.lists(three, max_size=4), day=days)
def test_deactivate_people(world, rows, day):
    users = world[0]

    def fresh():
        return {user.pk: user for user in User.objects.all()}

    def bulk():
        known = fresh()
        deactivate_people(by=None, users=[known[users[n].pk] for n in rows], on=day)

    def single():
        for n in rows:
            deactivate_person(by=None, user=fresh()[users[n].pk], on=day)

    assert outcome(bulk) == outcome(single)


@examples
@given(
    rows=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), three, st.booleans()), max_size=6)
)
def test_add_people(world, rows):
    people = [
        NewPerson(
            email=f"u{address}@example.org",
            staff_number=f"N{number}",
            joined_on=DAY,
            unit_code=f"T{unit}",
            leads=leads,
        )
        for number, address, unit, leads in rows
    ]

    assert outcome(lambda: add_people(by=None, people=people)) == outcome(
        lambda: [add_people(by=None, people=[new]) for new in people]
    )


@examples
@given(parents=st.lists(st.integers(-1, 5), min_size=1, max_size=6))
def test_add_units(world, parents):
    # Each unit may only be below one before it, so that the single calls find the parent.
    units = [
        NewUnit(f"X{n}", f"Unit {n}", f"X{parent}" if 0 <= parent < n else "")
        for n, parent in enumerate(parents)
    ]

    assert outcome(lambda: add_units(by=None, units=units)) == outcome(
        lambda: [add_units(by=None, units=[new]) for new in units]
    )
