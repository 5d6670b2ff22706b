"""A scenario's graph as a picture: where each scene stands, and the SVG of it. Pure.

Scenes stand in rows from the start down: a scene is one row below the last of the scenes that
lead to it, ways back aside. The endings stand in the last row. Numbers of pixels in, SVG out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from scenarios.engine import END, Graph

BOX, HEIGHT, GAP, ROW = 168, 60, 28, 128
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
    """What is marked in a picture: scenes with something to mend, the one that is looked at, and
    how many people took each way (by scene and choice), once enough have played."""

    faulty: Collection[str] = ()
    current: str = ""
    taken: Mapping[tuple[str, str], int] = field(default_factory=dict)


def rows_of(graph: Graph) -> list[list[str]]:
    """The scenes by row, and in the last row the end; scenes that nothing leads to come first.

    Every scene that a choice leads to must exist.
    """
    back = _ways_back(graph)
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
    return [*_in_order(rows, following), [END]]


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


def _in_order(rows: list[list[str]], following: Mapping[str, list[str]]) -> list[list[str]]:
    """Each row in the order of what leads to it, so that few arrows cross."""
    for above, row in pairwise(rows):
        centre = {
            name: [place for place, before in enumerate(above) if name in following[before]]
            for name in row
        }
        row.sort(key=lambda name: sum(centre[name]) / len(centre[name]) if centre[name] else 0)
    return rows


def places(graph: Graph) -> dict[str, Place]:
    """Where each scene stands, and `END`. No two boxes touch."""
    rows = rows_of(graph)
    width = max(len(row) for row in rows)
    found = {}
    for number, row in enumerate(rows):
        left = MARGIN + (width - len(row)) * (BOX + GAP) / 2
        for place, name in enumerate(row):
            found[name] = Place(left + place * (BOX + GAP), MARGIN + number * ROW)
    return found


def picture(graph: Graph, marks: Marks, *, title: str, end: str, look: str) -> str:
    """The graph as SVG. `title` names it, `end` the box of the endings, `look` the mark of a
    scene with something to mend; an outline beside it says the same to who cannot see it."""
    where = places(graph)
    width = max(place.x for place in where.values()) + BOX + MARGIN
    height = max(place.y for place in where.values()) + HEIGHT + MARGIN
    parts = [
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img"'
        f' aria-labelledby="graph-title" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="graph-title">{escape(title)}</title>',
        *_arrows(graph, where, marks),
        *(
            _box(
                where[scene.id],
                scene.title,
                href=f"#scene-{scene.id}",
                start=scene.id == graph.start,
                current=scene.id == marks.current,
                look=look if scene.id in marks.faulty else "",
            )
            for scene in graph.scenes.values()
        ),
        _box(where[END], end, href="#scene-end", round_=True),
        "</svg>",
    ]
    return "".join(parts)


def _arrows(graph: Graph, where: Mapping[str, Place], marks: Marks) -> Iterable[str]:
    for scene in graph.scenes.values():
        count = len(scene.choices)
        for number, choice in enumerate(scene.choices, start=1):
            one, other = where[scene.id], where[choice.next]
            x, y = one.x + BOX * number / (count + 1), one.y + HEIGHT
            into, top = other.x + BOX * number / (count + 1), other.y
            bend = max(24.0, abs(top - y) / 2)
            colour, dash = GRADES[choice.grade], DASHES[choice.grade]
            yield (
                f'<path d="M{x:g} {y:g}C{x:g} {y + bend:g} {into:g} {top - bend:g} {into:g} {top - 7:g}"'
                f' fill="none" stroke="{colour}" stroke-width="2"'
                f"{f' stroke-dasharray={chr(34)}{dash}{chr(34)}' if dash else ''}/>"
                f'<path d="M{into - 4:g} {top - 8:g}L{into:g} {top:g}L{into + 4:g} {top - 8:g}Z"'
                f' fill="{colour}"/>'
            )
            taken = marks.taken.get((scene.id, choice.id))
            if taken is not None:
                yield (
                    f'<text x="{x + 4:g}" y="{y + 16:g}" font-size="13" fill="{SOFT}">{taken}</text>'
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
    stroke, thick = (AMBER, 3) if look else (TEAL, 3) if current or start else (LINE, 1.5)
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
