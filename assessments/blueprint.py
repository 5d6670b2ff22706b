"""The blueprint of a check: so many questions of each kind. Pure.

A blueprint is a list of cells. A question may fit several of them, and is asked for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
