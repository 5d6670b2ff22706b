import pytest

from exercises.services import finish
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, release
from tracking.enums import Verb, Visibility
from tracking.models import Event
from tracking.services import register

pytestmark = pytest.mark.django_db
IRI = "https://steady.example.org/exercises/t-days"


def test_an_exercise_is_done_once_and_says_nothing_else():
    user = UserFactory()
    first = finish(by=user, iri=IRI, registration=None)
    assert finish(by=user, iri=IRI, registration=None) == first
    event = Event.objects.get()
    assert (event.verb, event.object_iri, event.result) == (Verb.COMPLETED, IRI, {})
    assert (event.success, event.score, event.duration) == (None, None, None)
    assert event.visibility == Visibility.RECORD


def test_each_person_and_each_registration_does_it_anew():
    one, other = UserFactory(), UserFactory()
    finish(by=one, iri=IRI, registration=None)
    finish(by=other, iri=IRI, registration=None)
    release()
    registration = register(by=one, module_key=MODULE)
    finish(by=one, iri=IRI, registration=registration)
    finish(by=one, iri=IRI, registration=registration)
    assert Event.objects.filter(object_iri=IRI).count() == 3
