"""Charts as inline SVG: numbers in, markup out. No Django, no styles: presentation attributes and theme classes only.

The theme classes (`s-f-*` fill, `s-k-*` stroke) override the attributes on the site, so that a chart follows dark mode
and forced colours; in a PDF, where there are no styles, the attributes hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

TEAL, INK, LINE, TRACK = "#0b5a58", "#1d2427", "#7b7466", "#ddd5c7"
TEXT_SIZE = 16
CHAR = 8.6  # a generous width of one character at 16px, for leaving room


@dataclass(frozen=True)
class Bar:
    """One bar. `value` is None where the figure is withheld: then `shown` says so and nothing is drawn."""

    label: Any
    value: float | None
    text: Any = ""

    @property
    def shown(self) -> str:
        """The figure as it is printed."""
        if self.text:
            return str(self.text)
        return "" if self.value is None else f"{self.value:,g}"


@dataclass(frozen=True)
class BarChart:
    """A bar chart of amounts from zero. `of` names the things that are counted, `unit` what is counted of them."""

    title: Any
    description: Any
    of: Any
    unit: Any
    bars: Sequence[Bar]
    most: float | None = None

    @property
    def scale(self) -> float:
        """The amount at the end of the axis; never zero."""
        return self.most or max((bar.value or 0 for bar in self.bars), default=0) or 1


def bars_svg(chart: BarChart, *, width: int, ids: str) -> str:
    """Draw `chart`, `width` pixels wide; `ids` makes its ids unique on the page.

    From 480 px the labels stand before the bars, below that above them.
    """
    beside = width >= 480
    room_for_figures = max((len(bar.shown) for bar in chart.bars), default=0) * CHAR + 12
    left = min(width * 0.42, max((len(str(b.label)) for b in chart.bars), default=0) * CHAR + 12)
    left = left if beside else 0
    span = max(width - left - room_for_figures, 20)
    row = 40 if beside else 60
    height = row * len(chart.bars) + 8
    parts = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        f' aria-labelledby="{escape(ids)}-t {escape(ids)}-d">',
        f'<title id="{escape(ids)}-t">{escape(str(chart.title))}</title>',
        f'<desc id="{escape(ids)}-d">{escape(str(chart.description))}</desc>',
    ]
    for index, bar in enumerate(chart.bars):
        parts.append(
            _bar(bar, chart.scale, top=row * index + 4, left=left, span=span, beside=beside)
        )
    parts.append(
        f'<path d="M{left:g} 0V{height}" stroke="{LINE}" stroke-width="2" class="s-k-strong"/></svg>'
    )
    return "".join(parts)


def _bar(bar: Bar, scale: float, *, top: float, left: float, span: float, beside: bool) -> str:
    bar_top = top if beside else top + 22
    length = span * max(bar.value or 0, 0) / scale
    label = _text(bar.label, x=0 if beside else left + 6, y=top + 21 if beside else top + 14)
    box = (
        f'<rect x="{left:g}" y="{bar_top + 3:g}" width="{length:.4g}" height="24" fill="{TEAL}"'
        f' class="s-f-teal"/>'
        if length
        else ""
    )
    return label + box + _text(bar.shown, x=left + length + 8, y=bar_top + 21)


def _text(words: Any, *, x: float, y: float) -> str:
    return (
        f'<text x="{x:.4g}" y="{y:.4g}" font-size="{TEXT_SIZE}" fill="{INK}" class="s-f-ink">'
        f"{escape(str(words))}</text>"
    )
