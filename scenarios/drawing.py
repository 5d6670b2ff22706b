"""A scenario's graph as a picture: where each scene stands, and the SVG of it. Pure.

Scenes stand in rows from the start down: a scene is one row below the last of the scenes that
lead to it, ways back aside. The endings stand in the last row. Numbers of pixels in, SVG out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from scenarios.engine import END, Graph

BOX, HEIGHT, GAP, ROW, LANE = 168, 60, 28, 128, 26
MARGIN = 20
LETTERS = 20  # of a line in a box
INK, SOFT, LINE = "#1d2427", "#4a5357", "#7b7466"
TEAL, AMBER, AMBER_TINT, SURFACE, TEAL_TINT = "#0b5a58", "#8a5200", "#fdf0d5", "#fffdf9", "#e3efec"
GRADES = {"best": TEAL, "partial": LINE, "poor": AMBER}
DASHES = {"best": "", "partial": "7 4", "poor": "2 4"}


@dataclass(frozen=True)
class Place:
    """Where a box stands: its upper left corner, in pixels."""

    x: float
    y: float


@dataclass(frozen=True)
class Marks:
    """What is marked in a picture: scenes with something to mend (`words` says what, where there
    is more to say than that), the one that is looked at, and how many people took each way (by
    scene and choice), once enough have played. `links` is where the name of a scene leads."""

    faulty: Collection[str] = ()
    current: str = ""
    taken: Mapping[tuple[str, str], int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    links: str = "scene-{}"
    end_link: str = "scene-end"


def rows_of(graph: Graph) -> list[list[str]]:
    """The scenes by row, and in the last row the end; scenes that nothing leads to come first.

    Every scene that a choice leads to must exist.
    """
    rows = _by_depth(graph, _ways_back(graph))
    return [*rows, [END]]


def _by_depth(graph: Graph, back: set[tuple[str, str]]) -> list[list[str]]:
    following = {
        scene.id: [c.next for c in scene.choices if (scene.id, c.next) not in back]
        for scene in graph.scenes.values()
    }
    waiting = dict.fromkeys(graph.scenes, 0)
    for name in (name for names in following.values() for name in names if name != END):
        waiting[name] += 1
    ready = [name for name, count in waiting.items() if not count]
    depth: dict[str, int] = dict.fromkeys(ready, 0)
    while ready:
        name = ready.pop()
        for after in following[name]:
            if after == END:
                continue
            depth[after] = max(depth.get(after, 0), depth[name] + 1)
            waiting[after] -= 1
            if not waiting[after]:
                ready.append(after)
    rows: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for name in graph.scenes:
        rows[depth[name]].append(name)
    return rows


def _ways_back(graph: Graph) -> set[tuple[str, str]]:
    """The arrows that lead back to a scene on the way to them."""
    found: set[tuple[str, str]] = set()
    done: set[str] = set()
    for root in [graph.start, *graph.scenes]:
        if root in done or root not in graph.scenes:
            continue
        way: dict[str, None] = {root: None}
        work = [(root, iter(graph.scenes[root].choices))]
        while work:
            name, rest = work[-1]
            for choice in rest:
                if choice.next in way:
                    found.add((name, choice.next))
                elif choice.next != END and choice.next not in done:
                    way[choice.next] = None
                    work.append((choice.next, iter(graph.scenes[choice.next].choices)))
                    break
            else:
                work.pop()
                del way[name]
                done.add(name)
    return found


Arrow = tuple[str, str]
# What stands in a row: a scene, or an arrow that passes it by on its way to a later one.
Slot = str | Arrow


@dataclass(frozen=True)
class Layout:
    """Where each scene stands, and by which points an arrow passes the rows between its ends."""

    scenes: Mapping[str, Place]
    passing: Mapping[Arrow, tuple[Place, ...]]


def layout(graph: Graph) -> Layout:
    """Where everything stands. No two boxes touch, and no arrow down runs behind a box."""
    rows = _with_passing(graph, rows_of(graph))
    width = max(sum(_width(slot) for slot in row) for row in rows)
    scenes: dict[str, Place] = {}
    passing: dict[Arrow, list[Place]] = {}
    for number, row in enumerate(rows):
        x = MARGIN + (width - sum(_width(slot) for slot in row)) / 2
        for slot in row:
            if isinstance(slot, str):
                scenes[slot] = Place(x, MARGIN + number * ROW)
            else:
                point = Place(x + LANE / 2, MARGIN + number * ROW)
                passing.setdefault(slot, []).append(point)
            x += _width(slot)
    return Layout(scenes, {arrow: tuple(points) for arrow, points in passing.items()})


def _width(slot: Slot) -> int:
    return BOX + GAP if isinstance(slot, str) else LANE


def _with_passing(graph: Graph, rows: list[list[str]]) -> list[list[Slot]]:
    """The rows with a lane for each arrow that passes them, in an order in which few cross."""
    at = {name: number for number, row in enumerate(rows) for name in row}
    arrows = dict.fromkeys(
        (scene.id, choice.next) for scene in graph.scenes.values() for choice in scene.choices
    )
    out: list[list[Slot]] = []
    for number, row in enumerate(rows):
        lanes = [one for one in arrows if at[one[0]] < number < at[one[1]]]
        slots: list[Slot] = [*row, *lanes]
        if out:
            before = {slot: place for place, slot in enumerate(out[-1])}
            slots.sort(key=lambda slot: _centre(slot, before, arrows))
        out.append(slots)
    return out


def _centre(slot: Slot, before: Mapping[Slot, int], arrows: Iterable[Arrow]) -> float:
    """The middle of what leads to a slot from the row above."""
    if isinstance(slot, tuple):
        return before.get(slot, before.get(slot[0], 0))
    above = [before.get(arrow, before.get(arrow[0])) for arrow in arrows if arrow[1] == slot]
    found = [place for place in above if place is not None]
    return sum(found) / len(found) if found else 0


def picture(graph: Graph, marks: Marks, *, title: str, end: str, look: str) -> str:
    """The graph as SVG. `title` names it, `end` the box of the endings, `look` the mark of a
    scene with something to mend; an outline beside it says the same to who cannot see it."""
    laid = layout(graph)
    where = laid.scenes
    lanes = [point.x for points in laid.passing.values() for point in points]
    width = max([*(place.x + BOX for place in where.values()), *lanes]) + MARGIN
    height = max(place.y for place in where.values()) + HEIGHT + MARGIN
    parts = [
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="group"'
        f' aria-labelledby="graph-title" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="graph-title">{escape(title)}</title>',
        *_arrows(graph, laid, marks),
        *(
            _box(
                where[scene.id],
                scene.title,
                href=f"#{marks.links.format(scene.id)}",
                start=scene.id == graph.start,
                current=scene.id == marks.current,
                look=marks.words.get(scene.id, look if scene.id in marks.faulty else ""),
            )
            for scene in graph.scenes.values()
        ),
        _box(where[END], end, href=f"#{marks.end_link}", round_=True),
        "</svg>",
    ]
    return "".join(parts)


def _arrows(graph: Graph, laid: Layout, marks: Marks) -> Iterable[str]:
    for scene in graph.scenes.values():
        count = len(scene.choices)
        for number, choice in enumerate(scene.choices, start=1):
            one, other = laid.scenes[scene.id], laid.scenes[choice.next]
            share = BOX * number / (count + 1)
            start = Place(one.x + share, one.y + HEIGHT)
            points = [start]
            for lane in laid.passing.get((scene.id, choice.next), ()):
                points += [lane, Place(lane.x, lane.y + HEIGHT)]
            points.append(Place(other.x + share, other.y - 7))
            yield _arrow(points, choice.grade)
            taken = marks.taken.get((scene.id, choice.id))
            if taken is not None:
                yield (
                    f'<text x="{start.x + 4:g}" y="{start.y + 16:g}" font-size="13"'
                    f' fill="{SOFT}">{taken}</text>'
                )


def _arrow(points: Sequence[Place], grade: str) -> str:
    """A line through the points, straight past a row and curved between two, with its tip."""
    colour, dash = GRADES[grade], DASHES[grade]
    drawn = [f"M{points[0].x:g} {points[0].y:g}"]
    for number, (a, b) in enumerate(pairwise(points)):
        if number % 2:
            drawn.append(f"L{b.x:g} {b.y:g}")
        else:
            bend = max(24.0, abs(b.y - a.y) / 2)
            drawn.append(f"C{a.x:g} {a.y + bend:g} {b.x:g} {b.y - bend:g} {b.x:g} {b.y:g}")
    end = points[-1]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{"".join(drawn)}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
        f'<path d="M{end.x - 4:g} {end.y - 1:g}L{end.x:g} {end.y + 7:g}L{end.x + 4:g}'
        f' {end.y - 1:g}Z" fill="{colour}"/>'
    )


def _box(
    place: Place,
    title: str,
    *,
    href: str,
    start: bool = False,
    current: bool = False,
    look: str = "",
    round_: bool = False,
) -> str:
    fill = AMBER_TINT if look else TEAL_TINT if current else SURFACE
    stroke, thick = (
        (TEAL, 4) if current else (AMBER, 3) if look else (TEAL, 3) if start else (LINE, 1.5)
    )
    radius = HEIGHT / 2 if round_ else 8
    lines = _lines(title)
    words = "".join(
        f'<text x="{place.x + BOX / 2:g}" y="{place.y + HEIGHT / 2 + 5 + 18 * (row - (len(lines) - 1) / 2):g}"'
        f' font-size="15" text-anchor="middle" fill="{INK}">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    mark = ""
    if look:
        mark = (
            f'<text x="{place.x + BOX:g}" y="{place.y - 5:g}" font-size="13" text-anchor="end"'
            f' font-weight="700" fill="{AMBER}">{escape(look)}</text>'
        )
    return (
        f'<a href="{escape(href)}"><rect x="{place.x:g}" y="{place.y:g}" width="{BOX}"'
        f' height="{HEIGHT}" rx="{radius:g}" fill="{fill}" stroke="{stroke}"'
        f' stroke-width="{thick}"/>{words}</a>{mark}'
    )


def _lines(title: str) -> list[str]:
    """A title on at most two lines of a box."""
    lines = [""]
    for word in title.split():
        if len(lines[-1]) + len(word) + 1 > LETTERS and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1][: LETTERS - 1]}…"]
    return [line if len(line) <= LETTERS + 2 else f"{line[:LETTERS]}…" for line in lines]
