"""What the figures of a question give an editor to look at. Pure.

Flags are raised on what may be shown, so that none says more than the figures beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from evaluation.disclosure.answers import Share, ShownItem, ShownOption

TOO_HARD, TOO_EASY = 20, 90
SEPARATES = 0.15
HARDLY_CHOSEN = 3


class Flag(StrEnum):
    """What to look at, the most pressing first."""

    OTHER_WAY_ROUND = "other-way-round"
    WRONG_OPTION_LIKED = "liked-by-those-who-know"
    DOES_NOT_SEPARATE = "does-not-separate"
    TOO_HARD = "too-hard"
    TOO_EASY = "too-easy"
    NOBODY_CHOOSES = "hardly-chosen"


@dataclass(frozen=True)
class Raised:
    """A flag, with the options that it is about."""

    flag: Flag
    options: tuple[str, ...] = ()


def flags(item: ShownItem) -> tuple[Raised, ...]:
    """What to look at, the most pressing first.

    A share that is only known to be above (or below) raises a flag where the bound does.
    """
    r_rest, found = item.r_rest, []
    liked = _names(one for one in item.options if _liked(one, r_rest))
    unchosen = _names(one for one in item.options if not one.is_right and _hardly(one.share))
    if r_rest is not None and r_rest < 0:
        found.append(Raised(Flag.OTHER_WAY_ROUND))
    if liked:
        found.append(Raised(Flag.WRONG_OPTION_LIKED, liked))
    if r_rest is not None and 0 <= r_rest < SEPARATES:
        found.append(Raised(Flag.DOES_NOT_SEPARATE))
    if _is_low(item.facility):
        found.append(Raised(Flag.TOO_HARD))
    if _is_high(item.facility):
        found.append(Raised(Flag.TOO_EASY))
    if unchosen:
        found.append(Raised(Flag.NOBODY_CHOOSES, unchosen))
    return tuple(found)


def _names(options: Iterable[ShownOption]) -> tuple[str, ...]:
    return tuple(f"{one.group}:{one.key}" if one.group else one.key for one in options if one.key)


def _liked(one: ShownOption, r_rest: float | None) -> bool:
    """Whether an option that is not right goes with the rest more than the right answer does."""
    if one.is_right or not one.key or one.r_rest is None or r_rest is None:
        return False
    return one.r_rest > r_rest


def _hardly(share: Share) -> bool:
    if share.kind == "below":
        return share.percent <= HARDLY_CHOSEN
    return share.kind == "about" and share.percent < HARDLY_CHOSEN


def _is_low(share: Share) -> bool:
    if share.kind == "below":
        return share.percent <= TOO_HARD
    return share.kind == "about" and share.percent < TOO_HARD


def _is_high(share: Share) -> bool:
    if share.kind == "above":
        return share.percent >= TOO_EASY
    return share.kind == "about" and share.percent > TOO_EASY
