"""Many requests at once: one run, and no choice lost or doubled."""

import pytest
from django.db import connection

from core.errors import Conflict
from scenarios import services
from scenarios.models import Run
from scenarios.queries import Play
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import choose, start_run
from tests.unit.tracking.test_concurrency import at_once
from tracking.enums import Verb
from tracking.models import Event

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


def test_many_clicks_start_one_run():
    user = UserFactory()
    assert set(at_once(20, lambda _: start_run(user))) == {Run.objects.get()}


def test_one_form_sent_many_times_makes_one_choice():
    run = start_run(UserFactory())
    form = {"scene": "door", "choice": "welcome", "key": "one", "version": 0}
    outcomes = at_once(20, lambda _: services.choose(by=run.user, run_id=run.pk, **form))
    assert {outcome.run.version for outcome in outcomes} == {1}
    assert Event.objects.filter(verb=Verb.CHOSE).count() == 1


def test_of_many_tabs_one_makes_the_choice():
    run = start_run(UserFactory())

    def click(number):
        choice = ("welcome", "refuse")[number % 2]
        return services.choose(
            by=run.user, run_id=run.pk, scene="door", choice=choice, key=f"tab-{number}", version=0
        )

    outcomes = at_once(20, click)
    assert sum(isinstance(outcome, Play) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 19
    assert run.choices.count() == 1


def test_finishing_many_times_is_once():
    run = choose(start_run(UserFactory()), "welcome", "listen")
    at_once(20, lambda _: services.finish(by=run.user, run=run))
    assert Event.objects.filter(verb=Verb.COMPLETED).count() == 1
