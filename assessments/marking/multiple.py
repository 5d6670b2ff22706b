"""Several answers out of several: all of the right ones and no others. Pure."""

from collections.abc import Mapping
from typing import Any

from assessments.marking.mark import Mark, all_or_nothing, chosen_keys


def check(question: Mapping[str, Any], response: object) -> tuple[str, ...]:
    """Any of the options. Raises `WrongShape`."""
    return chosen_keys(question, response)


def score(question: Mapping[str, Any], chosen: tuple[str, ...]) -> Mark:
    """One point for exactly the right options; part of them is feedback, not points."""
    return all_or_nothing(question, chosen)
