from datetime import date

import pytest

from core.errors import Conflict, InvalidInput
from core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, finish_module, finish_part, release
from tracking import queries, services, signals
from tracking.enums import Verb, Visibility
from tracking.models import Event

pytestmark = pytest.mark.django_db
WHY = "Recorded for the wrong person"


@pytest.fixture
def registration():
    release()
    return services.register(by=UserFactory(), module_key=MODULE)


@pytest.fixture
def news():
    heard = []

    def hear(sender, **kwargs):
        heard.append((kwargs["event"], kwargs["user_id"], kwargs["module_key"]))

    signals.voided.connect(hear)
    yield heard
    signals.voided.disconnect(hear)


def void(event, reason=WHY):
    return services.void(by=UserFactory(), event=event, reason=reason)


def test_it_appends_and_rewrites_nothing(registration):
    event = finish_part(registration, registration.version.manifest["parts"][0])
    before = Event.objects.values().get(pk=event.pk)

    correction = void(event)

    assert Event.objects.values().get(pk=event.pk) == before
    assert correction.verb == Verb.VOIDED
    assert correction.corrects == event
    assert correction.actor == event.actor
    assert correction.recorded_by is not None
    assert AuditEntry.objects.get(action="event.voided").reason == WHY


def test_progress_is_projected_without_it(registration):
    event = finish_part(registration, registration.version.manifest["parts"][0])
    void(event)

    assert queries.progress_of(registration).parts_done == []
    assert queries.parts_done(registration) == set()


def test_what_was_voided_can_be_done_again_under_the_same_key(registration):
    part = registration.version.manifest["parts"][0]
    void(finish_part(registration, part))

    again = finish_part(registration, part)

    assert queries.progress_of(registration).parts_done == [part["iri"]]
    assert finish_part(registration, part) == again
    void(again)
    assert finish_part(registration, part) not in {again}


def test_voiding_twice_is_once(registration):
    event = finish_part(registration, registration.version.manifest["parts"][0])

    assert void(event) == void(event)
    assert Event.objects.filter(verb=Verb.VOIDED).count() == 1


def test_a_voided_completion_is_left_out_and_announced(news):
    release()
    learner = UserFactory()
    registration = finish_module(learner)
    event = queries.completions(learner, MODULE).get()

    void(event)

    assert not queries.completions(learner, MODULE).exists()
    assert queries.latest_completion_dates(MODULE) == {}
    assert queries.record_of(learner).completions == []
    assert queries.progress_of(registration).completed is None
    assert news == [(event, learner.pk, MODULE)]


def test_after_a_voided_completion_the_person_registers_anew():
    release()
    learner = UserFactory()
    first = finish_module(learner)
    void(queries.completions(learner, MODULE).get())

    assert services.register(by=learner, module_key=MODULE) != first
    finish_module(learner)
    assert queries.completions(learner, MODULE).count() == 1


def test_prior_learning_can_be_voided(news):
    learner = UserFactory()
    event = services.record_prior(
        by=UserFactory(),
        user=learner,
        module_key=MODULE,
        completed_on=date(2025, 3, 3),
        reason="Taken elsewhere",
        evidence="Letter",
    )
    void(event)

    assert not queries.completions(learner, MODULE).exists()
    assert news == [(event, learner.pk, MODULE)]


def test_a_part_that_is_voided_is_not_announced(registration, news):
    void(finish_part(registration, registration.version.manifest["parts"][0]))

    assert news == []


def test_a_correction_is_as_private_as_what_it_corrects(registration):
    answer = services.record(
        actor=registration.user,
        verb=Verb.ANSWERED,
        object_iri="q",
        key="q",
        registration=registration,
    )

    assert void(answer).visibility == Visibility.PERSONAL


def test_a_reason_is_needed(registration):
    event = finish_part(registration, registration.version.manifest["parts"][0])
    with pytest.raises(InvalidInput):
        void(event, reason="  ")


def test_corrections_and_registrations_are_not_voided(registration):
    event = finish_part(registration, registration.version.manifest["parts"][0])
    for other in (void(event), Event.objects.get(verb=Verb.REGISTERED)):
        with pytest.raises(Conflict):
            void(other)
