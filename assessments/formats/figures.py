"""Numbers and short texts as people write them. Pure."""

import re
from decimal import Decimal
from functools import lru_cache

LONGEST_ANSWER = 200
"""How many characters a written answer may have."""

_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_TYPED = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.([0-9]{0,10}))?")
_UPPER = str.maketrans("−–", "--")


@lru_cache(maxsize=4096)
def plain_decimal(text: str) -> Decimal | None:
    """The number that a plain decimal such as "2.50" is; None for anything else."""
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def settled_number(typed: str) -> str | None:
    """A number as it was typed ("5,000", "+5.0", "£5", "5%") as a plain decimal string.

    Zeros that say nothing go: "5.0" is "5". None for what is no number.
    """
    text = typed.strip().translate(_UPPER).removeprefix("£").removesuffix("%").strip()
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    sign, whole, rest = found.groups()
    whole = whole.replace(",", "").lstrip("0") or "0"
    rest = (rest or "").rstrip("0")
    number = f"{whole}.{rest}" if rest else whole
    return f"-{number}" if sign == "-" and number != "0" else number
