import pytest

from scenarios import services
from scenarios.models import Run, RunChoice
from scenarios.queries import branch_counts
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import choose, scene, start_run
from tests.factories.stories import played, story_version

pytestmark = pytest.mark.django_db
WELCOME, REFUSE = ("door", "welcome"), ("door", "refuse")
LISTEN, HURRY = ("room", "listen"), ("room", "hurry")


def test_people_are_counted_by_branch():
    version = story_version()
    played(version, 20, WELCOME, LISTEN)
    played(version, 10, REFUSE, HURRY)
    assert branch_counts("t01") == {
        WELCOME: 20,
        REFUSE: 10,
        LISTEN: 20,
        HURRY: 10,
        ("room", "say-sorry"): 0,
    }


def test_nothing_is_told_before_ten_have_finished():
    version = story_version()
    played(version, 9, WELCOME, LISTEN)
    played(version, 30, WELCOME, band="")
    assert branch_counts("t01") == {}
    played(version, 1, WELCOME, LISTEN)
    assert branch_counts("t01")[WELCOME] == 10


def test_few_are_withheld_and_whoever_would_give_them_away():
    version = story_version()
    played(version, 26, WELCOME, LISTEN)
    played(version, 4, REFUSE, LISTEN)
    assert branch_counts("t01") == {LISTEN: 30, HURRY: 0, ("room", "say-sorry"): 0}


def test_figures_move_on_by_tens():
    version = story_version()
    played(version, 10, WELCOME, LISTEN)
    before = branch_counts("t01")
    played(version, 9, WELCOME, LISTEN)
    assert branch_counts("t01") == before
    played(version, 1, WELCOME, LISTEN)
    assert branch_counts("t01")[WELCOME] == 20


def test_the_first_choice_counts_and_not_the_one_after_trying_again():
    for user in UserFactory.create_batch(10):
        run = choose(start_run(user), "welcome")
        run = services.try_again(by=user, run=run, version=run.version)
        services.finish(by=user, run=choose(run, "refuse", "hurry"))
    assert RunChoice.objects.filter(choice="refuse", superseded=False).count() == 10
    counts = branch_counts("t01")
    assert (counts[WELCOME], counts[REFUSE]) == (10, 0)


def test_playing_again_does_not_count():
    version = story_version()
    users = [run.user for run in played(version, 10, WELCOME, LISTEN)]
    played(version, users, REFUSE, HURRY)
    assert Run.objects.count() == 20
    assert branch_counts("t01")[WELCOME] == 10


def test_versions_that_differ_in_words_count_together_and_in_ways_do_not():
    played(story_version(), 10, WELCOME, LISTEN)
    played(story_version(title="In other words"), 10, WELCOME, LISTEN)
    assert branch_counts("t01")[WELCOME] == 20
    shorter = story_version(start="room", scenes=[scene("room")])
    played(shorter, 9, ("room", "room-good"))
    assert branch_counts("t01")[WELCOME] == 20
    played(shorter, 1, ("room", "room-good"))
    assert branch_counts("t01") == {("room", "room-good"): 10, ("room", "room-poor"): 0}


def test_other_scenarios_do_not_count():
    played(story_version(id="T02"), 10, WELCOME, LISTEN)
    assert branch_counts("t01") == {}


@pytest.mark.parametrize("size", [10, 30])
def test_queries_do_not_grow(size, django_assert_num_queries):
    played(story_version(), size, WELCOME, LISTEN)
    with django_assert_num_queries(3):
        branch_counts("t01")
