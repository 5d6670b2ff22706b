"""Two hundred people play at once, each with a double click and a second tab: nothing is lost."""

import itertools

import pytest
from django.db import connection

from accounts.models import User
from core.errors import Conflict
from scenarios import services
from scenarios.engine import replay
from scenarios.models import Run, RunChoice
from scenarios.queries import play_of
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import start_run
from tests.unit.tracking.test_concurrency import at_once
from tracking.enums import Verb
from tracking.models import Event

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]

RUNS, AT_ONCE = 200, 16
STORY = (("door", "refuse"), ("room", "say-sorry"))


@pytest.fixture
def runs() -> list[Run]:
    people = User.objects.bulk_create(UserFactory.build() for _ in range(RUNS))
    return [start_run(one) for one in people]


def test_two_hundred_runs_at_once_lose_no_choice_and_double_none(runs):
    # Everybody clicks twice in one tab and once in another; clicks of one run meet in the threads.
    done = itertools.count()

    def play(step):
        waiting = iter([(run, tab) for run in runs for tab in ("first", "first", "second")])
        scene, choice = STORY[step]

        def click(_number) -> int:
            refused = 0
            for run, tab in waiting:
                try:
                    services.choose(
                        by=run.user,
                        run_id=run.pk,
                        scene=scene,
                        choice=choice,
                        key=f"{tab}-{step}",
                        version=step,
                    )
                except Conflict:
                    refused += 1
                next(done)
            return refused

        refused = at_once(AT_ONCE, click)
        assert all(isinstance(one, int) for one in refused), refused
        # Of two tabs one makes the choice; the other is told, once or (a double click) twice.
        assert RUNS <= sum(refused) <= 2 * RUNS

    for step in range(len(STORY)):
        play(step)

    assert next(done) == RUNS * len(STORY) * 3
    assert RunChoice.objects.count() == RUNS * len(STORY)
    assert Event.objects.filter(verb=Verb.CHOSE).count() == RUNS * len(STORY)
    for run in Run.objects.select_related("document", "user"):
        play_now = play_of(run)
        assert play_now.state.over
        assert run.version == len(STORY)
        assert list(play_now.states) == replay(play_now.graph, [choice for _s, choice in STORY])
