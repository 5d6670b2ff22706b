"""What play can reach: exactly while there are few states, otherwise an honest over-estimate. Pure.

The exact search plays every choice in every state. Beyond its limit the states of a scene are
taken together: a range for each variable, the flags that may be set and those that must be. What
such an estimate calls impossible is impossible; what it calls possible may not be.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from scenarios.conditions import Condition, Known
from scenarios.engine import END, Choice, Graph

LIMIT = 100_000
Range = tuple[int, int]


@dataclass
class Exploration:
    """What play can reach. `exact` is False when there were more states than the limit; then
    all sets hold what may be reached, and `without_…` what may happen.

    `ranges` has the least and most of each variable at each scene, and at `END`.
    """

    exact: bool = True
    states: int = 0
    scenes: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    variants: set[tuple[str, int]] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)
    without_choice: set[str] = field(default_factory=set)
    without_best: set[str] = field(default_factory=set)
    without_ending: bool = False
    ranges: dict[str, dict[str, Range]] = field(default_factory=dict)


def explore(graph: Graph, limit: int = LIMIT) -> Exploration:
    """Find what play can reach. Every scene that a choice leads to must exist."""
    return _Search(graph, limit).run() or _estimate(graph)


# Exactly ----------------------------------------------------------------------------------

_Values = tuple[int, ...]
_State = tuple[int, _Values, frozenset[str]]


class _Moved(dict[int, int]):
    """What a change makes of each value of a variable, between its bounds; worked out once."""

    def __init__(self, change: int, least: int, most: int) -> None:
        super().__init__()
        self.change, self.least, self.most = change, least, most

    def __missing__(self, value: int) -> int:
        moved = max(self.least, min(self.most, value + self.change))
        self[value] = moved
        return moved


@dataclass(frozen=True)
class _Way:
    """A choice as the search takes it; `moved` has one table for each variable, in order."""

    name: tuple[str, str]
    choice: Choice
    next: int
    moved: tuple[_Moved, ...]


class _Search:
    """Breadth first over all states; a state is a scene by number, its values and its flags."""

    def __init__(self, graph: Graph, limit: int) -> None:
        self.graph, self.limit = graph, limit
        self.names = [variable.id for variable in graph.variables]
        self.scenes = list(graph.scenes.values())
        numbers = {scene.id: number for number, scene in enumerate(self.scenes)}
        numbers[END] = len(self.scenes)
        self.numbers = numbers
        # Choices that change a variable alike share their table: there are few of them.
        self.tables: dict[tuple[str, int], _Moved] = {}
        self.ways = [
            [
                _Way(
                    name=(scene.id, choice.id),
                    choice=choice,
                    next=numbers[choice.next],
                    moved=self._moved(choice),
                )
                for choice in scene.choices
            ]
            for scene in self.scenes
        ]
        self.found = Exploration()

    def run(self) -> Exploration | None:
        """All that play can reach; None when there are more states than the limit."""
        values = tuple(variable.start for variable in self.graph.variables)
        first: _State = (self.numbers[self.graph.start], values, frozenset())
        seen, queue = {first}, deque([first])
        while queue:
            if len(seen) > self.limit:
                return None
            for following in self._look(queue.popleft()):
                if following not in seen:
                    seen.add(following)
                    queue.append(following)
        self.found.states = len(seen)
        self._note_ranges(seen)
        return self.found

    def _look(self, state: _State) -> list[_State]:
        number, values, flags = state
        if number == len(self.scenes):
            self._end(values, flags)
            return []
        scene, found = self.scenes[number], self.found
        found.scenes.add(scene.id)
        named: Mapping[str, int] = {}
        if scene.has_conditions:
            named = dict(zip(self.names, values, strict=True))
        told = next((i for i, v in enumerate(scene.variants) if v.when.holds(named, flags)), -1)
        found.variants.add((scene.id, told))
        following: list[_State] = []
        best = False
        for way in self.ways[number]:
            choice = way.choice
            if choice.when is not None and not choice.when.holds(named, flags):
                continue
            found.choices.add(way.name)
            best = best or choice.grade == "best"
            after = tuple([table[value] for table, value in zip(way.moved, values, strict=True)])
            kept = flags.union(choice.sets) if choice.sets else flags
            following.append((way.next, after, kept))
        if not following:
            found.without_choice.add(scene.id)
        elif not best:
            found.without_best.add(scene.id)
        return following

    def _moved(self, choice: Choice) -> tuple[_Moved, ...]:
        changes = dict(choice.effects)
        return tuple(self._table(name, changes.get(name, 0)) for name in self.names)

    def _table(self, name: str, change: int) -> _Moved:
        table = self.tables.get((name, change))
        if table is None:
            table = self.tables[name, change] = _Moved(change, *self.graph.bounds[name])
        return table

    def _end(self, values: tuple[int, ...], flags: frozenset[str]) -> None:
        named = dict(zip(self.names, values, strict=True))
        for ending in self.graph.endings:
            if ending.when is None or ending.when.holds(named, flags):
                self.found.endings.add(ending.id)
                return
        self.found.without_ending = True

    def _note_ranges(self, seen: set[_State]) -> None:
        ids = [*(scene.id for scene in self.scenes), END]
        values: dict[str, set[tuple[int, ...]]] = {}
        for number, state_values, _flags in seen:
            values.setdefault(ids[number], set()).add(state_values)
        self.found.ranges = {
            scene: {
                name: (min(column), max(column))
                for name, column in zip(self.names, zip(*rows, strict=True), strict=True)
            }
            for scene, rows in values.items()
        }


# Estimated --------------------------------------------------------------------------------


def _estimate(graph: Graph) -> Exploration:
    known = _fixpoint(graph)
    found = Exploration(exact=False)
    found.ranges = {scene: dict(one.ranges) for scene, one in known.items()}
    for scene in graph.scenes.values():
        if scene.id not in known:
            continue
        here = known[scene.id]
        found.scenes.add(scene.id)
        offered = [choice for choice in scene.choices if _may(choice.when, here)]
        found.choices.update((scene.id, choice.id) for choice in offered)
        told = [i for i, v in enumerate(scene.variants) if _may(v.when, here)]
        found.variants.update((scene.id, i) for i in (-1, *told))
        if all(_may_not(choice.when, here) for choice in offered):
            found.without_choice.add(scene.id)
        if all(_may_not(choice.when, here) for choice in offered if choice.grade == "best"):
            found.without_best.add(scene.id)
    if END in known:
        for ending in graph.endings:
            if _may(ending.when, known[END]):
                found.endings.add(ending.id)
        found.without_ending = all(_may_not(one.when, known[END]) for one in graph.endings)
    return found


def _may(condition: Condition | None, known: Known) -> bool:
    return condition is None or condition.outlook(known)[0]


def _may_not(condition: Condition | None, known: Known) -> bool:
    return condition is not None and condition.outlook(known)[1]


def _fixpoint(graph: Graph) -> dict[str, Known]:
    """What is known of the states at each scene: it only ever grows, and is bounded."""
    ranges = {variable.id: (variable.start, variable.start) for variable in graph.variables}
    known = {graph.start: Known(ranges, frozenset(), frozenset())}
    queue, waiting = deque([graph.start]), {graph.start}
    while queue:
        scene_id = queue.popleft()
        waiting.discard(scene_id)
        if scene_id == END:
            continue
        here = known[scene_id]
        for choice in graph.scenes[scene_id].choices:
            if not _may(choice.when, here):
                continue
            joined = _joined(known.get(choice.next), _after(graph, here, choice))
            if joined != known.get(choice.next):
                known[choice.next] = joined
                if choice.next not in waiting:
                    waiting.add(choice.next)
                    queue.append(choice.next)
    return known


def _after(graph: Graph, known: Known, choice: Choice) -> Known:
    if not choice.effects and not choice.sets:
        return known
    ranges = dict(known.ranges)
    for name, change in choice.effects:
        low, high = ranges[name]
        least, most = graph.bounds[name]
        ranges[name] = (
            max(least, min(most, low + change)),
            max(least, min(most, high + change)),
        )
    return Known(ranges, known.may.union(choice.sets), known.must.union(choice.sets))


def _joined(one: Known | None, other: Known) -> Known:
    if one is None:
        return other
    ranges = {
        name: (min(low, other.ranges[name][0]), max(high, other.ranges[name][1]))
        for name, (low, high) in one.ranges.items()
    }
    return Known(ranges, one.may | other.may, one.must & other.must)
