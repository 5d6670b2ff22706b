"""A number that is written, with a tolerance. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.formats.figures import plain_decimal, settled_number
from assessments.marking.mark import Mark, WrongShape

_LONGEST = 60


def check(question: Mapping[str, Any], response: object) -> str:
    """A number as typed ("5,000", "5.0 working days") as a plain decimal. Raises `WrongShape`."""
    if not isinstance(response, str) or len(response) > _LONGEST:
        raise WrongShape("a number was expected")
    if not response or not response.strip():
        return ""
    number = settled_number(response) or settled_number(_bare(response, question.get("unit", "")))
    if number is None:
        raise WrongShape("a number was expected")
    return number


def _bare(typed: str, unit: str) -> str:
    """What was typed without the unit behind it."""
    text = typed.strip().casefold()
    return text.removesuffix(unit.strip().casefold()) if unit else text


def score(question: Mapping[str, Any], chosen: str) -> Mark:
    """One point when the first of the answers that is near enough is a right one."""
    answers = question["answers"]
    key = tuple([answer["value"] for answer in answers if answer["correct"]])
    given = plain_decimal(chosen)
    if given is None:
        return Mark(0, 1, "", key)
    for answer in answers:
        if _near(given, answer["value"], answer.get("tolerance")):
            said = {answer["key"]: answer["feedback"]}
            return Mark(int(answer["correct"]), 1, chosen, key, said)
    return Mark(0, 1, chosen, key, {"otherwise": question["otherwise"]})


def _near(given: Decimal, value: str, tolerance: str | None) -> bool:
    wanted, width = plain_decimal(value), plain_decimal(tolerance) if tolerance else None
    if wanted is None:
        return False
    return abs(given - wanted) <= width if width else given == wanted
