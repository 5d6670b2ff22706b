"""Copies of lessons and aids for a device, and what is sent late."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone

from care.services import keep_reflection
from courses import queries, services
from courses.models import Place
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    make_released,
    make_released_with_aid,
    module_texts,
)
from tracking.models import Event, Registration
from tracking.queries import completions

pytestmark = pytest.mark.django_db

LESSON = "/modules/first-steps/keeping-people/"
COPY = {"x-steady-copy": "1"}


@pytest.fixture
def reader(client):
    """Somebody who has answered a question and kept a thought in the lesson."""
    make_released_with_aid()
    user = UserFactory(first_name="Olive", last_name="Owner")
    client.force_login(user)
    client.post(f"{LESSON}questions/T1/", {"answer": "b", "key": "k1"})
    lesson = queries.lesson_for(user, "first-steps", "keeping-people")
    keep_reflection(by=user, place_iri=lesson.iri, key="no-news", text="the kestrel")
    return user


def copy(client, address: str) -> str:
    response = client.get(address, headers=COPY)
    assert response.status_code == 200
    return response.content.decode()


class TestCopies:
    def test_a_copy_of_a_lesson_holds_nothing_that_is_its_readers_own(self, client, reader):
        usual = client.get(LESSON).content.decode()
        assert "kestrel" in usual
        assert "Olive" in usual
        assert "Answer it again" in usual
        kept = copy(client, LESSON)
        assert "A call took <b>two</b> minutes." in kept
        for word in ("kestrel", "Olive", "Owner", reader.email, "Answer it again", "Delete it"):
            assert word not in kept, word
        assert re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', kept) == []
        assert "data-copy" in kept

    def test_both_tellings_are_in_every_copy(self, client, reader):
        kept = copy(client, LESSON)
        assert "The distressing words." in kept
        assert "The calm words." in kept

    def test_a_copy_takes_no_message_that_waits_for_its_reader(self, client, reader):
        for address in (
            *("/modules/first-steps/who-has-rights/done/",),
            f"{LESSON}done/",
        ):
            client.post(address)
        assert completions(reader, "first-steps").exists()
        kept = copy(client, LESSON)
        assert "You have finished" not in kept
        assert (
            "You have finished First steps" in client.get("/modules/first-steps/").content.decode()
        )

    def test_a_copy_begins_nothing_and_moves_nothing(self, client, reader):
        events, places = Event.objects.count(), Place.objects.count()
        copy(client, "/modules/first-steps/who-has-rights/")
        assert (Event.objects.count(), Place.objects.count()) == (events, places)

    def test_two_copies_differ_in_nothing_but_the_keys_of_their_forms(self, client, reader):
        first, second = copy(client, LESSON), copy(client, LESSON)
        chance = re.compile(r'value="[0-9a-f]{32}"|name="since" value="\d+"')
        assert chance.sub("", first) == chance.sub("", second)

    def test_copies_of_two_people_who_have_done_the_same_are_alike(self, client, reader):
        client.force_login(UserFactory())
        other = copy(client, "/aids/no-news-call/")
        client.force_login(reader)
        assert copy(client, "/aids/no-news-call/") == other

    def test_the_list_of_aids_can_be_kept(self, client, reader):
        assert "Olive" not in copy(client, "/aids/")

    def test_a_visitor_is_given_no_copy(self, client):
        make_released()
        assert client.get(LESSON, headers=COPY).status_code == 302

    def test_it_says_where_to_go_on(self, client, reader):
        kept = copy(client, LESSON)
        assert 'data-keep-next="/modules/first-steps/who-has-rights/"' in kept
        assert 'data-queue-next="/modules/first-steps/who-has-rights/"' in kept


ONE_LESSON = {
    "module.yaml": module_texts()["module.yaml"],
    "01-keeping-people.md": module_texts()["01-keeping-people.md"],
}


class TestSentLate:
    def test_a_lost_answer_to_the_last_lesson_does_not_begin_the_module_anew(self, client):
        make_released(ONE_LESSON)
        user = UserFactory()
        client.force_login(user)
        page = client.get(LESSON).content.decode()
        form = {"since": re.search(r'name="since" value="(\d+)"', page)[1]}
        for _ in range(3):
            assert client.post(f"{LESSON}done/", form).status_code == 302
        assert completions(user, "first-steps").count() == 1
        assert Registration.objects.filter(user=user).count() == 1
        assert Event.objects.filter(actor=user, verb="completed").count() == 2  # lesson and module

    def test_finishing_again_from_a_new_page_begins_it_again(self, client):
        make_released(ONE_LESSON)
        user = UserFactory()
        client.force_login(user)
        for minutes in (0, 10):
            moment = datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(minutes=minutes)
            with time_machine.travel(moment, tick=False):
                page = client.get(LESSON).content.decode()
                form = {"since": re.search(r'name="since" value="(\d+)"', page)[1]}
            with time_machine.travel(moment + datetime.timedelta(minutes=1), tick=False):
                client.post(f"{LESSON}done/", form)
        assert completions(user, "first-steps").count() == 2

    def test_what_somebody_else_finished_is_no_answer(self):
        make_released()
        one, other = UserFactory(), UserFactory()
        since = timezone.now()
        services.finish_lesson(
            by=other, lesson=queries.lesson_for(other, "first-steps", "keeping-people"), since=since
        )
        lesson = queries.lesson_for(one, "first-steps", "keeping-people")
        assert services.finish_lesson(by=one, lesson=lesson, since=since).user == one

    def test_a_script_is_told_where_to_go_on_and_the_message_waits_there(self, client):
        make_released(ONE_LESSON)
        client.force_login(UserFactory())
        answer = client.post(f"{LESSON}done/", headers={"accept": "application/json"})
        assert answer.json() == {"next": "/modules/first-steps/"}
        assert "You have finished" in client.get("/modules/first-steps/").content.decode()

    def test_a_place_that_arrives_late_does_not_undo_a_newer_one(self, client, reader):
        page = client.get(LESSON).content.decode()
        blocks = re.findall(r'id="(b-[\w-]+)"[^>]*data-block', page)
        client.post(f"{LESSON}place/", {"block": blocks[2]})
        client.post(f"{LESSON}place/", {"block": blocks[1], "ago": "600"})
        assert Place.objects.get(user=reader).block_id == blocks[2]
        client.post(f"{LESSON}place/", {"block": blocks[3], "ago": "0"})
        assert Place.objects.get(user=reader).block_id == blocks[3]

    def test_a_place_that_arrives_late_has_the_moment_at_which_it_was_read(self, client, reader):
        page = client.get("/modules/first-steps/who-has-rights/").content.decode()
        block = re.findall(r'id="(b-[\w-]+)"[^>]*data-block', page)[0]
        client.post("/modules/first-steps/who-has-rights/place/", {"block": block, "ago": "3600"})
        place = Place.objects.get(user=reader, lesson_key="who-has-rights")
        assert 3590 < (timezone.now() - place.at).total_seconds() < 3660
