"""Work outside requests: a shell around the services."""

from datetime import time
from typing import Any

from core.outbox import handles
from core.periodic import daily
from evaluation import services


@daily("evaluation.item_reports", at=time(4))
def make_item_reports() -> int:
    """How the questions of every bank perform, once a night."""
    return services.make_item_reports()


@handles("evaluation.item_report")
def make_item_report(payload: dict[str, Any]) -> None:
    """The same for one bank, because somebody asked."""
    services.make_item_report(bank=payload["bank"])
