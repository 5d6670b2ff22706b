"""A yearly path that is required: done by finishing its parts in their modules, and due anew."""

import datetime

import pytest
import time_machine
from django.core.management import call_command

from courses.services import begin_pathway
from mandatory.enums import Status
from mandatory.queries import standings_of
from tests.factories.courses import make_released
from tests.factories.mandatory import person, require
from tests.factories.pathways import make_released_pathway
from tests.factories.tracking import finish_part
from tracking.models import Event
from tracking.services import rebuild_progress, register

pytestmark = pytest.mark.django_db


def walk(user) -> None:
    """Begin the path, and finish its lesson where it stands: in its module."""
    begin_pathway(by=user, slug="short")
    inside = register(by=user, module_key="first-steps")
    finish_part(inside, inside.version.manifest["parts"][0])


def status(user) -> str:
    (one,) = standings_of(user)
    return one.standing.status


def test_a_yearly_path_is_done_by_its_parts_and_due_again_a_year_later(capsys):
    with time_machine.travel(datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)):
        make_released()
        make_released_pathway(module=False, fresh_days=90)
        user = person()
        require("pathway-short", name="The yearly day")
        assert status(user) in {Status.OVERDUE, Status.DUE_SOON, Status.TO_DO}
        walk(user)
        assert status(user) == Status.IN_DATE
    with time_machine.travel(datetime.datetime(2027, 4, 5, 9, tzinfo=datetime.UTC)):
        assert status(user) == Status.OVERDUE
        # What was done a year ago does not count; the same lesson read again does.
        registration = begin_pathway(by=user, slug="short")
        assert registration.closed_at is None
        walk(user)
        assert status(user) == Status.IN_DATE
        assert rebuild_progress().differences == 0
        call_command("verify_record")
    ours = Event.objects.filter(actor=user, object_iri__endswith="/pathway-short")
    assert ours.filter(verb="completed").count() == 2
