"""People on their ways through a story: which counts of its branches may be shown. Pure.

The counts hang together. As many people come to a scene as leave it, so a small branch that
is withheld here may be worked out from what is shown of the scenes behind it. So a story is
judged whole, as a network: each branch is an edge from the scene that it leaves to the scene
that it leads to, and how many people came to a scene is an edge too, from the scene's way in
to its way out. Each small number is audited: between which values can it lie, given all that
is shown and that nobody gets lost? Where they are too close together more is withheld, along
the cheapest way round.

That nobody took a branch is no secret: it is what an editor most needs to know.
"""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Of a scene, how many came to it.
TOTAL = ""
Key = tuple[str, str]
Node = tuple[str, str]


@dataclass(frozen=True)
class Way:
    """A branch: the choice of a scene that leads to another scene, or to the end."""

    scene: str
    choice: str
    to: str

    @property
    def key(self) -> Key:
        """What its count is told by."""
        return self.scene, self.choice


def totals(counts: Mapping[Key, int]) -> dict[Key, int]:
    """How many people came to each scene, by (scene, TOTAL)."""
    found: dict[Key, int] = {}
    for (scene, _choice), people in counts.items():
        found[scene, TOTAL] = found.get((scene, TOTAL), 0) + people
    return found


def withheld(
    ways: Iterable[Way],
    counts: Mapping[Key, int],
    *,
    start: str,
    threshold: int,
    before: frozenset[Key] = frozenset(),
) -> frozenset[Key]:
    """The counts that may not be shown: of branches, and with TOTAL of scenes.

    `before` are withheld in any case. Counts from 1 to `threshold` - 1 are withheld, and
    enough others that none of them is known to less than `threshold`; everything, when
    fewer people than that are in the story.
    """
    ways = list(ways)
    everything = totals(counts) | {way.key: counts.get(way.key, 0) for way in ways}
    if everything.get((start, TOTAL), 0) < threshold:
        return frozenset(everything)
    network = _Network.of(ways, counts, start)
    small = [key for key, edge in network.edges.items() if edge.people < threshold]
    held = before | frozenset(small)
    # Withholding more only widens what a count may be, so each needs to be looked at once.
    for key in sorted(small):
        cover = network.cover(key, held, threshold)
        if cover is None:
            return frozenset(everything)
        held |= cover
    return held


@dataclass(frozen=True)
class _Edge:
    """From a row to a column. `room` is by how much it can shrink, `people` what it tells of.

    In the edge of a scene's total stands, not how many came, but some great number less
    them: so the way in and the way out have fixed sums though nobody knows how many came.
    """

    row: Node
    column: Node
    room: int
    people: int


@dataclass
class _Network:
    edges: dict[Key, _Edge]
    at: dict[Node, list[Key]] = field(default_factory=dict)

    @classmethod
    def of(cls, ways: Iterable[Way], counts: Mapping[Key, int], start: str) -> "_Network":
        edges: dict[Key, _Edge] = {}
        for way in ways:
            people = counts.get(way.key, 0)
            if people:
                edges[way.key] = _Edge(("out", way.scene), ("in", way.to), people, people)
        endless = 3 * sum(counts.values())
        for key, people in totals(counts).items():
            scene = key[0]
            # Everybody begins at the start: how many that are is known.
            if people and scene != start:
                edges[key] = _Edge(("out", scene), ("in", scene), endless - people, people)
        network = cls(edges)
        for key, edge in edges.items():
            network.at.setdefault(edge.row, []).append(key)
            network.at.setdefault(edge.column, []).append(key)
        return network

    def cover(self, key: Key, held: frozenset[Key], threshold: int) -> frozenset[Key] | None:
        """What else to withhold so that this count may lie anywhere in `threshold`.

        None when nothing would be enough.
        """
        # In the edge of a total more people are a smaller number.
        up = key[1] != TOTAL
        people = self.edges[key].people
        less, _used = self.give(key, up=not up, limit=min(people, threshold), held=held)
        need = threshold - less
        more, used = self.give(key, up=up, limit=need, held=held)
        if more < need:
            more, used = self.give(key, up=up, limit=need, held=held, buy=True)
        return used if more >= need else None

    def give(
        self, key: Key, *, up: bool, limit: int, held: frozenset[Key], buy: bool = False
    ) -> tuple[int, frozenset[Key]]:
        """By how much an edge can grow (or shrink) while others give way, and which do.

        Only what is withheld can give way; with `buy`, anything, the cheapest first.
        """
        change: dict[Key, int] = {}
        free, total = set(held), 0
        while total < limit:
            path = self._path(key, up=up, change=change, free=free, buy=buy)
            if not path:
                break
            shrinking = path[0::2] if up else path[1::2]
            amount = min([limit - total, *(self._room(one, change) for one in shrinking)])
            for place, one in enumerate(path):
                shrinks = (place % 2 == 0) == up
                change[one] = change.get(one, 0) + (-amount if shrinks else amount)
            free.update(path)
            total += amount
        return total, frozenset(change)

    def _room(self, key: Key, change: Mapping[Key, int]) -> int:
        return self.edges[key].room + change.get(key, 0)

    def _path(
        self, key: Key, *, up: bool, change: Mapping[Key, int], free: set[Key], buy: bool
    ) -> list[Key]:
        """The cheapest way round from the edge's row to its column, by turns down and up."""
        edge = self.edges[key]
        best: dict[Node, int] = {edge.row: 0}
        came: dict[Node, tuple[Node, Key]] = {}
        waiting: list[tuple[int, Node]] = [(0, edge.row)]
        while waiting:
            price, here = heapq.heappop(waiting)
            if here == edge.column:
                break
            if price > best[here]:
                continue
            shrinks = (here[0] == "out") == up
            for one in self.at[here]:
                if one == key or (shrinks and self._room(one, change) <= 0):
                    continue
                if one not in free and not buy:
                    continue
                other = self.edges[one]
                there = other.column if here == other.row else other.row
                cost = price + (0 if one in free else other.people)
                if there not in best or cost < best[there]:
                    best[there] = cost
                    came[there] = (here, one)
                    heapq.heappush(waiting, (cost, there))
        path: list[Key] = []
        node = edge.column
        while node in came and node != edge.row:
            node, one = came[node]
            path.append(one)
        return path[::-1]
