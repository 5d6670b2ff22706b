"""The outbox at work: who does which kind of work, claiming, delivering, trying again.

The row is the truth. A claim is one conditional UPDATE, so that of many claimers one
wins; it is stamped, so that one who was overtaken cannot mark the work done.

Two kinds of handler:

`@handles(kind)`  changes the database only. It runs in one transaction with the mark
    "done": killed at any moment, all of it happened or none.
`@sends(kind)`    does what cannot be taken back, as sending an e-mail. It prepares and
    returns the last step. The row is marked begun just before that step, so that a kill
    in the middle of it is never followed by a second try: the row is given up, with
    a log event, and a person decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from traceback import format_exc
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.models import OutboxMessage

logger = structlog.get_logger(__name__)

Payload = Mapping[str, Any]
Handle = Callable[[dict[str, Any]], None]
LastStep = Callable[[], object]
Prepare = Callable[[dict[str, Any]], LastStep | None]

# A claim older than this was left behind by a process that is gone.
LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 12
FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=6)
STATE = OutboxMessage.State


@dataclass(frozen=True)
class Handler:
    """What to do with one kind of message."""

    handle: Handle | None = None
    prepare: Prepare | None = None


class Overtaken(Exception):
    """Another claimer took the row while its work was being done here."""


_handlers: dict[str, Handler] = {}
_notify: Callable[[int], object] | None = None


def _register(kind: str, handler: Handler) -> None:
    if kind in _handlers:
        raise ValueError(f"{kind} has a handler already")
    _handlers[kind] = handler


def handles(kind: str) -> Callable[[Handle], Handle]:
    """Register a handler that changes the database only: payload in, nothing out."""

    def register(handle: Handle) -> Handle:
        _register(kind, Handler(handle=handle))
        return handle

    return register


def sends(kind: str) -> Callable[[Prepare], Prepare]:
    """Register a sender: payload in, the step that cannot be taken back out (or None).

    Once done, the payload is forgotten: it may hold an address or a secret link.
    """

    def register(prepare: Prepare) -> Prepare:
        _register(kind, Handler(prepare=prepare))
        return prepare

    return register


def notify_with(notify: Callable[[int], object] | None) -> None:
    """Set what is told about each new message after its transaction (a queue), or nothing."""
    global _notify  # noqa: PLW0603 -- set once, by apps.ready
    _notify = notify


def announce(message: OutboxMessage) -> None:
    """Tell the queue about a new message once its transaction is committed.

    A queue that is down costs a delay until the next sweep, never the request.
    """
    if _notify is not None and message.due_at <= timezone.now():
        transaction.on_commit(partial(_tell_queue, _notify, message.pk))


def _tell_queue(notify: Callable[[int], object], message_id: int) -> None:
    try:
        notify(message_id)
    except Exception as error:
        logger.warning("outbox_queue_away", message_id=message_id, error=type(error).__name__)


def _free(now: datetime) -> Q:
    left_behind = Q(state=STATE.CLAIMED, claimed_at__lt=now - LEASE)
    return Q(due_at__lte=now) & (Q(state=STATE.WAITING) | left_behind)


def due(now: datetime | None = None) -> list[int]:
    """The messages that may be claimed at this moment, the oldest first."""
    messages = OutboxMessage.objects.filter(_free(now or timezone.now()))
    return list(messages.order_by("due_at", "pk").values_list("pk", flat=True)[:500])


def claim(message_id: int, *, now: datetime | None = None) -> OutboxMessage | None:
    """Take a message for this process; None when it is not due or another was first."""
    now = now or timezone.now()
    mine = OutboxMessage.objects.filter(_free(now), pk=message_id)
    if mine.update(state=STATE.CLAIMED, claimed_at=now, attempts=F("attempts") + 1) != 1:
        return None
    return OutboxMessage.objects.get(pk=message_id)


def retry_after(attempts: int) -> timedelta:
    """How long to wait after this many attempts: a minute, doubled each time, at most 6 hours."""
    return min(FIRST_RETRY * float(2 ** min(attempts - 1, 16)), LAST_RETRY)


def deliver(message_id: int, *, now: datetime | None = None) -> bool:
    """Claim one message and do its work. Whether the work was done, here and now."""
    message = claim(message_id, now=now)
    if message is None:
        return False
    if message.begun_at is not None:
        # A send was cut short: it may have gone. Never twice, and never silently lost.
        _give_up(message, "outbox_interrupted", "Cut short while it was being sent.")
        return False
    if message.attempts > MAX_ATTEMPTS:
        # It takes the process with it each time.
        _give_up(message, "outbox_dead", message.last_error or "Every attempt was cut short.")
        return False
    try:
        _work(message)
    except Overtaken:
        logger.warning("outbox_overtaken", message_id=message.pk, kind=message.kind)
        return False
    except Exception as error:
        _put_back(message, error)
        return False
    logger.info("outbox_done", message_id=message.pk, kind=message.kind, attempts=message.attempts)
    return True


def _work(message: OutboxMessage) -> None:
    handler = _handlers.get(message.kind)
    if handler is None:
        # A worker of the version before, in the middle of an upgrade: the next one knows it.
        raise LookupError(f"nothing handles {message.kind}")
    if handler.handle is not None:
        with transaction.atomic():
            handler.handle(message.payload)
            _mark(message, state=STATE.DONE, done_at=timezone.now(), last_error="")
        return
    if handler.prepare is not None:
        last_step = handler.prepare(message.payload)
        if last_step is not None:
            _send(message, last_step)
        _mark(message, state=STATE.DONE, done_at=timezone.now(), last_error="", payload={})


def _send(message: OutboxMessage, last_step: LastStep) -> None:
    """Take the step that cannot be taken back, between two marks.

    Only an exception out of the step itself says that it did not happen; when a mark
    cannot be written afterwards, the row stays begun and is not tried again.
    """
    _mark(message, begun_at=timezone.now())
    try:
        last_step()
    except Exception:
        _mark(message, begun_at=None)
        raise


def _mark(message: OutboxMessage, **values: Any) -> None:
    """Write to the row while our stamp is on it. Raises Overtaken when it is not."""
    ours = OutboxMessage.objects.filter(pk=message.pk, claimed_at=message.claimed_at)
    if ours.update(**values) != 1:
        raise Overtaken


def _put_back(message: OutboxMessage, error: Exception) -> None:
    """Plan another attempt, or give up after the last one."""
    if message.attempts >= MAX_ATTEMPTS:
        _give_up(message, "outbox_dead", format_exc()[-4000:])
        return
    pause = retry_after(message.attempts)
    OutboxMessage.objects.filter(pk=message.pk, claimed_at=message.claimed_at).update(
        state=STATE.WAITING,
        due_at=timezone.now() + pause,
        last_error=format_exc()[-4000:],
    )
    logger.warning(
        "outbox_retry",
        message_id=message.pk,
        kind=message.kind,
        attempts=message.attempts,
        # Only the type: the text of a mail server's refusal holds the address.
        error=type(error).__name__,
        retry_in_s=int(pause.total_seconds()),
    )


def _give_up(message: OutboxMessage, event: str, why: str) -> None:
    OutboxMessage.objects.filter(pk=message.pk, claimed_at=message.claimed_at).update(
        state=STATE.DEAD, last_error=why
    )
    logger.error(event, message_id=message.pk, kind=message.kind, attempts=message.attempts)


def sweep_outbox(*, keep_going: Callable[[], bool] = lambda: True) -> int:
    """Do all the work that is due, until none is left or `keep_going` says no. How much was done."""
    done = 0
    tried: set[int] = set()
    while waiting := [pk for pk in due() if pk not in tried]:
        for pk in waiting:
            if not keep_going():
                return done
            tried.add(pk)
            done += deliver(pk)
    return done
