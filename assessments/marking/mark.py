"""What marking gives back. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class WrongShape(ValueError):
    """A response that could not have been given to the question."""


@dataclass(frozen=True)
class Mark:
    """A score from 0 to `most`, and the feedback by key of each option that was chosen."""

    score: int
    most: int
    chosen: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    feedback: Mapping[str, str] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        """Whether all of it was right."""
        return self.score == self.most


def chosen_keys(question: Mapping[str, Any], response: object) -> tuple[str, ...]:
    """The chosen keys, each once, in the order of the question's options."""
    if not isinstance(response, (list, tuple)) or not all(isinstance(k, str) for k in response):
        raise WrongShape("a list of options was expected")
    known = [option["key"] for option in question["options"]]
    if not set(response) <= set(known):
        raise WrongShape("an option that is not on offer")
    return tuple(key for key in known if key in response)


def all_or_nothing(question: Mapping[str, Any], chosen: tuple[str, ...]) -> Mark:
    """One point when the chosen options are exactly the right ones."""
    right = tuple(option["key"] for option in question["options"] if option["correct"])
    feedback = {
        option["key"]: option["feedback"]
        for option in question["options"]
        if option["key"] in chosen
    }
    return Mark(
        score=int(bool(right) and chosen == right),
        most=1,
        chosen=chosen,
        key=right,
        feedback=feedback,
    )
