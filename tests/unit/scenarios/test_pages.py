import pytest

from scenarios import queries, services
from scenarios.pages import debrief_of, links_of, moment_page
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import choose, compiled, start_run

pytestmark = pytest.mark.django_db


def play(*choices):
    run = choose(start_run(UserFactory()), *choices)
    return queries.play_of(queries.run_of(run.user, run.pk))


def test_the_first_page_has_a_moment_and_nothing_before_it():
    page = moment_page(play())
    assert (page.number, page.happened, page.shifts) == (1, None, ())
    assert {choice.id for choice in page.choices} == {"welcome", "refuse"}


def test_after_a_choice_the_page_tells_what_it_did():
    page = moment_page(play("refuse"))
    assert page.happened.choice.id == "refuse"
    assert [(s.name, s.words) for s in page.shifts] == [("Trust", "fell a little")]
    assert page.text == "She is back."
    assert [step.state for step in page.steps] == ["done", "here"]


def test_at_the_end_there_is_no_moment():
    page = moment_page(play("welcome", "listen"))
    assert page.scene is None
    assert page.choices == ()


def test_links_name_each_right_once_and_principles_without_address():
    found = play("welcome")
    links = links_of(compiled(), found.choice_of(found.made[0]))
    assert [(link.text, link.url) for link in links] == [
        ("Right 2: Crime recorded", "/code/2020/"),
        ("Principle: safety", ""),
    ]


def test_the_debrief_tells_the_path_and_what_would_have_helped():
    run = choose(start_run(UserFactory()), "refuse")
    services.try_again(by=run.user, run=run, version=1)
    run = choose(run, "welcome", "hurry")
    debrief = debrief_of(queries.play_of(queries.run_of(run.user, run.pk)))
    assert debrief.ending.id == "so-so"
    assert [step.told.choice.id for step in debrief.path] == ["welcome", "hurry"]
    assert debrief.path[0].first.id == "refuse"
    assert debrief.stronger.moment.better.id == "listen"
    assert debrief.rows == (("1. The door", "up 2"), ("2. The room", "down 1"))
    assert debrief.charts[0].path == [0, 2, 1]
    assert debrief.charts[0].other == [0, 2, 3]


def test_a_path_without_a_miss_has_nothing_to_mend():
    assert debrief_of(play("welcome", "listen")).stronger is None
