"""What marking gives back, and what the types with options share. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class WrongShape(ValueError):
    """A response that could not have been given to the question."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A score from 0 to `most`. `chosen` is the settled response and `key` the right one, in
    the shape of the type; `feedback` goes by the key of each part that is spoken to.

    A check counts the answer as right from `enough` on: all of it, where nothing else is said.
    """

    score: int
    most: int
    chosen: Any = ()
    key: Any = ()
    feedback: Mapping[str, str] = field(default_factory=dict)
    enough: int = 0

    def __post_init__(self) -> None:
        if not self.enough:
            object.__setattr__(self, "enough", self.most)

    @property
    def full(self) -> bool:
        """Whether it counts as right."""
        return self.score >= self.enough


def chosen_keys(question: Mapping[str, Any], response: object) -> tuple[str, ...]:
    """The chosen keys, each once, in the order of the question's options."""
    options = question["options"]
    if not isinstance(response, (list, tuple)) or len(response) > 4 * len(options):
        raise WrongShape("a list of options was expected")
    if not all(isinstance(key, str) for key in response):
        raise WrongShape("a list of options was expected")
    known = [option["key"] for option in options]
    if not set(response) <= set(known):
        raise WrongShape("an option that is not on offer")
    return tuple([key for key in known if key in response])


def all_or_nothing(question: Mapping[str, Any], chosen: tuple[str, ...]) -> Mark:
    """One point when the chosen options are exactly the right ones."""
    options = question["options"]
    right = tuple([option["key"] for option in options if option["correct"]])
    feedback = {option["key"]: option["feedback"] for option in options if option["key"] in chosen}
    return Mark(int(bool(right) and chosen == right), 1, chosen, right, feedback)


def keyed_values(question: Mapping[str, Any], response: object) -> dict[str, Any]:
    """A response that goes by the keys of the question's items, in their order."""
    items = question["items"]
    if not isinstance(response, dict) or len(response) > len(items):
        raise WrongShape("an object of items was expected")
    settled = {item["key"]: response[item["key"]] for item in items if item["key"] in response}
    if len(settled) != len(response):
        raise WrongShape("an item that is not part of the question")
    return settled
