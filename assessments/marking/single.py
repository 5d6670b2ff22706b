"""One answer out of several. Pure."""

from collections.abc import Mapping
from typing import Any

from assessments.marking.mark import Mark, WrongShape, all_or_nothing, chosen_keys


def check(question: Mapping[str, Any], response: object) -> tuple[str, ...]:
    """At most one option. Raises `WrongShape`."""
    chosen = chosen_keys(question, response)
    if len(chosen) > 1:
        raise WrongShape("one option at most")
    return chosen


def score(question: Mapping[str, Any], chosen: tuple[str, ...]) -> Mark:
    """One point for the right option."""
    return all_or_nothing(question, chosen)
