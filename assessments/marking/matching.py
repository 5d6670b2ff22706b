"""Things and what they match. Pure."""

from collections.abc import Mapping
from typing import Any

from assessments.marking.mark import Mark, WrongShape, keyed_values


def check(question: Mapping[str, Any], response: object) -> dict[str, str]:
    """For each item its match; items may be left out. Raises `WrongShape`."""
    settled = keyed_values(question, response)
    known = [match["key"] for match in question["matches"]]
    for chosen in settled.values():
        if not isinstance(chosen, str) or chosen not in known:
            raise WrongShape("a match that is not on offer")
    return settled


def score(question: Mapping[str, Any], chosen: dict[str, str]) -> Mark:
    """One point for each item with its match."""
    items = question["items"]
    key = {item["key"]: item["match"] for item in items}
    feedback = {item["key"]: item["feedback"] for item in items if item["key"] in chosen}
    right = sum([key[item] == match for item, match in chosen.items()])
    return Mark(right, len(items), chosen, key, feedback)
