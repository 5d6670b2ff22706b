"""Celery shells. The work itself is in the outbox and the periodic list."""

import time

from celery import shared_task

from core import outbox
from core.sweep import sweep

# Beat asks again soon; a round that never ended would keep a worker from stopping.
ROUND_SECONDS = 240


@shared_task(name="core.deliver_message")
def deliver_message(message_id: int) -> None:
    """Do the work of one outbox message, unless another did."""
    outbox.deliver(message_id)


@shared_task(name="core.sweep_once")
def sweep_once() -> None:
    """One round of the sweep, as `manage.py sweep` does it."""
    until = time.monotonic() + ROUND_SECONDS
    sweep(keep_going=lambda: time.monotonic() < until)
