"""Real processes, really killed. In memory SQLite has one process, so this needs PostgreSQL."""

import contextlib
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from core import outbox
from core.models import AuditEntry, OutboxMessage
from core.services import enqueue_many

STATE = OutboxMessage.State
LETTERS = 60
pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "postgres" not in os.environ.get("DATABASE_URL", ""), reason="needs PostgreSQL"
    ),
]


@pytest.fixture
def post(tmp_path, monkeypatch):
    """Letters go into a file, one line each; notes into a table."""
    monkeypatch.setattr(outbox, "_handlers", {})
    letterbox = tmp_path / "letterbox"
    letterbox.touch()

    @outbox.sends("letter")
    def prepare(payload):
        def last_step() -> None:
            with letterbox.open("a") as file:
                file.write(f"{payload['n']}\n")
            time.sleep(0.002)

        return last_step

    @outbox.handles("note")
    def note(payload):
        AuditEntry.objects.create(action="note", object_type="x", object_id=str(payload["n"]))
        time.sleep(0.002)

    enqueue_many(kind="letter", payloads=[(f"l{n}", {"n": n}) for n in range(LETTERS)])
    enqueue_many(kind="note", payloads=[(f"n{n}", {"n": n}) for n in range(LETTERS)])
    return letterbox


def sweep_in_a_process() -> multiprocessing.Process:
    def work() -> None:
        # The parent's connection is not ours to use, nor to close.
        connection.connection = None
        with contextlib.suppress(BaseException):
            outbox.sweep_outbox()
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    return process


def let_leases_run_out() -> None:
    OutboxMessage.objects.filter(state=STATE.CLAIMED).update(
        claimed_at=F("claimed_at") - outbox.LEASE - timedelta(seconds=1)
    )


def test_sweeps_that_are_killed_lose_nothing_and_send_nothing_twice(post):
    chance = random.Random(11)
    for _round in range(12):
        sweeps = [sweep_in_a_process() for _ in range(3)]
        time.sleep(chance.uniform(0.02, 0.15))
        for process in sweeps:
            os.kill(process.pid, signal.SIGKILL)
        for process in sweeps:
            process.join()
        let_leases_run_out()
    outbox.sweep_outbox()

    sent = Counter(int(line) for line in post.read_text().splitlines())
    assert max(sent.values()) == 1
    states = dict(OutboxMessage.objects.filter(kind="letter").values_list("key", "state"))
    for n in range(LETTERS):
        # Done means sent; what may or may not have gone is there for a person to see.
        assert states[f"l{n}"] in {STATE.DONE, STATE.DEAD}
        if states[f"l{n}"] == STATE.DONE:
            assert sent[n] == 1
    notes = Counter(AuditEntry.objects.values_list("object_id", flat=True))
    assert notes == {str(n): 1 for n in range(LETTERS)}
