"""Many writers at once: one event per key, one completion, one certificate."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils import timezone

from core.errors import Conflict
from core.iris import activity_iri
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, finish_part, lesson, release
from tests.factories.tracking import manifest as make_manifest
from tracking import services, signals
from tracking.enums import Verb
from tracking.models import Certificate, Event, ModuleVersion, Progress, Registration
from tracking.services import BulkOutcome, NewEvent

PARTS = 10


@pytest.fixture
def announced():
    """Completions as they are announced, from whatever thread."""
    heard = []

    def hear(sender, **kwargs):
        heard.append(kwargs["user_id"])

    signals.completed.connect(hear)
    yield heard
    signals.completed.disconnect(hear)


def release_ten_parts():
    parts = [lesson(f"lesson-{number}") for number in range(PARTS)]
    return release(manifest=make_manifest(*parts))


def at_once(count, work):
    """Run `work(number)` in so many threads that begin together; what each gave or raised."""
    begin = threading.Barrier(count)

    def run(number):
        try:
            begin.wait(timeout=60)
            return work(number)
        except Exception as error:  # the test looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def submit(user_id):
    """Every part is finished again and again by several writers, each in its own order."""

    def work(number):
        registration = Registration.objects.select_related("user", "version").get(user_id=user_id)
        part = registration.version.manifest["parts"][number % PARTS]
        return finish_part(registration, part)

    return work


def assert_done_once(user_id, announced):
    assert Event.objects.filter(actor_id=user_id, verb=Verb.COMPLETED).count() == PARTS + 1
    registration = Registration.objects.get(user_id=user_id)
    assert registration.closed_at is not None
    progress = Progress.objects.get(registration=registration)
    assert len(progress.parts_done) == PARTS
    completion = Event.objects.get(
        actor_id=user_id, object_iri=registration.version.iri, verb=Verb.COMPLETED
    )
    assert progress.completed == completion
    assert Certificate.objects.get(user_id=user_id).event == completion
    assert announced == [user_id]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL")
class TestFiftyWriters:
    def test_one_event_per_key_one_completion_one_certificate(self, announced):
        release_ten_parts()
        learner = UserFactory()
        services.register(by=learner, module_key=MODULE)

        outcomes = at_once(50, submit(learner.pk))

        assert len(set(outcomes)) == PARTS
        assert all(isinstance(outcome, Event) for outcome in outcomes)
        assert_done_once(learner.pk, announced)

    def test_one_registration(self):
        release_ten_parts()
        learner = UserFactory()

        outcomes = at_once(50, lambda _: services.register(by=learner, module_key=MODULE))

        assert set(outcomes) == {Registration.objects.get()}
        assert Event.objects.get().verb == Verb.REGISTERED

    def test_one_event_of_standalone_play(self):
        learner = UserFactory()

        def play(_):
            return services.record(
                actor=learner,
                verb=Verb.COMPLETED,
                object_iri=activity_iri("scenarios", "at-the-counter"),
                key="run:1:completed",
            )

        assert set(at_once(50, play)) == {Event.objects.get()}

    def test_a_list_of_standalone_play_is_recorded_once(self):
        learner = UserFactory()
        events = [
            NewEvent(
                actor_id=learner.pk,
                verb=Verb.CHOSE,
                object_iri=activity_iri("scenarios", "at-the-counter"),
                key=f"run:1:chose:{number}",
                occurred_at=timezone.now(),
            )
            for number in range(5)
        ]

        outcomes = at_once(10, lambda _: services.record_many(by=None, events=events))

        assert Event.objects.count() == 5
        assert all(isinstance(each, BulkOutcome | Conflict) for each in outcomes), outcomes

    def test_a_list_under_one_registration_waits_its_turn(self):
        release_ten_parts()
        learner = UserFactory()
        registration = services.register(by=learner, module_key=MODULE)
        events = [
            NewEvent(
                actor_id=learner.pk,
                verb=Verb.COMPLETED,
                object_iri=part["iri"],
                key=services.part_key(registration.id, part["iri"], Verb.COMPLETED),
                occurred_at=timezone.now(),
                registration_id=registration.id,
            )
            for part in registration.version.manifest["parts"]
        ]

        outcomes = at_once(10, lambda _: services.record_many(by=None, events=events))

        assert all(isinstance(each, BulkOutcome) for each in outcomes), outcomes
        assert sum(each.events for each in outcomes) == PARTS + 1
        assert Certificate.objects.count() == 1

    def test_one_release_of_the_same_content(self):
        outcomes = at_once(50, lambda _: release(content_hash="a" * 64))

        assert set(outcomes) == {ModuleVersion.objects.get()}

    def test_releases_of_different_content_never_share_a_number(self):
        outcomes = at_once(10, lambda number: release(content_hash=str(number) * 64))

        released = [each for each in outcomes if isinstance(each, ModuleVersion)]
        assert released
        assert all(isinstance(each, Conflict) for each in outcomes if each not in released)
        assert {each.number for each in released} == set(range(1, len(released) + 1))


@pytest.fixture
def on_file(tmp_path):
    """Runs work in threads whose default database is one SQLite file, as a site has it.

    The suite's own database is in memory, where threads lock each other out at once.
    """
    path = tmp_path / "site.sqlite3"

    def copy():
        connection.ensure_connection()
        with sqlite3.connect(path) as target:
            connection.connection.backup(target)
        target.close()

    def run(count, work):
        if not path.exists():
            copy()

        def there(number):
            connections["default"] = DatabaseWrapper(
                {**connection_settings, "NAME": str(path)}, "default"
            )
            return work(number)

        return at_once(count, there)

    connection_settings = dict(connection.settings_dict)
    return run


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="is about SQLite")
def test_double_submits_on_sqlite_wait_for_each_other(announced, on_file):
    release_ten_parts()
    learner = UserFactory()
    services.register(by=learner, module_key=MODULE)

    outcomes = on_file(20, submit(learner.pk))

    assert len(set(outcomes)) == PARTS, outcomes
    (nothing,) = on_file(1, lambda _: assert_done_once(learner.pk, announced))
    assert nothing is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="is about SQLite")
def test_double_registration_on_sqlite_is_one(on_file):
    release_ten_parts()
    learner = UserFactory()

    outcomes = on_file(10, lambda _: services.register(by=learner, module_key=MODULE))

    assert len(set(outcomes)) == 1, outcomes
