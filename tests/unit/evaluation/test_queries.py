import datetime

import pytest
from django.utils import timezone

from accounts.enums import Job
from accounts.services import open_post
from core.dates import end_of_day
from evaluation.queries import choices, days_since, reach
from mandatory.services import set_requirement
from tests.factories.accounts import PostFactory, UnitFactory
from tests.factories.tracking import MODULE, finish_module, release
from tracking.services import record_prior, register

pytestmark = pytest.mark.django_db
START = datetime.date(2026, 1, 5)


@pytest.fixture
def unit():
    release()
    return UnitFactory(code="F", name="Force")


def require(**fields):
    return set_requirement(
        by=None, name="The Victims’ Code", module_key=MODULE, effective_from=START, **fields
    )


def people(unit, count, job=Job.RESPONSE_OFFICER, starts_on=START):
    return [
        PostFactory(unit=unit, job=job, starts_on=starts_on, leads=False).user for _ in range(count)
    ]


def counted(table, row="F", column=""):
    return tuple(table.value(row, m, column) for m in ("offered", "started", "completed"))


def test_nothing_is_required_so_there_is_nothing_to_choose(unit):
    assert choices() == []


def test_asked_begun_and_finished_are_counted(unit):
    crowd = people(unit, 40)
    require()
    for user in crowd[:12]:
        finish_module(user)
    for user in crowd[12:25]:
        register(by=user, module_key=MODULE)
    found = reach(choices()[0], as_at=timezone.localdate())
    assert counted(found.table) == (40, 25, 12)
    assert found.edition == "2020"


def test_prior_learning_counts_as_finished(unit):
    crowd = people(unit, 30)
    require()
    for user in crowd[:11]:
        record_prior(
            by=crowd[20], user=user, module_key=MODULE, reason="Moved here", evidence="Seen",
            completed_on=timezone.localdate(),
        )  # fmt: skip
    found = reach(choices()[0], as_at=timezone.localdate())
    # "Begun" goes first where not all can be told: all who began have finished.
    assert counted(found.table) == (30, None, 11)


def test_what_came_later_is_not_counted_as_at_an_earlier_day(unit):
    crowd = people(unit, 25)
    require()
    for user in crowd[:12]:
        finish_module(user, at=end_of_day(datetime.date(2026, 3, 31)))
    before = reach(choices()[0], as_at=datetime.date(2026, 2, 28))
    after = reach(choices()[0], as_at=datetime.date(2026, 3, 31))
    assert before.table.value("F", "offered") == 25
    assert before.table.value("F", "completed") is None
    assert after.table.value("F", "completed") == 12


def test_a_person_with_two_posts_is_counted_once_where_they_have_been_longest(unit):
    other = UnitFactory(code="B", parent=unit)
    home = UnitFactory(code="A", parent=unit)
    crowd = people(home, 20)
    people(other, 20)
    for user in crowd:
        open_post(
            by=None, user=user, unit=other, job=Job.OTHER, starts_on=datetime.date(2026, 2, 2)
        )
    require()
    table = reach(choices()[0], as_at=timezone.localdate()).table
    assert [table.value(key, "offered") for key in ("F", "A", "B")] == [40, 20, 20]


def test_a_small_unit_is_withheld(unit):
    small, large, more = (UnitFactory(code=code, parent=unit) for code in "ABC")
    people(small, 3)
    people(large, 30)
    people(more, 20)
    require()
    table = reach(choices()[0], as_at=timezone.localdate()).table
    assert [table.value(key, "offered") for key in "FABC"] == [53, None, 30, None]


def test_nobody_was_asked_before_it_began(unit):
    people(unit, 12)
    require()
    assert reach(choices()[0], as_at=datetime.date(2025, 12, 31)).table is None


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_grow(unit, size, django_assert_num_queries):
    for number in range(size):
        people(UnitFactory(code=f"U{number}", parent=unit), 12 * size)
    require()
    choice = choices()[0]
    with django_assert_num_queries(6):
        reach(choice, as_at=timezone.localdate())


def test_days_are_today_and_the_ends_of_months():
    days = days_since(datetime.date(2025, 12, 31), datetime.date(2026, 3, 15))
    assert days == [
        datetime.date(2026, 3, 15),
        datetime.date(2026, 2, 28),
        datetime.date(2026, 1, 31),
        datetime.date(2025, 12, 31),
    ]


def test_on_the_first_day_there_is_today():
    today = datetime.date(2026, 3, 31)
    assert days_since(today, today) == [today]
