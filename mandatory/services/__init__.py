"""The doors of mandatory training. Everything is keyword-only, atomic and audited.

Receivers call `match`, `follow_learning`, `credit(_many)`, `order_retake`, `withdraw_retake` and
`close_delta`; people (and the
commands) call the others. Bulk doors, for imports and simulations: `match` with many
people, `record_absences`, `grant_exemptions`.
"""

from mandatory.services.assigning import Matched, follow_learning, match, reconcile
from mandatory.services.crediting import credit, credit_many, order_retake, withdraw_retake
from mandatory.services.pausing import (
    NewAbsence,
    NewExemption,
    end_absence,
    end_exemption,
    grant_exemption,
    grant_exemptions,
    record_absence,
    record_absences,
)
from mandatory.services.reminding import Outcome, remind, send_due_reminders
from mandatory.services.requiring import (
    Replacement,
    close_delta,
    close_requirement,
    rename_requirement,
    require_of_learners,
    set_requirement,
    would_replace,
)
from mandatory.services.rollup import refresh

__all__ = [
    "Matched",
    "NewAbsence",
    "NewExemption",
    "Outcome",
    "Replacement",
    "close_delta",
    "close_requirement",
    "credit",
    "credit_many",
    "end_absence",
    "end_exemption",
    "follow_learning",
    "grant_exemption",
    "grant_exemptions",
    "match",
    "order_retake",
    "reconcile",
    "record_absence",
    "record_absences",
    "refresh",
    "remind",
    "rename_requirement",
    "require_of_learners",
    "send_due_reminders",
    "set_requirement",
    "withdraw_retake",
    "would_replace",
]
