"""Runs that are kept at once are as runs that were played one by one."""

import datetime

import pytest
from django.utils import timezone

from scenarios import services
from scenarios.engine import NotOffered
from scenarios.models import Run, RunChoice
from scenarios.queries import play_of
from scenarios.services import NewRun, keep_runs
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import choose, compiled, start_run

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def kept(*names: str, finished: bool = True) -> Run:
    moments = [NOW + datetime.timedelta(minutes=number) for number in range(len(names) + 1)]
    one = NewRun(
        user_id=UserFactory().pk,
        registration_id=None,
        seed=7,
        started_at=NOW,
        choices=list(zip(names, moments, strict=False)),
        finished_at=moments[-1] if finished else None,
    )
    assert (
        keep_runs(document=compiled(), iri="https://x.example/t01", back_url="/", runs=[one]) == 1
    )
    return Run.objects.get(user_id=one.user_id)


@pytest.mark.parametrize("names", [("welcome", "listen"), ("refuse", "hurry")])
def test_a_kept_run_is_as_one_that_was_played(names):
    run = kept(*names)
    played = services.finish(by=(user := UserFactory()), run=choose(start_run(user), *names))
    same = ("band", "version", "document")
    assert [getattr(run, name) for name in same] == [getattr(played, name) for name in same]
    fields = ("step", "scene", "choice", "superseded")
    assert list(run.choices.values_list(*fields)) == list(played.choices.values_list(*fields))
    assert play_of(run).states == play_of(played).states


def test_a_run_that_was_left_goes_on_where_it_was():
    run = kept("welcome", finished=False)
    assert choose(run, "listen").version == 2


def test_what_could_not_have_been_played_leaves_nothing():
    with pytest.raises(NotOffered):
        kept("welcome", "say-sorry")
    with pytest.raises(ValueError, match="at an end"):
        kept("welcome")
    assert not Run.objects.exists()
    assert not RunChoice.objects.exists()
