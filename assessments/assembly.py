"""Drawing the form of a check: which questions, and in which order. Pure.

Everything follows from the seed, so that a form can be drawn again and looked into.
"""

import random
from collections.abc import Collection, Sequence


def draw_form(
    bank: Sequence[str], draw: int, seed: int, last: Collection[str] = ()
) -> tuple[str, ...]:
    """Draw `draw` ids of the bank, none twice, in the order in which they are asked.

    At most half of them were in `last`, the form before, unless the bank is too small
    for that; then as few of them as can be. Raises ValueError when the bank is smaller
    than the draw.
    """
    if draw > len(set(bank)):
        raise ValueError("the bank holds fewer questions than are to be drawn")
    chance = random.Random(f"form:{seed}")  # noqa: S311 -- seeded on purpose, guards nothing
    shuffled = sorted(set(bank))
    chance.shuffle(shuffled)
    fresh = [ref for ref in shuffled if ref not in last]
    seen = [ref for ref in shuffled if ref in last]
    least_seen = draw - len(fresh)
    wanted_seen = sum(ref in last for ref in shuffled[:draw])
    again = max(least_seen, min(wanted_seen, draw // 2))
    form = seen[:again] + fresh[: draw - again]
    chance.shuffle(form)
    return tuple(form)


def option_order(keys: Sequence[str], seed: int, ref: str) -> tuple[str, ...]:
    """The order in which the options of question `ref` are shown under this seed."""
    order = sorted(keys)
    random.Random(f"options:{seed}:{ref}").shuffle(order)  # noqa: S311 -- as above
    return tuple(order)


def needed(draw: int, pass_mark: int) -> int:
    """How many right answers out of `draw` reach `pass_mark` (of 100), rounded up."""
    return -(-draw * pass_mark // 100)


def band(score: int, need: int, draw: int) -> str:
    """The band of a passed check: strong with at most half of the misses it allows."""
    return "strong" if 2 * (draw - score) <= draw - need else "secure"
