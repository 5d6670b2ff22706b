"""What of the figures of a question may be shown. Pure.

Nothing of fewer than 30 people. Of more, no group of 1 to 9 people can be told from the
others, nor can it be worked out:

- where fewer than ten people had a question not fully right (or got nothing for it), its
  facility is a bound, and what compares the two groups is left out;
- an option that fewer than ten people chose is said to be that, and no more. The others are
  rounded as coarsely as it takes for the few to be anything from none to nine, given all that
  is shown: the number of people, the facility, and the other options.

Nought is such a small number too: that nobody at all chose an option is not said.

Correlations and means are rounded to two places before anything is kept: with more of them
the exact shares behind them could be solved for. So could the share of right answers by
their standard deviation, which is given for partial marks only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.statistics.items import Figures, Option, Tails
from evaluation.statistics.weighted import Quartiles

FEWEST = 30
SMALL = 10
# Roundings of a share, in per cent, the finest first.
STEPS = (1, 2, 5, 10, 20, 25, 50)


@dataclass(frozen=True)
class Share:
    """A share in per cent: about so much, or only that it is above or below."""

    percent: int
    kind: str = "about"

    @property
    def as_data(self) -> list[object]:
        """As JSON data."""
        return [self.percent, self.kind]


@dataclass(frozen=True)
class ShownOption:
    """An option as it may be shown. `mean_rest` and `r_rest` are None where few chose it."""

    group: str
    key: str
    share: Share
    mean_rest: float | None
    r_rest: float | None
    is_right: bool


@dataclass(frozen=True)
class ShownItem:
    """The figures of a question as they may be shown; None for what is withheld or undefined.

    `withheld` says that what compares people is left out because one side is few, `step` to
    how many per cent shares are rounded. `options` is empty where no rounding would do.
    """

    n: int
    facility: Share
    sd: float | None
    r_rest: float | None
    r_total: float | None
    efficiency: float | None
    tails: Tails | None
    options: tuple[ShownOption, ...]
    time: Quartiles | None
    is_partial: bool
    withheld: bool
    step: int


def shown(told: Figures, *, overlapping: bool = False) -> ShownItem | None:
    """What may be shown of these figures; None for fewer than 30 people.

    `overlapping`: a person may have chosen several options of one group.
    """
    if told.n < FEWEST:
        return None
    few = told.n - told.full < SMALL or told.some < SMALL
    step = _step(told, overlapping=overlapping)
    rounding = step or STEPS[-1]
    options = () if step is None else tuple(_option(told, one, rounding) for one in told.options)
    return ShownItem(
        n=told.n,
        facility=_facility(told, rounding),
        sd=_rounded(told.sd) if told.is_partial and not few else None,
        r_rest=None if few else _rounded(told.r_rest),
        r_total=None if few else _rounded(told.r_total),
        efficiency=None if few else _rounded(told.efficiency),
        tails=_tails(told.tails) if told.tails and not few else None,
        options=options,
        time=told.time if told.time and told.time.n >= FEWEST else None,
        is_partial=told.is_partial,
        withheld=few,
        step=rounding,
    )


def _rounded(value: float | None) -> float | None:
    """To two places; nought without a sign."""
    return None if value is None else round(value, 2) + 0.0


def _tails(told: Tails) -> Tails:
    return Tails(round(told.index, 2) + 0.0, told.upper, told.lower)


def _facility(told: Figures, step: int) -> Share:
    if told.n - told.full < SMALL:
        return Share(_bound(told.n, up=True), "above")
    if told.some < SMALL:
        return Share(_bound(told.n, up=False), "below")
    if told.is_partial:
        return Share(math.floor(100 * told.facility / step + 0.5) * step)
    return Share(_nearest(told.full, told.n, step))


def _bound(n: int, *, up: bool) -> int:
    """The share that ten people of so many are, or that all but ten are, rounded outwards."""
    few = 100 * SMALL / n
    return math.floor(100 - few) if up else math.ceil(few)


def _nearest(count: int, n: int, step: int) -> int:
    """So many of n, in per cent to the nearest multiple of `step`, halves up."""
    return (200 * count + n * step) // (2 * n * step) * step


def _option(told: Figures, one: Option, step: int) -> ShownOption:
    few = one.count < SMALL
    if few:
        share = Share(_bound(told.n, up=False), "below")
    elif told.n - one.count < SMALL:
        share = Share(_bound(told.n, up=True), "above")
    else:
        share = Share(_nearest(one.count, told.n, step))
    return ShownOption(
        group=one.group,
        key=one.key,
        share=share,
        mean_rest=None if few else _rounded(one.mean_rest),
        r_rest=None if few or told.n - one.count < SMALL else _rounded(one.r_rest),
        is_right=one.is_right,
    )


def _step(told: Figures, *, overlapping: bool) -> int | None:
    """The finest rounding under which the few stay hidden; None if there is none."""
    if overlapping:
        # No option can be worked out from others that may have been chosen beside it.
        return STEPS[0]
    groups: dict[str, list[Option]] = {}
    for one in told.options:
        groups.setdefault(one.group, []).append(one)
    hidden = (step for step in STEPS if all(_hides(told.n, each, step) for each in groups.values()))
    return next(hidden, None)


def _hides(n: int, options: Sequence[Option], step: int) -> bool:
    """Whether each option that few chose could be anything from none to nine people.

    Who gave no answer is a group as well: it has no line, and is what the others leave.
    """
    counts = [one.count for one in options]
    if (silent := n - sum(counts)) > 0:
        counts.append(silent)
    limits = [_limits(n, count, step) for count in counts]
    for place, count in enumerate(counts):
        if count >= SMALL:
            continue
        others = [limit for at, limit in enumerate(limits) if at != place]
        most = n - sum(low for low, _high in others)
        least = n - sum(high for _low, high in others)
        if most < SMALL - 1 or least > 0:
            return False
    return True


def _limits(n: int, count: int, step: int) -> tuple[int, int]:
    """The least and the greatest that a count may be, from what is shown of it."""
    if count < SMALL:
        return 0, SMALL - 1
    if n - count < SMALL:
        return n - SMALL + 1, n
    middle = _nearest(count, n, step)
    low, high = -(-n * (2 * middle - step) // 200), (n * (2 * middle + step) - 1) // 200
    return max(SMALL, low), min(n - SMALL, high)
