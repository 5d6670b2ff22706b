"""Three reminders in a window at the most, to the right people, with the right words."""

import datetime
from datetime import date

import pytest
import time_machine
from django.core import mail

from accounts.services import deactivate_person
from core.models import AuditEntry, OutboxMessage
from core.outbox import sweep_outbox
from mandatory import reminders, services
from mandatory.enums import ReminderKind
from mandatory.models import Reminder
from tests.factories.accounts import UnitFactory
from tests.factories.mandatory import person, require
from tests.factories.tracking import finish_module

pytestmark = pytest.mark.django_db
# Asked on 1 January, due on 29 January.
BEGIN = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(BEGIN, tick=False) as traveller:
        yield traveller


def kinds():
    return list(Reminder.objects.order_by("recorded_at").values_list("kind", flat=True))


def test_in_a_window_there_is_one_before_one_on_the_day_and_one_after(clock):
    person(starts_on=date(2026, 1, 1))
    require()
    sent = []
    for number in range(120):
        clock.move_to(BEGIN + datetime.timedelta(days=number))
        sent += [number] * services.send_due_reminders()
        services.send_due_reminders()
    assert sent == [14, 28, 42]
    assert kinds() == [ReminderKind.BEFORE, ReminderKind.DUE, ReminderKind.AFTER]
    assert OutboxMessage.objects.count() == 3


def test_nothing_is_sent_about_what_was_due_long_ago(clock):
    person(starts_on=date(2024, 1, 1))
    require()
    assert services.send_due_reminders() == 0


def test_nobody_is_reminded_who_has_finished_is_away_exempt_or_gone(clock):
    start = date(2026, 1, 1)
    done, away, exempt, gone = (person(starts_on=start) for _number in range(4))
    requirement = require()
    finish_module(done)
    services.record_absence(by=None, user=away, from_on=date(2026, 1, 10))
    services.grant_exemption(
        by=None,
        user=exempt,
        requirement=requirement,
        from_on=start,
        until=None,
        reason="on loan",
        approver=person(leads=True, starts_on=start),
    )
    deactivate_person(by=None, user=gone, on=start)
    clock.move_to(BEGIN + datetime.timedelta(days=28))
    services.send_due_reminders()
    assert {done.pk, away.pk, exempt.pk, gone.pk}.isdisjoint(
        Reminder.objects.values_list("user", flat=True)
    )


def test_the_letter_says_what_when_why_and_where_to_go(clock):
    user = person(starts_on=date(2026, 1, 1), first_name="Nadia")
    require()
    clock.move_to(BEGIN + datetime.timedelta(days=30))
    services.send_due_reminders()
    sweep_outbox()
    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert letter.subject == "A module to finish: The Victims’ Code"
    assert letter.body.startswith("Hello Nadia,")
    for words in (
        "“The Victims’ Code” was due on 29 January 2026.",
        "Everyone takes it within 28 days, and for you that began on 1 January 2026.",
        "It takes about 1 hour 50 minutes",
        "/training/",
    ):
        assert words in letter.body


def test_a_manager_reminds_their_own_people_and_hears_who_was_left_out(clock):
    unit = UnitFactory()
    start = date(2026, 1, 1)
    leader = person(unit, leads=True, starts_on=date(2024, 1, 1))
    late, away, stranger = person(unit, starts_on=start), person(unit, starts_on=start), person()
    require()
    services.record_absence(by=None, user=away, from_on=date(2026, 1, 10))
    clock.move_to(BEGIN + datetime.timedelta(days=30))
    ids = [late.pk, away.pk, stranger.pk]
    plan = reminders.plan(leader, user_ids=ids)
    assert [one.window.user for one in plan.to_send] == [late]
    outcome = services.remind(by=leader, user_ids=ids)
    assert (outcome.sent, [one.user for one in outcome.left_out]) == (1, [away])
    again = services.remind(by=leader, user_ids=ids)
    assert again.sent == 0
    assert "was reminded" in {one.user: one.sentence for one in again.left_out}[late]
    assert OutboxMessage.objects.count() == 1
    assert AuditEntry.objects.filter(action="reminder.sent", by=leader).count() == 1


def test_it_is_never_too_early(clock):
    unit = UnitFactory()
    leader = person(unit, leads=True, starts_on=date(2024, 1, 1))
    user = person(unit, starts_on=date(2026, 1, 1))
    require()
    (left,) = services.remind(by=leader, user_ids=[user.pk]).left_out
    assert "a fortnight before" in left.sentence


@pytest.mark.parametrize("number", [1, 3])
def test_sending_costs_the_same_queries_however_many_go(clock, django_assert_num_queries, number):
    for _number in range(number):
        person(starts_on=date(2026, 1, 1))
    require()
    clock.move_to(BEGIN + datetime.timedelta(days=28))
    with django_assert_num_queries(8):
        assert services.send_due_reminders() == number


def test_a_history_is_written_down_without_letters(clock):
    person(starts_on=date(2026, 1, 1))
    require()
    clock.move_to(BEGIN + datetime.timedelta(days=60))
    day = date(2026, 1, 15)
    assert services.send_due_reminders(today=day, letters=False) == 1
    assert not OutboxMessage.objects.exists()
    assert Reminder.objects.get().recorded_at.date() == day
