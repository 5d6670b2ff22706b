"""A day, or a number of days, counted in working days. Pure.

The answer and what the usual slips lead to were worked out from the bank holidays of England
and Wales when the question was compiled.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from assessments.formats.limits import SLIPS
from assessments.marking.mark import Mark, WrongShape

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT = re.compile(r"[0-9]{1,4}")


def check(question: Mapping[str, Any], response: object) -> str:
    """A day as 2026-06-01, or a whole number. Raises `WrongShape`, for an impossible day too."""
    if not isinstance(response, str) or len(response) > 40:
        raise WrongShape("a day or a number was expected")
    text = response.strip()
    if not text:
        return ""
    if question["limit"]["asks"] == "days":
        if not _COUNT.fullmatch(text):
            raise WrongShape("a whole number was expected")
        return str(int(text))
    if not _DAY.fullmatch(text):
        raise WrongShape("a day was expected")
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise WrongShape("there is no such day") from error
    return text


def score(question: Mapping[str, Any], chosen: str) -> Mark:
    """One point for the right one; the usual slips have feedback of their own."""
    key = str(question["answer"])
    if not chosen:
        return Mark(0, 1, "", key)
    said = question["feedback"]
    if chosen == key:
        return Mark(1, 1, chosen, key, {"right": said["right"]})
    slips = question["slips"]
    for slip in SLIPS:
        if slip in slips and str(slips[slip]) == chosen and said.get(slip):
            return Mark(0, 1, chosen, key, {slip: said[slip]})
    return Mark(0, 1, chosen, key, {"otherwise": said["otherwise"]})
