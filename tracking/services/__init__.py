"""The only doors to the learning record's state.

Single doors: `register`, `record`, `record_prior`, `void`, `release_version`,
`withdraw_version`; for prior learning `ask_for_prior_learning`, `decide_prior_learning`,
`withdraw_prior_learning`. Bulk doors beside them, equal to calling the single ones in the same
order: `record_many`, `complete_many`. `rebuild_progress` projects anew from the ledger.
"""

from tracking.services.asking import (
    ask_for_prior_learning,
    decide_prior_learning,
    evidence_file,
    note_evidence_opened,
    withdraw_prior_learning,
)
from tracking.services.bulk import (
    BulkOutcome,
    NewEvent,
    NewPart,
    NewRun,
    complete_many,
    record_many,
)
from tracking.services.corrections import void
from tracking.services.exporting import note_record_exported
from tracking.services.ledger import part_key
from tracking.services.prior import record_prior
from tracking.services.rebuilding import Rebuilt, rebuild_progress
from tracking.services.recording import record
from tracking.services.registering import register, renew
from tracking.services.versions import release_version, withdraw_version

__all__ = [
    "BulkOutcome",
    "NewEvent",
    "NewPart",
    "NewRun",
    "Rebuilt",
    "ask_for_prior_learning",
    "complete_many",
    "decide_prior_learning",
    "evidence_file",
    "note_evidence_opened",
    "note_record_exported",
    "part_key",
    "rebuild_progress",
    "record",
    "record_many",
    "record_prior",
    "register",
    "release_version",
    "renew",
    "void",
    "withdraw_prior_learning",
    "withdraw_version",
]
