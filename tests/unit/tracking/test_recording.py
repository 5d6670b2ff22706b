from datetime import UTC, datetime, timedelta

import pytest

from core.errors import Conflict, InvalidInput, NotAllowed
from core.iris import activity_iri, part_iri
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, check, finish_module, finish_part, lesson, release
from tests.factories.tracking import manifest as make_manifest
from tracking import queries, services, signals
from tracking.enums import Verb, Visibility
from tracking.models import Certificate, Event, Progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory()


@pytest.fixture
def registration(learner):
    release()
    return services.register(by=learner, module_key=MODULE)


@pytest.fixture
def news():
    """The completions that were announced."""
    heard = []

    def hear(sender, **kwargs):
        kwargs.pop("signal")
        heard.append(kwargs)

    signals.completed.connect(hear)
    yield heard
    signals.completed.disconnect(hear)


def parts(registration):
    return registration.version.manifest["parts"]


def test_it_appends_an_event_with_its_registration_and_version(learner, registration):
    event = finish_part(registration, parts(registration)[0])

    assert event.actor == learner
    assert event.registration == registration
    assert event.version == registration.version
    assert event.visibility == Visibility.RECORD
    assert Event.objects.filter(verb=Verb.COMPLETED).count() == 1


@pytest.mark.parametrize("verb", [Verb.ANSWERED, Verb.CHOSE, Verb.FAILED])
def test_answers_choices_and_checks_not_yet_passed_are_personal(learner, registration, verb):
    event = services.record(
        actor=learner, verb=verb, object_iri="x", key="k", registration=registration
    )

    assert event.visibility == Visibility.PERSONAL


def test_the_same_key_twice_is_one_event(registration):
    first = finish_part(registration, parts(registration)[0])
    again = finish_part(registration, parts(registration)[0])

    assert again == first
    assert Event.objects.filter(verb=Verb.COMPLETED).count() == 1


def test_a_key_that_belongs_to_something_else_is_refused(learner, registration):
    finish_part(registration, parts(registration)[0], key="one")

    with pytest.raises(Conflict):
        finish_part(registration, parts(registration)[1], key="one")


def test_a_key_that_is_too_long_still_tells_events_apart(registration):
    long = "k" * 300
    one = finish_part(registration, parts(registration)[0], key=long + "1")
    two = finish_part(registration, parts(registration)[1], key=long + "2")

    assert one != two
    assert finish_part(registration, parts(registration)[0], key=long + "1") == one


def test_a_key_is_needed(registration):
    with pytest.raises(InvalidInput):
        services.record(
            actor=registration.user,
            verb=Verb.LAUNCHED,
            object_iri="x",
            key="",
        )


def test_progress_follows_in_the_order_of_the_manifest(registration):
    finish_part(registration, parts(registration)[1])
    finish_part(registration, parts(registration)[0])

    progress = queries.progress_of(registration)
    assert progress.parts_done == [part["iri"] for part in parts(registration)[:2]]
    assert progress.parts_total == 3
    assert progress.completed is None


def test_progress_knows_when_it_began_and_was_last_touched(registration):
    late, early = datetime(2026, 3, 5, 9, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)
    finish_part(registration, parts(registration)[0], at=late)
    finish_part(registration, parts(registration)[1], at=early)

    progress = queries.progress_of(registration)
    assert (progress.started_at, progress.last_at) == (early, late)


def test_the_last_part_completes_the_module(learner, registration, news):
    for part in parts(registration):
        finish_part(registration, part)

    registration.refresh_from_db()
    event = queries.completions(learner, MODULE).get()
    assert event.object_iri == registration.version.iri
    assert event.completion is True
    assert registration.closed_at == event.occurred_at
    assert queries.progress_of(registration).completed == event
    assert Certificate.objects.get().event == event
    assert news == [
        {
            "event": event,
            "registration": registration,
            "user_id": learner.pk,
            "module_key": MODULE,
            "occurred_at": event.occurred_at,
        }
    ]


def test_the_wrong_verb_finishes_nothing(learner, registration):
    services.record(
        actor=learner,
        verb=Verb.LAUNCHED,
        object_iri=parts(registration)[0]["iri"],
        key="k",
        registration=registration,
    )

    assert queries.progress_of(registration).parts_done == []


def test_a_part_that_does_not_count_is_not_waited_for(learner):
    release(manifest=make_manifest(lesson("rights"), lesson("more", counts=False), check()))
    registration = services.register(by=learner, module_key=MODULE)
    finish_part(registration, parts(registration)[0])
    finish_part(registration, parts(registration)[2])

    assert queries.completions(learner, MODULE).count() == 1


def test_what_is_done_after_completion_is_kept_and_completes_nothing(learner, news):
    release()
    registration = finish_module(learner)
    finish_part(registration, parts(registration)[0], key="again")

    assert Event.objects.filter(idempotency_key="again").exists()
    assert queries.completions(learner, MODULE).count() == 1
    assert len(news) == 1


def test_a_refused_receiver_takes_everything_back(registration):
    def refuse(sender, **kwargs):
        raise RuntimeError("no")

    first, second, last = parts(registration)
    finish_part(registration, first)
    finish_part(registration, second)
    signals.completed.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            finish_part(registration, last)
    finally:
        signals.completed.disconnect(refuse)

    assert len(queries.progress_of(registration).parts_done) == 2
    assert not Event.objects.filter(verb=Verb.PASSED).exists()
    assert not Certificate.objects.exists()


def test_standalone_play_has_no_registration(learner):
    event = services.record(
        actor=learner,
        verb=Verb.COMPLETED,
        object_iri=activity_iri("scenarios", "at-the-counter"),
        key="run:1:completed",
    )

    assert event.registration is None
    assert not Progress.objects.exists()


def test_somebody_elses_registration_is_refused(registration):
    with pytest.raises(NotAllowed):
        services.record(
            actor=UserFactory(),
            verb=Verb.COMPLETED,
            object_iri=part_iri(MODULE, "lesson", "rights"),
            key="k",
            registration=registration,
        )


def test_a_module_is_not_completed_by_hand(learner, registration):
    with pytest.raises(InvalidInput):
        services.record(
            actor=learner,
            verb=Verb.COMPLETED,
            object_iri=registration.version.iri,
            key="k",
            registration=registration,
        )


@pytest.mark.parametrize("verb", [Verb.REGISTERED, Verb.VOIDED])
def test_verbs_with_doors_of_their_own_are_refused(learner, verb):
    with pytest.raises(InvalidInput):
        services.record(actor=learner, verb=verb, object_iri="x", key="k")


@pytest.mark.parametrize("score", [-0.1, 1.1])
def test_a_score_is_a_share(learner, score):
    with pytest.raises(InvalidInput):
        services.record(actor=learner, verb=Verb.PASSED, object_iri="x", key="k", score=score)


def test_the_future_is_refused(learner):
    with pytest.raises(InvalidInput):
        services.record(
            actor=learner,
            verb=Verb.LAUNCHED,
            object_iri="x",
            key="k",
            occurred_at=datetime.now(UTC) + timedelta(hours=1),
        )
