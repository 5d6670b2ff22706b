from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.errors import InvalidInput, NotAllowed
from core.models import AuditPersonal
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE
from tracking import queries, services, signals
from tracking.models import Certificate, Event

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)


def prior(**fields):
    values = {
        "by": UserFactory(),
        "user": UserFactory(),
        "module_key": MODULE,
        "completed_on": DAY,
        "reason": "Taken at a former force",
        "evidence": "Certificate 12 of A. Person",
    }
    return services.record_prior(**{**values, **fields})


def test_it_is_a_completion_with_neither_registration_nor_certificate():
    event = prior()

    assert queries.completions(event.actor, MODULE).get() == event
    assert timezone.localdate(event.occurred_at) == DAY
    assert event.registration is None
    assert event.recorded_by is not None
    assert not Certificate.objects.exists()


def test_evidence_is_kept_where_it_can_be_erased():
    event = prior()

    assert queries.evidence_of(event) == "Certificate 12 of A. Person"
    assert AuditPersonal.objects.get().after == {"evidence": "Certificate 12 of A. Person"}
    assert AuditPersonal.objects.get().about == event.actor
    assert "12" not in str(Event.objects.values_list("result", "reason").get())
    AuditPersonal.objects.all().delete()
    assert queries.evidence_of(event) == ""


def test_it_is_announced_once():
    heard = []

    def hear(sender, **kwargs):
        heard.append((kwargs["registration"], kwargs["user_id"], kwargs["module_key"]))

    signals.completed.connect(hear)
    try:
        event = prior()
        assert prior(user=event.actor) == event
    finally:
        signals.completed.disconnect(hear)

    assert heard == [(None, event.actor_id, MODULE)]
    assert Event.objects.count() == 1


def test_nobody_vouches_for_themselves():
    person = UserFactory()
    with pytest.raises(NotAllowed):
        prior(by=person, user=person)


@pytest.mark.parametrize("fields", [{"reason": " "}, {"evidence": ""}])
def test_reason_and_evidence_are_needed(fields):
    with pytest.raises(InvalidInput):
        prior(**fields)


def test_the_future_is_refused():
    with pytest.raises(InvalidInput):
        prior(completed_on=timezone.localdate() + timedelta(days=1))
