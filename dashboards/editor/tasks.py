"""Work out of the outbox: ids in, one service call."""

from __future__ import annotations

import datetime
from typing import Any

from accounts.models import User
from core.outbox import handles
from dashboards.editor.services import BUILD_DELTA, build_delta
from victimscode.models import Edition
from victimscode.queries import replacement_by


@handles(BUILD_DELTA)
def build(payload: dict[str, Any]) -> None:
    """Build the lesson on what has changed, and ask for it, unless the site went back since."""
    edition = Edition.objects.get(slug=payload["edition"])
    replacement = replacement_by(edition)
    if replacement is None or not edition.is_current:
        return
    build_delta(
        by=User.objects.get(pk=payload["by"]),
        replacement=replacement,
        due_by=datetime.date.fromisoformat(payload["due_by"]),
    )
