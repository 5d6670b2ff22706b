import datetime
from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.queries import has_role, people_seen_by
from care.models import SupportContact
from core.models import AuditEntry, OutboxMessage
from demo.accounts import load_demo
from demo.people import ACCOUNTS, PASSWORD
from mandatory.enums import Status
from mandatory.queries import standings, standings_of
from mandatory.services import send_due_reminders
from tests.factories.care import SupportContactFactory
from tests.factories.tracking import release
from tracking.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    release()
    load_demo(people=200, tell=lambda label, total: lambda count: None)
    return {email.partition("@")[0]: User.objects.get(email=email) for email, _does in ACCOUNTS}


def test_all_six_can_sign_in(demo):
    assert all(authenticate(None, email=email, password=PASSWORD) for email, _does in ACCOUNTS)


def test_they_have_their_roles(demo):
    roles = {name: {role for role in Role if has_role(user, role)} for name, user in demo.items()}
    assert roles == {
        "practitioner": set(),
        "manager": set(),
        "editor": {Role.EDITOR},
        "reviewer": {Role.REVIEWER},
        "evaluator": {Role.EVALUATOR},
        "admin": set(Role),
    }
    assert demo["admin"].is_superuser


def test_the_practitioner_has_something_to_do_soon_and_the_manager_sees_them(demo):
    (standing,) = standings_of(demo["practitioner"])
    assert standing.standing.status == Status.DUE_SOON
    assert (standing.standing.due_on - timezone.localdate()).days == 10
    assert not Event.objects.filter(actor=demo["practitioner"]).exists()
    assert demo["practitioner"] in people_seen_by(demo["manager"])


def test_the_manager_has_people_of_every_status_that_the_requirement_can_give(demo):
    team = people_seen_by(demo["manager"])
    assert 45 <= team.count() <= 80
    found = Counter(
        standings(as_of=timezone.localdate()).filter(user__in=team).values_list("status", flat=True)
    )
    assert set(found) >= {
        Status.IN_DATE, Status.DUE_SOON, Status.OVERDUE, Status.AWAY, Status.EXEMPT,
    }  # fmt: skip


def test_a_second_call_changes_nothing(demo):
    before = (User.objects.count(), Event.objects.count(), AuditEntry.objects.count())
    load_demo(people=200, tell=lambda label, total: lambda count: None)
    assert (User.objects.count(), Event.objects.count(), AuditEntry.objects.count()) == before


def test_support_contacts_count_as_checked_today():
    release()
    old = SupportContactFactory(checked_on=timezone.localdate() - datetime.timedelta(days=200))
    load_demo(people=200, tell=lambda label, total: lambda count: None)
    assert SupportContact.objects.get(pk=old.pk).checked_on == timezone.localdate()


def test_nobody_invented_is_written_to_when_the_sweep_begins(demo):
    assert send_due_reminders() == 0
    assert not OutboxMessage.objects.exists()


def test_the_manager_finished_the_module_a_good_three_months_ago(demo):
    finished = Event.objects.filter(actor=demo["manager"], verb="completed").latest("occurred_at")
    since = timezone.localdate() - finished.occurred_at.date()
    assert 90 <= since.days <= 100
    (standing,) = standings_of(demo["manager"])
    assert standing.standing.status == Status.IN_DATE
