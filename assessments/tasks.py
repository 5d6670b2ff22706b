"""Work out of the outbox: ids in, one service call."""

import uuid
from typing import Any

from assessments import services
from assessments.services.regrading import KIND
from core.outbox import handles
from core.periodic import every


@handles(KIND)
def go_on_regrading(payload: dict[str, Any]) -> None:
    """Mark the next batch of earlier answers again."""
    services.go_on_regrading(regrade_id=uuid.UUID(payload["regrade"]))


@every("assessments.question_files", seconds=24 * 3600)
def forget_files() -> None:
    """Drop files of questions that nobody has taken."""
    services.forget_question_files()
