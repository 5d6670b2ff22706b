"""System checks of the foundations."""

from typing import Any

from django.core.checks import CheckMessage, Warning
from django.utils import timezone

from core.workingdays import BANK_HOLIDAYS


def check_bank_holidays(**_kwargs: Any) -> list[CheckMessage]:
    """Say it a year ahead when the data on bank holidays runs out."""
    last = BANK_HOLIDAYS.last_year
    if timezone.localdate().year < last:
        return []
    return [
        Warning(
            f"Bank holidays are known until the end of {last} only.",
            hint="Add the next years to core/data/bank_holidays.json.",
            id="core.W001",
        )
    ]
