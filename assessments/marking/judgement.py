"""Ways to respond to a situation, rated or ranked beside the experts. Pure."""

from collections.abc import Mapping
from typing import Any

from assessments.marking.mark import Mark, WrongShape, keyed_values

MOST_EACH = 3


def check(question: Mapping[str, Any], response: object) -> dict[str, int]:
    """For each response a rating from 0 to 3, or a rank that no other has; some may be left out.

    Raises `WrongShape`.
    """
    settled = keyed_values(question, response)
    ranked = question["mode"] == "rank"
    lowest, highest = (1, len(question["items"])) if ranked else (0, MOST_EACH)
    for given in settled.values():
        if type(given) is not int or not lowest <= given <= highest:
            raise WrongShape("a rating that is not on offer")
    if ranked and len(set(settled.values())) < len(settled):
        raise WrongShape("two responses of one rank")
    return settled


def score(question: Mapping[str, Any], chosen: dict[str, int]) -> Mark:
    """Three points for each, less the distance from the experts. See `enough_of` for how many do."""
    items = question["items"]
    key = {item["key"]: item["expert"] for item in items}
    feedback = {item["key"]: item["feedback"] for item in items if item["key"] in chosen}
    points = sum([max(MOST_EACH - abs(given - key[item]), 0) for item, given in chosen.items()])
    most = MOST_EACH * len(items)
    return Mark(points, most, chosen, key, feedback, enough_of(most))


def enough_of(most: int) -> int:
    """More than two thirds: so much comes of rating everything alike where a key uses the scale."""
    return 2 * most // 3 + 1
