from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, finish_module, finish_part, release
from tracking import services, signals
from tracking.models import Event, Progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def history():
    """Somebody who has finished, somebody in the middle with a correction, somebody who began."""
    release()
    finish_module(UserFactory())
    middle = services.register(by=UserFactory(), module_key=MODULE)
    first, second, _last = middle.version.manifest["parts"]
    finish_part(middle, second)
    services.void(by=UserFactory(), event=finish_part(middle, first), reason="By mistake")
    services.register(by=UserFactory(), module_key=MODULE)


def rows():
    return sorted(Progress.objects.values_list(), key=str)


def rebuild():
    out = StringIO()
    call_command("rebuild_progress", stdout=out)
    return out.getvalue().strip()


def test_it_finds_no_differences(history):
    before = rows()

    assert rebuild() == "3 registrations, 0 differences"
    assert rows() == before


def test_from_nothing_it_gives_the_same_rows(history):
    before = rows()
    Progress.objects.all().delete()

    assert rebuild() == "3 registrations, 3 differences"
    assert rows() == before


def test_it_mends_what_differs(history):
    before = rows()
    Progress.objects.update(parts_done=[], completed=None, last_at=None)

    assert rebuild() == "3 registrations, 2 differences"
    assert rows() == before


def test_it_is_silent_and_appends_nothing(history):
    heard = []

    def hear(sender, **kwargs):
        heard.append(sender)

    announced = [signals.completed, signals.completed_many, signals.voided]
    for signal in announced:
        signal.connect(hear)
    Progress.objects.all().delete()
    count = Event.objects.count()
    try:
        rebuild()
    finally:
        for signal in announced:
            signal.disconnect(hear)

    assert heard == []
    assert Event.objects.count() == count


def test_it_works_in_batches(history, monkeypatch):
    monkeypatch.setattr("tracking.services.rebuilding.REGISTRATIONS_AT_ONCE", 2)
    before = rows()
    Progress.objects.all().delete()

    assert rebuild() == "3 registrations, 3 differences"
    assert rows() == before
