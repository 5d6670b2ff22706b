"""The team: whose, counted how, grouped how; the numbers agree with the lists."""

import datetime
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services import close_post, open_post
from core.errors import NotFound
from dashboards.manager import exports
from dashboards.manager.screens import screen
from dashboards.manager.team import NOTHING_ASKED, Filters, groups, team
from mandatory import services
from mandatory.enums import Status
from tests.factories.accounts import UnitFactory
from tests.factories.mandatory import person, require
from tests.factories.tracking import finish_module

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
TODAY = date(2026, 3, 2)
STATUSES = [
    Status.OVERDUE,
    Status.DUE_SOON,
    Status.TO_DO,
    Status.AWAY,
    Status.IN_DATE,
    Status.EXEMPT,
    NOTHING_ASKED,
]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def tree():
    """A force of two districts; the leader of each, and some people in every status."""
    top = UnitFactory(code="HQ")
    north, south = UnitFactory(code="N", parent=top), UnitFactory(code="S", parent=top)
    team_a = UnitFactory(code="NA", parent=north)
    people = {
        "chief": person(top, leads=True),
        "north": person(north, leads=True),
        "late": person(team_a, last_name="Late"),
        "soon": person(team_a, starts_on=date(2026, 2, 20)),
        "done": person(team_a),
        "away": person(team_a),
        "exempt": person(south),
        "south": person(south, job="investigator"),
    }
    requirement = require()
    finish_module(people["done"])
    services.record_absence(by=None, user=people["away"], from_on=TODAY)
    services.grant_exemption(
        by=None,
        user=people["exempt"],
        requirement=requirement,
        from_on=TODAY,
        until=None,
        reason="on loan",
        approver=people["chief"],
    )
    return people


def names(found):
    return {one.pk for one in found.people}


def test_a_leader_sees_their_unit_and_those_below_it_and_no_others(tree):
    north = team(tree["north"], Filters(TODAY))
    assert names(north) == {tree[one].pk for one in ("north", "late", "soon", "done", "away")}
    assert names(team(tree["chief"], Filters(TODAY))) == {one.pk for one in tree.values()}
    assert names(team(tree["late"], Filters(TODAY))) == set()


def test_a_unit_of_somebody_else_is_as_if_it_did_not_exist(tree):
    for code in ("S", "HQ", "no-such-unit"):
        with pytest.raises(NotFound, match="among those that you lead"):
            team(tree["north"], Filters(TODAY, unit=code))


def test_everybody_is_counted_once_and_each_number_opens_its_people(tree):
    open_post(
        by=None,
        user=tree["late"],
        unit=UnitFactory(code="NB", parent=UnitFactory._meta.model.objects.get(code="N")),
        job="other",
        starts_on=TODAY,
    )
    found = team(tree["chief"], Filters(TODAY))
    assert sum(found.tally.values()) == len(tree)
    for status in STATUSES:
        listed = team(tree["chief"], Filters(TODAY, status=status)).people
        key = None if status == NOTHING_ASKED else status
        assert len(listed) == found.tally[key]


def test_filters_by_unit_post_requirement_and_words(tree):
    require(name="Investigators", audience="jobs", jobs=["investigator"], slug="inv")
    chief = tree["chief"]
    assert names(team(chief, Filters(TODAY, unit="S"))) == {tree["exempt"].pk, tree["south"].pk}
    assert names(team(chief, Filters(TODAY, unit="N", direct=True))) == {tree["north"].pk}
    assert names(team(chief, Filters(TODAY, job="investigator"))) == {tree["south"].pk}
    assert names(team(chief, Filters(TODAY, requirement="inv"))) == {tree["south"].pk}
    assert names(team(chief, Filters(TODAY, search="LATE alex"))) == {tree["late"].pk}
    number = tree["late"].staff_number
    assert names(team(chief, Filters(TODAY, search=number.lower()))) == {tree["late"].pk}


def test_the_team_is_that_of_the_day(tree):
    close_post(by=None, post=tree["late"].posts.get(), ends_on=date(2026, 2, 28))
    chief = tree["chief"]
    assert tree["late"].pk not in names(team(chief, Filters(TODAY)))
    before = team(chief, Filters(date(2026, 2, 28)))
    assert tree["late"].pk in names(before)
    assert tree["soon"].pk not in names(team(chief, Filters(date(2026, 2, 1))))


def test_the_forecast_is_what_the_day_will_show(tree):
    found = team(tree["chief"], Filters(TODAY))
    then = team(tree["chief"], Filters(TODAY + datetime.timedelta(days=30)))
    assert found.overdue_ahead == then.tally[Status.OVERDUE]


def test_rows_are_the_units_below_with_all_that_is_below_them(tree):
    rows = groups(team(tree["chief"], Filters(TODAY)))
    assert [(row.unit.code, row.direct, row.people) for row in rows] == [
        ("N", False, 5),
        ("S", False, 2),
        ("HQ", True, 1),
    ]
    (north, south, _itself) = rows
    (count,) = north.counts.values()
    assert (count.must, count.in_date, count.overdue, count.soon) == (4, 1, 2, 1)
    assert [one.must for one in south.counts.values()] == [1]
    rows = groups(team(tree["chief"], Filters(TODAY, unit="NA")))
    assert [(row.unit.code, row.direct) for row in rows] == [("NA", True)]


def test_every_person_has_a_sentence(tree):
    shown = screen(team(tree["chief"], Filters(TODAY)), page=None)
    assert all(row.sentences for row in shown.people)
    assert "due 28 days after 1 January 2025" in " ".join(shown.people[0].sentences)


def test_the_download_has_the_people_of_the_list_in_its_order(tree):
    for filters in (Filters(TODAY), Filters(TODAY, status="overdue"), Filters(TODAY, unit="S")):
        found = team(tree["chief"], filters)
        rows = list(exports.rows(found))
        assert [row[0] for row in rows] == [one.staff_number for one in found.people]
        assert all(len(row) == len(exports.header()) for row in rows)


def test_somebody_with_no_requirement_has_a_line_too():
    unit = UnitFactory()
    leader = person(unit, leads=True)
    (row,) = exports.rows(team(leader, Filters(TODAY)))
    assert row[4:6] == ["", "No requirement"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_people_units_or_requirements(number):
    top = UnitFactory()
    leader = person(top, leads=True)
    for one in range(number):
        person(UnitFactory(parent=top))
        require(f"module-{one}", name=f"Requirement {one}")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        screen(team(leader, Filters(TODAY)), page=None)
    assert len(seen) == 6
