"""Counts of people by unit and post, put together as a table. Pure.

Everybody is counted once: in the unit and the post of the post that they have held longest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluation.disclosure import ALL, Node, Rules, Table

# Widest first: who has finished has begun, who has begun was asked.
MEASURES = ("offered", "started", "completed")
# What people finished matters most; where not all can be told, "started" goes first.
RULES = Rules(
    threshold=10,
    priority=("offered", "completed", "started"),
    cells=("offered", "completed"),
)
# An asterisk keeps what we add apart from the codes of units.
TOTAL, NOWHERE, DIRECTLY = "*all", "*none", "*"


@dataclass(frozen=True)
class Group:
    """People of one unit and one kind of post who stand alike. None: no post on that day."""

    unit: str | None
    job: str | None
    started: bool
    completed: bool
    people: int


@dataclass(frozen=True)
class UnitName:
    """A unit of the tree, parents before those below them."""

    code: str
    name: str
    parent: str | None


@dataclass(frozen=True)
class Words:
    """What rows are called that are no unit and no post."""

    total: str
    nowhere: str
    directly_in: str  # with {unit}


Counts = tuple[int, int, int]
NOBODY: Counts = (0, 0, 0)


def reach_table(
    groups: Iterable[Group],
    units: Iterable[UnitName],
    jobs: Mapping[str, str],
    words: Words,
) -> Table | None:
    """The table of who was asked, began and finished; None when nobody was asked.

    Units and posts without anybody are left out. Where all are in one unit, that unit is
    the total.
    """
    by_leaf: dict[tuple[str, str], Counts] = {}
    for group in groups:
        key = (group.unit or NOWHERE, group.job or NOWHERE)
        by_leaf[key] = plus(by_leaf.get(key, NOBODY), _counts(group))
    if not by_leaf:
        return None
    tree = _Tree(units, {unit for unit, _job in by_leaf}, words)
    counts: dict[tuple[str, str], Counts] = {}
    for (unit, job), numbers in by_leaf.items():
        line = tree.line(unit)
        for place in line:
            _add(counts, (place, ALL), numbers)
        # Units are crossed with posts one level below the total.
        for place in line[-2:]:
            _add(counts, (place, job), numbers)
    columns = [Node(job, label) for job, label in jobs.items() if (tree.total, job) in counts]
    if (tree.total, NOWHERE) in counts:
        columns.append(Node(NOWHERE, words.nowhere))
    for row in tree.rows:
        if row.parent == tree.total:
            for column in columns:
                counts.setdefault((row.key, column.key), NOBODY)
    return Table(measures=MEASURES, rows=tuple(tree.rows), counts=counts, columns=tuple(columns))


def _counts(group: Group) -> Counts:
    begun = group.started or group.completed
    return (group.people, group.people * begun, group.people * group.completed)


def plus(one: Counts, other: Counts) -> Counts:
    """The sum, measure by measure."""
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])


def _add(counts: dict[tuple[str, str], Counts], at: tuple[str, str], more: Counts) -> None:
    counts[at] = plus(counts.get(at, NOBODY), more)


class _Tree:
    """The units in which people were asked, and those above them, as rows of a table."""

    def __init__(self, units: Iterable[UnitName], used: set[str], words: Words) -> None:
        self.units = {unit.code: unit for unit in units}
        wanted: set[str] = set()
        for code in used:
            self.add_line(code, wanted)
        kept = [unit for unit in self.units.values() if unit.code in wanted]
        tops = [unit for unit in kept if unit.parent is None]
        self.total = TOTAL
        if len(tops) == 1 and NOWHERE not in used:
            self.total = tops[0].code
        with_parts = {unit.parent for unit in kept}
        self.rows = [] if self.total != TOTAL else [Node(TOTAL, words.total)]
        self.direct: dict[str, str] = {}
        for unit in kept:
            above = unit.parent or (None if unit.code == self.total else TOTAL)
            self.rows.append(Node(unit.code, unit.name, above))
            if unit.code in used and unit.code in with_parts:
                # People who are in the unit itself beside those in its parts.
                self.direct[unit.code] = f"{unit.code}{DIRECTLY}"
                label = words.directly_in.format(unit=unit.name)
                self.rows.append(Node(self.direct[unit.code], label, unit.code))
        if NOWHERE in used:
            self.rows.append(Node(NOWHERE, words.nowhere, TOTAL))
        self.parents = {row.key: row.parent for row in self.rows}

    def add_line(self, code: str, wanted: set[str]) -> None:
        """A unit and all above it."""
        unit = self.units.get(code)
        while unit is not None and unit.code not in wanted:
            wanted.add(unit.code)
            unit = self.units.get(unit.parent) if unit.parent else None

    def line(self, unit: str) -> list[str]:
        """The rows in which somebody in this unit is counted, the total last."""
        found = [self.direct.get(unit, unit)]
        while above := self.parents[found[-1]]:
            found.append(above)
        return found
