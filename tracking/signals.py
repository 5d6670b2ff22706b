"""News that travels up from the ledger, sent by services inside their transaction.

Receivers call one service of their own app. Nothing is sent by `rebuild_progress`, and
nothing hangs on `post_save`.

`completed`
    A person finished a module. Sent by the single doors with `event` (the `completed`
    Event), `registration` (None for prior learning), `user_id`, `module_key`,
    `occurred_at`.
`completed_many`
    The same, sent by the bulk doors once a batch, with `completions`, a list of
    `tracking.signals.Completed`: the same five names. A receiver of one receives both.
`voided`
    The completion of a module was voided by a correction: `event` (the voided
    `completed` Event), `registration` (or None), `user_id`, `module_key`.
`parts_changed`
    Parts of a module were finished, or that was corrected: `parts`, a list of
    `tracking.signals.PartChanged`. Sent by the single doors for each, by the bulk doors
    once a batch.
`released`
    A new version of a module reached learners: `version`.
`withdrawn`
    A version was taken back: `version`.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.dispatch import Signal

from tracking.models import Event, Registration


@dataclass(frozen=True, slots=True)
class Completed:
    """One completion in the list that `completed_many` carries."""

    event: Event
    registration: Registration | None
    user_id: int
    module_key: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class PartChanged:
    """Somebody finished a part of a version, or it turned out that they had not."""

    user_id: int
    version_id: UUID
    object_iri: str


completed = Signal()
completed_many = Signal()
voided = Signal()
parts_changed = Signal()
released = Signal()
withdrawn = Signal()
