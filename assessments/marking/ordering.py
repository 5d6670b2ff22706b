"""Steps to be put in order. Pure."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from assessments.marking.mark import Mark, WrongShape


def check(question: Mapping[str, Any], response: object) -> tuple[str, ...]:
    """All steps in an order, or none. Raises `WrongShape`."""
    if not isinstance(response, (list, tuple)):
        raise WrongShape("a list of steps was expected")
    if not response:
        return ()
    order = question["order"]
    if len(response) != len(order) or not all(isinstance(key, str) for key in response):
        raise WrongShape("every step was expected, once")
    if set(response) != set(order):
        raise WrongShape("every step was expected, once")
    return tuple(response)


def score(question: Mapping[str, Any], chosen: tuple[str, ...]) -> Mark:
    """One point for each two neighbours of which the earlier step comes first."""
    order = question["order"]
    place = {key: number for number, key in enumerate(order)}
    places = [place[key] for key in chosen]
    right = sum([one < other for one, other in pairwise(places)])
    items = question["items"] if chosen else ()
    feedback = {item["key"]: item["feedback"] for item in items}
    return Mark(right, len(order) - 1, chosen, tuple(order), feedback)
