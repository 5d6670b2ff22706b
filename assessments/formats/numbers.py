"""Decimal numbers as they are written in files. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?")


def decimal_of(text: str) -> Decimal | None:
    """A number as other systems write it; None for what is none, or is beyond all sense."""
    text = text.strip()
    if not text.isascii() or not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    return number if abs(number) < Decimal(10) ** 30 else None


def plain_number(number: Decimal) -> str:
    """A number without exponent; zeros that say nothing stay as they were written."""
    written = format(number, "f")
    return written.removeprefix("-") if number.is_zero() else written
