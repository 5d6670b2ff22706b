import threading
from datetime import timedelta
from unittest.mock import Mock

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from core import outbox
from core.models import AuditEntry, OutboxMessage
from core.services import enqueue, enqueue_email, enqueue_many

STATE = OutboxMessage.State
pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What no handler and no outbox catches, as no process catches SIGKILL."""


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(outbox, "_handlers", {})
    return outbox


def waiting(kind: str = "work", key: str = "k") -> OutboxMessage:
    return enqueue(kind=kind, key=key, payload={"n": 1})


def leave_a_trace(_payload: dict) -> None:
    AuditEntry.objects.create(action="done", object_type="x", object_id="1")


def traces() -> int:
    return AuditEntry.objects.count()


def after_the_lease():
    return time_machine.travel(timezone.now() + outbox.LEASE + timedelta(seconds=1), tick=False)


def test_due_work_is_done_once(registry):
    registry.handles("work")(leave_a_trace)
    message = waiting()

    assert registry.deliver(message.pk)
    assert not registry.deliver(message.pk)
    assert registry.sweep_outbox() == 0

    message.refresh_from_db()
    assert (message.state, message.attempts, traces()) == (STATE.DONE, 1, 1)


def test_work_is_not_done_before_it_is_due(registry):
    registry.handles("work")(leave_a_trace)
    enqueue(kind="work", key="k", payload={}, due_at=timezone.now() + timedelta(hours=1))

    assert registry.sweep_outbox() == 0

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert registry.sweep_outbox() == 1


def test_two_handlers_for_a_kind_are_refused(registry):
    registry.handles("work")(leave_a_trace)

    with pytest.raises(ValueError, match="has a handler already"):
        registry.sends("work")(lambda _payload: None)


def test_of_two_claimers_one_wins(registry):
    message = waiting()

    assert registry.claim(message.pk) is not None
    assert registry.claim(message.pk) is None


def test_a_claim_that_was_left_behind_is_taken_up_after_the_lease(registry):
    message = waiting()
    registry.claim(message.pk)

    with after_the_lease():
        assert registry.claim(message.pk).attempts == 2


def test_a_kill_during_the_work_undoes_it_and_it_is_done_once_later(registry):
    kills = [True]

    def work(payload: dict) -> None:
        leave_a_trace(payload)
        if kills:
            kills.pop()
            raise Killed

    registry.handles("work")(work)
    message = waiting()
    with pytest.raises(Killed):
        registry.deliver(message.pk)
    assert traces() == 0

    assert registry.sweep_outbox() == 0  # still claimed: the process might live
    with after_the_lease():
        assert registry.sweep_outbox() == 1
        assert registry.sweep_outbox() == 0

    assert traces() == 1


def test_one_who_was_overtaken_undoes_the_work(registry):
    def overtaken(payload: dict) -> None:
        leave_a_trace(payload)
        OutboxMessage.objects.update(claimed_at=timezone.now() + timedelta(minutes=11))

    registry.handles("work")(overtaken)

    assert not registry.deliver(waiting().pk)
    assert traces() == 0


def test_a_handler_that_raises_is_tried_again_later_and_later(registry):
    registry.handles("work")(Mock(side_effect=RuntimeError("no")))
    message = waiting()
    begun = timezone.now()

    with time_machine.travel(begun, tick=False):
        registry.deliver(message.pk)
        message.refresh_from_db()
        assert (message.state, message.due_at - timezone.now()) == (
            STATE.WAITING,
            timedelta(minutes=1),
        )
        assert "RuntimeError: no" in message.last_error
    with time_machine.travel(message.due_at, tick=False):
        registry.deliver(message.pk)
        message.refresh_from_db()
        assert message.due_at - timezone.now() == timedelta(minutes=2)


def test_pauses_never_shrink_and_stay_under_six_hours():
    pauses = [outbox.retry_after(n) for n in range(1, 40)]

    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=6)


def test_after_the_last_attempt_it_is_given_up_with_a_log_event(registry, caplog):
    registry.handles("work")(Mock(side_effect=RuntimeError("no")))
    message = waiting()
    OutboxMessage.objects.update(attempts=outbox.MAX_ATTEMPTS - 1)

    registry.deliver(message.pk)

    message.refresh_from_db()
    assert message.state == STATE.DEAD
    assert "outbox_dead" in caplog.text


def test_work_that_kills_its_process_every_time_is_given_up(registry):
    message = waiting()
    registry.handles("work")(leave_a_trace)
    OutboxMessage.objects.update(attempts=outbox.MAX_ATTEMPTS)

    assert not registry.deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, traces()) == (STATE.DEAD, 0)


def test_a_kind_that_nothing_handles_yet_waits(registry):
    message = waiting("of the next version")

    registry.deliver(message.pk)

    message.refresh_from_db()
    assert message.state == STATE.WAITING


def test_a_send_forgets_its_payload_when_done(registry):
    sent = []
    registry.sends("letter")(lambda payload: lambda: sent.append(payload["n"]))
    message = waiting("letter")

    assert registry.deliver(message.pk)

    message.refresh_from_db()
    assert (sent, message.payload, message.state) == ([1], {}, STATE.DONE)


@pytest.mark.parametrize("moment", ["before", "during"])
def test_a_kill_around_a_send_never_sends_twice(registry, moment, caplog):
    sent = []

    def prepare(_payload: dict):
        if moment == "before" and not sent and not prepare.killed:
            prepare.killed = True
            raise Killed

        def last_step() -> None:
            sent.append(1)
            if moment == "during":
                raise Killed

        return last_step

    prepare.killed = False
    registry.sends("letter")(prepare)
    message = waiting("letter")
    with pytest.raises(Killed):
        registry.deliver(message.pk)

    with after_the_lease():
        registry.sweep_outbox()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        registry.sweep_outbox()

    message.refresh_from_db()
    assert sent == [1]
    # What may or may not have gone is not lost from sight either.
    assert message.state == (STATE.DONE if moment == "before" else STATE.DEAD)
    assert ("outbox_interrupted" in caplog.text) == (moment == "during")


def test_a_send_that_was_refused_is_tried_again(registry):
    step = Mock(side_effect=[OSError("the server is away"), None])
    registry.sends("letter")(lambda _payload: step)
    message = waiting("letter")

    registry.deliver(message.pk)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert registry.deliver(message.pk)

    assert step.call_count == 2


def test_a_send_whose_mark_cannot_be_written_is_not_repeated(registry, monkeypatch):
    sent = []
    registry.sends("letter")(lambda _payload: lambda: sent.append(1))
    message = waiting("letter")
    mark = outbox._mark

    def lose_the_last_mark(message, **values):
        if values.get("state") == STATE.DONE:
            raise OSError("the database is away")
        mark(message, **values)

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_mark", lose_the_last_mark)
        registry.deliver(message.pk)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        registry.sweep_outbox()

    assert sent == [1]


def test_the_queue_is_told_after_the_transaction_and_may_be_down(
    registry, monkeypatch, django_capture_on_commit_callbacks
):
    told = Mock(side_effect=ConnectionError)
    monkeypatch.setattr(outbox, "_notify", told)

    with django_capture_on_commit_callbacks(execute=True):
        message = waiting()
        enqueue(kind="work", key="k", payload={})
        enqueue(kind="work", key="l", payload={}, due_at=timezone.now() + timedelta(days=1))
        told.assert_not_called()

    told.assert_called_once_with(message.pk)


def test_many_at_once_are_the_same_as_one_by_one():
    enqueue(kind="work", key="a", payload={"n": 0})

    enqueue_many(kind="work", payloads=[("a", {"n": 1}), ("b", {"n": 2})])

    assert dict(OutboxMessage.objects.values_list("key", "payload")) == {
        "a": {"n": 0},
        "b": {"n": 2},
    }


def test_a_sweep_stops_between_two_pieces_of_work(registry):
    registry.handles("work")(leave_a_trace)
    enqueue_many(kind="work", payloads=[(str(n), {}) for n in range(3)])
    answers = iter([True, False])

    assert registry.sweep_outbox(keep_going=lambda: next(answers)) == 1


def test_an_email_goes_once_with_a_fixed_message_id(mailoutbox):
    enqueue_email(key="m", to="a@example.org", subject="News", text="Words", html="<p>Words</p>")

    outbox.sweep_outbox()
    outbox.sweep_outbox()

    (mail,) = mailoutbox
    assert (mail.to, mail.subject, mail.body) == (["a@example.org"], "News", "Words")
    assert mail.message()["Message-ID"].endswith("@example.org>")
    assert OutboxMessage.objects.get().payload == {}


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_at_once_do_each_piece_once(registry):
    done: list[int] = []
    registry.sends("letter")(lambda payload: lambda: done.append(payload["n"]))
    enqueue_many(kind="letter", payloads=[(str(n), {"n": n}) for n in range(30)])

    def work() -> None:
        try:
            registry.sweep_outbox()
        finally:
            connections.close_all()

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        # Threads share one connection to a database in memory; interleaving is all there is.
        work()
        work()
    else:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(done) == list(range(30))
