import os
import signal
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection

from core import guards, outbox, periodic, tasks
from core.management.commands import sweep as command
from core.models import OutboxMessage
from core.services import enqueue
from core.sweep import sweep
from trainingsite.celery import app

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """What was done, in order: one piece of periodic work and one kind of message."""
    order: list[str] = []
    monkeypatch.setattr(outbox, "_handlers", {})
    monkeypatch.setattr(periodic, "_entries", {})
    periodic.every("round", seconds=3600)(lambda: order.append("round"))
    outbox.handles("work")(lambda _payload: order.append("work"))
    return order


def test_a_sweep_does_what_comes_round_and_what_was_asked_for(done):
    enqueue(kind="work", key="a", payload={})

    assert sweep() == 2
    assert sweep() == 0
    assert done == ["round", "work"]


def test_the_command_says_how_much_was_done(done, capsys):
    enqueue(kind="work", key="a", payload={})

    call_command("sweep")

    assert capsys.readouterr().out == "2 done.\n"


def test_the_command_refuses_an_unguarded_database(done):
    guards.remove_append_only(connection, "core_auditentry")

    with pytest.raises(ImproperlyConfigured):
        call_command("sweep")


def test_watching_goes_on_through_an_absence_of_the_database_and_stops_when_told(
    done, monkeypatch, caplog
):
    rounds = []

    def flaky(*, keep_going):
        rounds.append(1)
        if len(rounds) == 1:
            raise OperationalError("away")
        os.kill(os.getpid(), signal.SIGTERM)
        # A signal is handled between two steps of the main thread.
        threading.Event().wait(0.01)
        assert not keep_going()

    monkeypatch.setattr(command, "sweep", flaky)
    monkeypatch.setattr(command, "close_old_connections", lambda: None)
    monkeypatch.setattr(command.connection, "close", lambda: None)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        call_command("sweep", "--watch", "--pause=0")
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)

    assert len(rounds) == 2
    assert "sweep_database_away" in caplog.text


def test_the_celery_tasks_do_the_same_work(done):
    message = enqueue(kind="work", key="a", payload={})

    tasks.deliver_message(message.pk)
    tasks.deliver_message(message.pk)
    tasks.sweep_once()

    assert done == ["work", "round"]
    message.refresh_from_db()
    assert message.state == OutboxMessage.State.DONE


def test_beat_has_one_entry_and_it_is_the_sweep():
    (entry,) = app.conf.beat_schedule.values()

    assert entry["task"] == tasks.sweep_once.name
    assert app.conf.task_acks_late
