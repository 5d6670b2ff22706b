"""/team/requirements/: for administrators; listing, setting, closing."""

import datetime
from datetime import date

import pytest
import time_machine

from accounts.enums import Role
from mandatory.models import Requirement
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.mandatory import person, require
from tests.factories.tracking import release

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
URL = "/team/requirements/"
DATA = {
    "module": "victims-code",
    "name": "The Code",
    "audience": "everyone",
    "first_days": "28",
    "repeat_months": "12",
    "effective_from": "",
}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def admin(client):
    user = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(user)
    return user


@pytest.mark.parametrize("url", [URL, f"{URL}new/", f"{URL}1/close/"])
def test_others_are_told_whom_to_ask(client, url):
    client.force_login(person(leads=True))
    assert client.get(url).status_code == 403
    assert client.post(url, DATA).status_code in {403, 405}


def test_an_administrator_who_leads_nothing_comes_here_from_the_team(client, admin):
    assert client.get("/team/")["Location"] == URL


def test_an_empty_list_says_how_to_begin(client, admin):
    assert "Set the first" in client.get(URL).content.decode()


def test_setting_a_requirement_assigns_it(client, admin):
    release()
    person()
    assert client.post(f"{URL}new/", DATA).status_code == 302
    row = Requirement.objects.get()
    assert (row.name, row.effective_from, row.repeat_months) == ("The Code", date(2026, 3, 2), 12)
    assert row.assignments.count() == 1
    page = client.get(URL).content.decode()
    assert "Within 28 days, then every year" in page


def test_units_are_given_by_their_codes(client, admin):
    release()
    UnitFactory(code="NR")
    data = {**DATA, "audience": "units", "units": "NR, XX"}
    response = client.post(f"{URL}new/", data)
    assert response.status_code == 422
    assert "There is no unit with the code XX." in response.content.decode()
    assert client.post(f"{URL}new/", {**data, "units": "NR"}).status_code == 302
    assert [unit.code for unit in Requirement.objects.get().units.all()] == ["NR"]


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"first_days": "0"}, {"audience": "jobs"}, {"module": "nothing"}]
)
def test_what_makes_no_sense_is_said_and_nothing_is_set(client, admin, change):
    release()
    assert client.post(f"{URL}new/", {**DATA, **change}).status_code == 422
    assert not Requirement.objects.exists()


def test_once_is_enough_when_months_are_left_empty(client, admin):
    release()
    client.post(f"{URL}new/", {**DATA, "repeat_months": ""})
    assert Requirement.objects.get().repeat_months is None
    assert "Once, within 28 days" in client.get(URL).content.decode()


def test_closing_asks_for_the_last_day(client, admin):
    row = require()
    url = f"{URL}{row.pk}/close/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"on": "1 January 2020"}).status_code == 422
    assert client.post(url, {"on": "2 March 2026"}).status_code == 302
    assert client.post(url, {"on": "2 March 2026"}).status_code == 422
    assert "until 2 March 2026" in client.get(URL).content.decode()
    assert client.get(f"{URL}999/close/").status_code == 404


def test_a_name_in_use_is_replaced_only_after_it_was_said_for_how_many(client, admin):
    unit = UnitFactory(code="NR")
    person(unit)
    person()
    person()
    old = require(name="The Code")
    data = {**DATA, "audience": "units", "units": "NR"}
    page = client.post(f"{URL}new/", data)
    assert page.status_code == 200
    assert "This replaces “The Code”" in page.content.decode()
    assert "2 people are no longer asked, 1 is." in page.content.decode()
    assert 'name="units" value="NR"' in page.content.decode()
    old.refresh_from_db()
    assert old.closed_on is None
    assert client.post(f"{URL}new/", {**data, "confirm": str(old.pk)}).status_code == 302
    assert Requirement.objects.get(closed_on=None).audience == "units"
    html = client.get(URL).content.decode()
    assert "From 1 January 2025 until 1 March 2026" in html


def test_one_replaced_on_its_first_day_does_not_end_before_it_began(client, admin):
    old = require(name="The Code", effective_from=date(2026, 3, 2))
    client.post(f"{URL}new/", {**DATA, "first_days": "14", "confirm": str(old.pk)})
    html = client.get(URL).content.decode()
    assert "until 1 March 2026" not in html
    assert "Replaced on 2 March 2026" in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(
    client, admin, django_assert_num_queries, number
):
    for one in range(number):
        require(name=f"Requirement {one}", audience="units", units=[UnitFactory()])
    with django_assert_num_queries(9):
        client.get(URL)
