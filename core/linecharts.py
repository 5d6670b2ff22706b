"""Small line charts: one path beside another. Numbers in, SVG out; see `core.charts`."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from core.charts import TEAL, TEXT_SIZE

WIDTH, HEIGHT = 300, 170
LEFT, RIGHT, TOP, BOTTOM = 24, 276, 24, 128
SOFT, STRONG, SURFACE = "#4a5357", "#7b7466", "#fffdf9"


@dataclass(frozen=True)
class PathChart:
    """How one amount moved from moment to moment, beside how it could have moved.

    `labels` name the moments and the start; the two lines may be shorter than that.
    """

    title: Any
    description: Any
    labels: Sequence[Any]
    path: Sequence[int]
    other: Sequence[int] = ()


def path_svg(chart: PathChart, *, ids: str) -> str:
    """Draw `chart`; `ids` makes its ids unique on the page.

    Both lines share one scale. The other one is dashed with diamonds, so that they differ
    by shape and not by colour alone.
    """
    spots = len(chart.labels)
    step = (RIGHT - LEFT) / max(spots - 1, 1)
    least, most = _range([*chart.path, *chart.other])

    def place(index: int, value: int) -> tuple[float, float]:
        return LEFT + step * index, BOTTOM - (BOTTOM - TOP) * (value - least) / (most - least)

    mine = [place(i, v) for i, v in enumerate(chart.path)]
    other = [place(i, v) for i, v in enumerate(chart.other)]
    names = escape(ids)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img"'
        f' aria-labelledby="{names}-t {names}-d">',
        f'<title id="{names}-t">{escape(str(chart.title))}</title>',
        f'<desc id="{names}-d">{escape(str(chart.description))}</desc>',
        f'<path d="M12 {BOTTOM + 8}H288" stroke="{STRONG}" stroke-width="1.5" fill="none"'
        ' class="s-k-strong"/>',
        _line(other, STRONG, 2, "s-k-strong", dashed=True),
        *(_diamond(x, y) for x, y in other),
        _line(mine, TEAL, 3, "s-k-teal"),
        *(
            f'<circle cx="{x:.4g}" cy="{y:.4g}" r="6" fill="{TEAL}" class="s-f-teal"/>'
            for x, y in mine
        ),
        *(
            f'<text x="{LEFT + step * index:.4g}" y="158" font-size="{TEXT_SIZE}"'
            f' text-anchor="middle" fill="{SOFT}" class="s-f-soft">{escape(str(label))}</text>'
            for index, label in enumerate(chart.labels)
        ),
        "</svg>",
    ]
    return "".join(parts)


def _range(values: Sequence[int]) -> tuple[int, int]:
    least, most = min(values, default=0), max(values, default=0)
    return (least, most) if most > least else (least - 1, most + 1)


def _line(
    places: Sequence[tuple[float, float]],
    colour: str,
    width: int,
    css: str,
    *,
    dashed: bool = False,
) -> str:
    points = " ".join(f"{x:.4g},{y:.4g}" for x, y in places)
    dashes = ' stroke-dasharray="5 5"' if dashed else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"'
        f'{dashes} class="{css}"/>'
        if places
        else ""
    )


def _diamond(x: float, y: float) -> str:
    return (
        f'<path d="M{x:.4g} {y - 7:.4g}l7 7-7 7-7-7z" fill="{SURFACE}" stroke="{SOFT}"'
        ' stroke-width="2" class="s-f-surface s-k-strong"/>'
    )
