"""Drawing the form of a check: which questions, and in which order. Pure.

Everything follows from the seed, so that a form can be drawn again and looked into.
"""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from assessments.blueprint import Cell, Masks, Matching
from core.hashing import document_hash

Questions = Mapping[str, Mapping[str, Any]]


def assemble(
    bank: Questions, draw: int, cells: Sequence[Cell], seed: int, last: Collection[str] = ()
) -> tuple[str, ...]:
    """Draw a form from compiled questions by ref: by its blueprint, or without one at random.

    With cells, every cell is met, whatever else; then at most half of the form was in `last`,
    where the bank allows it, and otherwise as few as can be. Every question that fits a cell
    has a chance. Raises ValueError when the bank cannot meet the blueprint.
    """
    if not cells:
        return draw_form(tuple(bank), draw, seed, last)
    chance = random.Random(f"form:{seed}")  # noqa: S311 -- seeded on purpose, guards nothing
    order = _Order(sorted(bank), chance)
    fits = Masks(bank, cells)
    chosen = _greedy(cells, fits, order)
    if len(chosen) < sum(cell.draw for cell in cells):
        raise ValueError("the bank does not hold the questions that the blueprint asks for")
    seen = [ref for ref in chosen if ref in last]
    if len(seen) > len(chosen) // 2:
        chosen = _with_fewer(cells, fits, order, seen, last)
    chance.shuffle(chosen)
    return tuple(chosen)


def _with_fewer(
    cells: Sequence[Cell],
    fits: Masks,
    order: Iterable[str],
    seen: Sequence[str],
    last: Collection[str],
) -> list[str]:
    """Meet the blueprint with at most half of the form from `last`, or with as few as can be.

    What can be in one form together is a matroid: taken greedily, a set that can be extended
    to a whole form always is. So the questions that cannot be spared come first, then of the
    others seen as many as there is room for, then those that are new.
    """
    new = [ref for ref in order if ref not in last]
    spare = [ref for ref in order if ref in last]
    needed_again = [ref for ref in _greedy(cells, fits, [*new, *spare]) if ref in last]
    size = sum(cell.draw for cell in cells)
    room = max(len(needed_again), size // 2)
    form = Matching([cell.draw for cell in cells])
    again = 0
    for ref in dict.fromkeys([*needed_again, *seen]):
        again += again < room and form.take(ref, fits[ref])
    for ref in new:
        form.take(ref, fits[ref])
    return form.taken


def _greedy(cells: Sequence[Cell], fits: Masks, order: Iterable[str]) -> list[str]:
    form = Matching([cell.draw for cell in cells])
    for ref in order:
        form.take(ref, fits[ref])
        if form.is_full:
            break
    return form.taken


class _Order:
    """Refs in a random order, as far as somebody asks for it; the same each time it is asked."""

    def __init__(self, refs: list[str], chance: random.Random) -> None:
        self._refs, self._chance, self._settled = refs, chance, 0

    def __iter__(self) -> Iterator[str]:
        refs, count = self._refs, len(self._refs)
        for here in range(count):
            if here >= self._settled:
                there = here + int(self._chance.random() * (count - here))
                refs[here], refs[there] = refs[there], refs[here]
                self._settled = here + 1
            yield refs[here]


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


def as_shown(question: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """A compiled question with what it offers in the order of this seed.

    True and false keep their places; steps to be put in order never stand in it already.
    """
    shown = dict(question)
    for name in ("options", "items", "matches"):
        if name not in question or question["type"] == "truefalse":
            continue
        by_key = {one["key"]: one for one in question[name]}
        # Options are shuffled as they always were; other lists each in their own way.
        salt = question["ref"] if name == "options" else f"{question['ref']}:{name}"
        order = option_order(tuple(by_key), seed, salt)
        if name == "items" and list(order) == list(question.get("order", ())):
            order = (*order[1:], order[0])
        shown[name] = [by_key[key] for key in order]
    return shown


def as_practised(question: Mapping[str, Any]) -> dict[str, Any]:
    """A compiled question with what it offers in an order that is the same for everybody.

    The order tells nothing of the answer. True and false keep their places.
    """
    shown = dict(question)
    for name in ("options", "items", "matches"):
        if name not in question or question["type"] == "truefalse":
            continue
        mixed = sorted(question[name], key=lambda one: document_hash([question["ref"], one["key"]]))
        if name == "items" and [one["key"] for one in mixed] == list(question.get("order", ())):
            mixed = [*mixed[1:], mixed[0]]
        shown[name] = mixed
    return shown


def needed(draw: int, pass_mark: int) -> int:
    """How many right answers out of `draw` reach `pass_mark` (of 100), rounded up."""
    return -(-draw * pass_mark // 100)


def band(score: int, need: int, draw: int) -> str:
    """The band of a passed check: strong with at most half of the misses it allows."""
    return "strong" if 2 * (draw - score) <= draw - need else "secure"
