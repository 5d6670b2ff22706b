import datetime

import pytest

from accounts.enums import Job
from accounts.models import Post
from accounts.services import close_post, move_person, open_post
from accounts.signals import posts_changed
from core.errors import Conflict, InvalidInput
from core.models import AuditEntry
from tests.factories.accounts import PostFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 3)


@pytest.fixture
def told():
    """The people whom the signal named, call by call."""
    calls = []

    def listen(sender, user_ids, **kwargs):
        calls.append(user_ids)

    posts_changed.connect(listen)
    yield calls
    posts_changed.disconnect(listen)


def test_opening_a_post_is_recorded_and_told(told):
    by, user, unit = UserFactory(), UserFactory(), UnitFactory()

    post = open_post(by=by, user=user, unit=unit, job=Job.SUPERVISOR, starts_on=DAY, leads=True)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by_id, entry.object_id) == ("post.opened", by.pk, str(post.pk))
    assert entry.after["leads"] is True
    assert told == [[user.pk]]


def test_opening_it_twice_gives_the_same_post(told):
    facts = {"user": UserFactory(), "unit": UnitFactory(), "job": Job.PROBATION, "starts_on": DAY}

    first = open_post(by=None, **facts)
    second = open_post(by=None, **facts)

    assert first == second
    assert AuditEntry.objects.count() == 1
    assert len(told) == 1


def test_opening_it_with_another_title_is_refused():
    post = PostFactory()

    with pytest.raises(Conflict, match="End it first"):
        open_post(
            by=None, user=post.user, unit=post.unit, job=Job(post.job), starts_on=DAY, title="New"
        )


def test_a_closed_unit_takes_no_post():
    with pytest.raises(Conflict, match="closed on 3 March 2026"):
        open_post(
            by=None,
            user=UserFactory(),
            unit=UnitFactory(closed_on=DAY),
            job=Job.OTHER,
            starts_on=DAY,
        )


def test_closing_a_post_keeps_when_it_was_recorded(told):
    post = PostFactory()

    closed = close_post(by=None, post=post, ends_on=DAY)

    assert closed.ends_on == DAY
    assert closed.ended_recorded_at is not None
    assert told == [[post.user_id]]


def test_closing_it_twice_changes_nothing(told):
    post = PostFactory()
    close_post(by=None, post=post, ends_on=DAY)

    close_post(by=None, post=post, ends_on=DAY)

    assert AuditEntry.objects.count() == 1
    assert len(told) == 1


def test_closing_it_on_another_day_is_refused():
    post = PostFactory()
    close_post(by=None, post=post, ends_on=DAY)

    with pytest.raises(Conflict, match="ended on 3 March 2026"):
        close_post(by=None, post=post, ends_on=DAY + datetime.timedelta(days=1))


def test_a_post_cannot_end_before_it_began():
    post = PostFactory(starts_on=DAY)

    with pytest.raises(InvalidInput, match="began on 3 March 2026"):
        close_post(by=None, post=post, ends_on=DAY - datetime.timedelta(days=1))


def test_moving_closes_the_day_before_and_opens(told):
    post, unit = PostFactory(from_feed=True), UnitFactory()

    moved = move_person(by=None, user=post.user, unit=unit, job=Job.INVESTIGATOR, on=DAY)

    post.refresh_from_db()
    assert post.ends_on == DAY - datetime.timedelta(days=1)
    assert (moved.unit, moved.job, moved.starts_on, moved.ends_on) == (
        unit,
        "investigator",
        DAY,
        None,
    )
    assert moved.from_feed
    assert told == [[post.user_id]]


def test_moving_somebody_to_where_they_are_changes_nothing(told):
    post = PostFactory()

    same = move_person(by=None, user=post.user, unit=post.unit, job=Job(post.job), on=DAY)

    assert same == post
    assert not AuditEntry.objects.exists()
    assert told == []


def test_moving_on_the_first_day_keeps_that_day_in_both():
    post = PostFactory(starts_on=DAY)

    moved = move_person(by=None, user=post.user, unit=UnitFactory(), job=Job.OTHER, on=DAY)

    post.refresh_from_db()
    assert (post.ends_on, moved.starts_on) == (DAY, DAY)


def test_whoever_holds_two_posts_must_say_which_one_they_leave():
    post = PostFactory()
    acting = PostFactory(user=post.user)
    unit = UnitFactory()
    with pytest.raises(Conflict, match="holds 2 posts"):
        move_person(by=None, user=post.user, unit=unit, job=Job.OTHER, on=DAY)

    move_person(by=None, user=post.user, unit=unit, job=Job.OTHER, on=DAY, post=post)

    assert set(Post.objects.filter(ends_on=None).values_list("unit_id", flat=True)) == {
        acting.unit_id,
        unit.pk,
    }
