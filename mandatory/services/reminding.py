"""Reminders: three in a window at the most, whoever asks, through the outbox."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.dates import day_bounds
from core.services import Change, audit_many, enqueue_many
from mandatory import queries, reminders
from mandatory.models import Reminder
from mandatory.reminders import LeftOut, Letter, ToSend
from mandatory.services.rollup import chunks

REMINDERS_AT_ONCE = 200
MORNING = datetime.timedelta(hours=7)


@dataclass(frozen=True)
class Outcome:
    """What was sent, and who was left out and why."""

    sent: int
    left_out: Sequence[LeftOut]


@transaction.atomic
def remind(*, by: User, user_ids: Collection[int]) -> Outcome:
    """Remind people, of everything that may be reminded of today; never more than the rules allow.

    Only people whom `by` sees. Who is away, exempt, in date or was reminded already is left
    out with the reason. Asking twice sends once.
    """
    plan = reminders.plan(by, user_ids=user_ids)
    _send(plan.to_send, by=by, today=queries.today())
    return Outcome(len(plan.to_send), plan.left_out)


def send_due_reminders(*, today: datetime.date | None = None, letters: bool = True) -> int:
    """Send the reminders whose time has come; how many. Each once, however often it is called.

    A reminder that was missed for a fortnight is left out: the next one is then in season.
    Without `letters` they are only written down as sent, on that day: for an import of a
    history, or a demonstration, whose people were reminded elsewhere or never existed.
    """
    day = today or queries.today()
    sent = 0
    for offers in chunks(reminders.in_season(day), REMINDERS_AT_ONCE):
        with transaction.atomic():
            _send(offers, by=None, today=day, letters=letters)
        sent += len(offers)
    return sent


def _send(
    offers: Sequence[ToSend], *, by: User | None, today: datetime.date, letters: bool = True
) -> None:
    now = timezone.now() if letters else day_bounds(today)[0] + MORNING
    rows = [
        Reminder(
            user_id=offered.window.user_id,
            requirement_id=offered.window.requirement_id,
            clock_since=offered.clock_since,
            due_on=offered.due_on,
            kind=offered.kind,
            by=by,
            recorded_at=now,
        )
        for offered in offers
    ]
    # Somebody else may have been first: the constraint decides, and the outbox key agrees with it.
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    if letters:
        _enqueue(rows, reminders.compose(offers, today=today))
    if by is not None:
        changes = [
            Change(
                offered.window.requirement,
                after={"kind": row.kind, "due_on": row.due_on.isoformat()},
                about=offered.window.user,
                personal_after={"user": offered.window.user_id},
            )
            for offered, row in zip(offers, rows, strict=True)
        ]
        audit_many(by=by, action="reminder.sent", changes=changes)


def _enqueue(rows: Sequence[Reminder], letters: Sequence[Letter]) -> None:
    enqueue_many(
        kind="email",
        payloads=[
            (
                f"reminder:{row.user_id}:{row.requirement_id}:{row.clock_since}:{row.kind}",
                {"to": letter.to, "subject": letter.subject, "text": letter.text},
            )
            for row, letter in zip(rows, letters, strict=True)
        ],
    )
