"""What is told of a scenario that people played, and what is not."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Job
from evaluation.disclosure import ALL
from evaluation.stories import played as stories
from evaluation.stories import story_figures, texts
from evaluation.stories.figures import EVERYBODY
from tests.factories.accounts import PostFactory
from tests.factories.stories import played, story_version

pytestmark = pytest.mark.django_db
WELCOME, REFUSE = ("door", "welcome"), ("door", "refuse")
LISTEN, HURRY = ("room", "listen"), ("room", "hurry")
LONG_AGO = timezone.now() - datetime.timedelta(days=60)


def figures():
    return story_figures(texts("t01")[0])


def shares():
    return {
        (scene.key, one.key): (one.people, one.percent)
        for scene in figures().scenes
        for one in scene.choices
    }


def test_shares_are_of_those_who_came_to_the_scene():
    version = story_version()
    played(version, 30, WELCOME, LISTEN)
    played(version, 10, REFUSE, HURRY)
    assert shares()[WELCOME] == (30, 75)
    assert shares()[HURRY] == (10, 25)
    assert [scene.people for scene in figures().scenes] == [40, 40]


def test_a_small_branch_and_what_gives_it_away_are_withheld():
    version = story_version()
    played(version, 36, WELCOME, LISTEN)
    played(version, 4, REFUSE, LISTEN)
    assert shares()[WELCOME] == shares()[REFUSE] == (None, None)
    assert shares()[LISTEN] == (40, 100)


def test_of_nine_people_nothing_is_told():
    played(story_version(), 9, WELCOME, LISTEN)
    found = figures()
    assert (found.people, found.scenes, found.minutes, found.bands) == (0, (), None, None)


def test_a_night_between_two_choices_is_not_counted_as_playing():
    version = story_version()
    played(version, 10, WELCOME, LISTEN, at=LONG_AGO, pace=60)
    assert figures().minutes.median == 2
    played(version, 30, WELCOME, LISTEN, at=LONG_AGO, pace=8 * 3600)
    # Of four hours eight times two, two pauses of ten minutes are left.
    assert figures().minutes.median == 20
    assert figures().minutes.people == 40


def test_whoever_does_not_come_back_is_counted_where_they_stand():
    version = story_version()
    played(version, 10, WELCOME, band="", at=LONG_AGO)
    played(version, 10, band="", at=LONG_AGO + datetime.timedelta(days=1))
    # They come into the figures ten at a time, by when they left.
    played(version, 2, band="", at=LONG_AGO + datetime.timedelta(days=2))
    left = figures().left
    assert left.value(EVERYBODY, "left") == 20
    assert left.value("door", "left") == 10
    assert left.value("room", "left") == 10


def test_people_who_may_still_come_back_or_have_finished_have_not_left():
    version = story_version()
    played(version, 10, WELCOME, band="")
    users = [run.user for run in played(version, 10, WELCOME, LISTEN, at=LONG_AGO)]
    played(version, users, WELCOME, band="", at=LONG_AGO + datetime.timedelta(days=1))
    assert figures().left is None


def test_few_who_left_are_not_told_of():
    version = story_version()
    played(version, 15, WELCOME, band="", at=LONG_AGO)
    played(version, 5, band="", at=LONG_AGO)
    left = figures().left
    assert left.value("room", "left") is None
    assert left.value("door", "left") is None


def test_bands_are_told_by_post_where_neither_a_cell_nor_a_difference_is_small():
    version = story_version()
    for job, band, people in (
        (Job.RESPONSE_OFFICER, "strong", 20),
        (Job.RESPONSE_OFFICER, "revisit", 20),
        (Job.INVESTIGATOR, "strong", 10),
        (Job.INVESTIGATOR, "revisit", 10),
        (Job.PROSECUTOR, "strong", 3),
        (Job.PROSECUTOR, "revisit", 17),
    ):
        for run in played(version, people, WELCOME, LISTEN, band=band):
            PostFactory(user=run.user, job=job)
    table = figures().bands
    assert table.value(EVERYBODY, "finished", ALL) == 80
    assert table.value(Job.RESPONSE_OFFICER, "finished", ALL) == 40
    assert table.value(Job.PROSECUTOR, "finished", "strong") is None
    assert table.value(Job.PROSECUTOR, "finished", "revisit") is None


def test_the_list_counts_people_in_tens():
    version = story_version()
    users = [run.user for run in played(version, 19, WELCOME, LISTEN)]
    played(version, users, WELCOME, LISTEN)
    (one,) = stories()
    assert (one.slug, one.title, one.people) == ("t01", "At the door", 10)


def test_queries_do_not_grow_with_people():
    version = story_version()
    counts = []
    for _ in range(2):
        played(version, 20, WELCOME, LISTEN)
        played(version, 20, WELCOME, band="", at=LONG_AGO)
        text = texts("t01")[0]
        with CaptureQueriesContext(connection) as asked:
            story_figures(text)
        counts.append(len(asked))
    assert counts[0] == counts[1]
