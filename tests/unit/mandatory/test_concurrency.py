"""Many doors at once about one person: all get through, and the record stays true."""

from datetime import date, timedelta

import pytest
from django.db import connection

from core.errors import Conflict
from mandatory import services
from mandatory.models import Absence, Credit, Window
from mandatory.verifying import disagreements
from tests.factories.accounts import UserFactory
from tests.factories.mandatory import person, require
from tests.factories.tracking import MODULE, finish_module
from tests.unit.tracking.test_concurrency import at_once
from tracking.services import record_prior

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


def test_completions_absences_and_matching_of_one_person_at_once():
    user, boss = person(), UserFactory(is_superuser=True)
    requirement = require()

    def act(number):
        kind, day = number % 4, date(2025, 3, 1) + timedelta(days=20 * number)
        if kind == 0:
            return finish_module(user, MODULE)
        if kind == 1:
            until = day + timedelta(days=5)
            return services.record_absence(by=boss, user=user, from_on=day, until=until)
        if kind == 2:
            return services.match(user_ids=[user.pk])
        return record_prior(
            by=boss,
            user=user,
            module_key=MODULE,
            completed_on=day,
            reason="elsewhere",
            evidence="seen",
        )

    outcomes = at_once(24, act)
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert Absence.objects.count() == 6
    assert Credit.objects.filter(requirement=requirement).count() >= 6
    assert list(disagreements()) == []
    day = date(2026, 1, 1)
    assert Window.objects.on(day).filter(user=user).count() == 1


def test_of_overlapping_absences_recorded_at_once_one_stands():
    user = person()
    outcomes = at_once(
        8, lambda _: services.record_absence(by=None, user=user, from_on=date(2026, 1, 1))
    )
    assert sum(isinstance(one, Absence) for one in outcomes) == 1
    assert sum(isinstance(one, Conflict) for one in outcomes) == 7


def test_a_requirement_that_is_changed_while_people_finish():
    people = [person() for _number in range(6)]
    require()

    def act(number):
        if number == 3:
            return require(repeat_months=6)
        return finish_module(people[number % 6], MODULE)

    outcomes = at_once(6, act)
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert list(disagreements()) == []
