"""The blueprint of a check: so many questions of each kind. Pure.

A blueprint is a list of cells. A question may fit several of them, and is asked for one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

RIGHTS = range(1, 13)
# Between two tries, in hours: two weeks.
LONGEST_PAUSE = 14 * 24


@dataclass(frozen=True)
class Cell:
    """So many questions of one kind. What is empty may be any."""

    draw: int
    rights: tuple[int, ...] = ()
    levels: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """A cell from JSON data."""
        names = ("rights", "levels", "lessons", "types")
        return cls(data["draw"], **{name: tuple(data.get(name, ())) for name in names})

    def as_data(self) -> dict[str, Any]:
        """The same as JSON data: what may be any is left out."""
        data: dict[str, Any] = {"draw": self.draw}
        for name in ("rights", "levels", "lessons", "types"):
            if getattr(self, name):
                data[name] = list(getattr(self, name))
        return data

    def fits(self, question: Mapping[str, Any]) -> bool:
        """Whether a compiled question is of this kind."""
        return (
            (not self.rights or any(right in self.rights for right in question["rights"]))
            and (not self.levels or question["level"] in self.levels)
            and (not self.lessons or question["lesson"] in self.lessons)
            and (not self.types or question["type"] in self.types)
        )


def cells_of(blueprint: Iterable[Mapping[str, Any]]) -> tuple[Cell, ...]:
    """The cells of a blueprint that is JSON data."""
    return tuple(Cell.of(data) for data in blueprint)


class Masks(dict[str, int]):
    """By ref, which cells a question fits, as bits; worked out when it is asked for."""

    def __init__(self, bank: Mapping[str, Mapping[str, Any]], cells: Sequence[Cell]) -> None:
        super().__init__()
        self._bank, self._cells = bank, cells
        self._alike: dict[tuple[Any, ...], int] = {}

    def __missing__(self, ref: str) -> int:
        question = self._bank[ref]
        kind = (*question["rights"], question["level"], question["lesson"], question["type"])
        mask = self._alike.get(kind)
        if mask is None:
            mask = sum(cell.fits(question) << n for n, cell in enumerate(self._cells))
            self._alike[kind] = mask
        self[ref] = mask
        return mask


class Matching:
    """Questions taken into the cells of a blueprint, each into one, none over its number.

    A question that would not fit beside those already taken may move them to other cells
    that they fit; what is taken stays taken.
    """

    def __init__(self, room: Sequence[int]) -> None:
        self._room = list(room)
        self._held: list[dict[str, int]] = [{} for _ in room]
        # Cells that are full, and held by questions that fit no cell with room: for good.
        self._closed = 0
        self._left = sum(room)
        self.taken: list[str] = []

    @property
    def is_full(self) -> bool:
        """Whether the blueprint is met."""
        return not self._left

    def take(self, ref: str, mask: int) -> bool:
        """Take a question that fits the cells of `mask`; whether there was a place for it."""
        if not mask & ~self._closed:
            return False
        # From each cell that was reached: which question has to come in, and from where.
        came: dict[int, tuple[str, int, int]] = {}
        queue: deque[int] = deque()
        self._reach(ref, mask, -1, came, queue)
        while queue:
            cell = queue.popleft()
            if len(self._held[cell]) < self._room[cell]:
                self._move(cell, came)
                self.taken.append(ref)
                self._left -= 1
                return True
            for held, fits in self._held[cell].items():
                self._reach(held, fits, cell, came, queue)
        for cell in came:
            self._closed |= 1 << cell
        return False

    def _reach(
        self,
        ref: str,
        mask: int,
        at: int,
        came: dict[int, tuple[str, int, int]],
        queue: deque[int],
    ) -> None:
        rest = mask & ~self._closed
        while rest:
            cell = (rest & -rest).bit_length() - 1
            rest &= rest - 1
            if cell not in came:
                came[cell] = (ref, mask, at)
                queue.append(cell)

    def _move(self, cell: int, came: Mapping[int, tuple[str, int, int]]) -> None:
        """Let each question on the way into its next cell, from the last to the first."""
        while cell >= 0:
            ref, mask, before = came[cell]
            if before >= 0:
                del self._held[before][ref]
            self._held[cell][ref] = mask
            cell = before


def cells_met(
    bank: Mapping[str, Mapping[str, Any]], cells: Sequence[Cell], *, times: int = 1
) -> bool:
    """Whether a bank holds so many forms that share no question, each meeting every cell."""
    fits = Masks(bank, cells)
    form = Matching([cell.draw * times for cell in cells])
    for ref in bank:
        form.take(ref, fits[ref])
        if form.is_full:
            return True
    return form.is_full
