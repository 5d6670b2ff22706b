"""Components of figures, statuses and lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from core.charts import BarChart, bars_svg
from core.components.base import Component, Text, register

# status: (its style, its mark, its word). Shape and word together, never colour alone.
STATUSES: dict[str, tuple[str, str, Text]] = {
    "in-date": ("good", "m-all", _("In date")),
    "due-soon": ("", "m-soon", _("Due soon")),
    "overdue": ("look", "m-over", _("Overdue")),
    "not-required": ("", "m-none", _("Not required")),
    "exempt": ("", "m-none", _("Exempt")),
    "away": ("", "pause", _("Away, paused")),
    "done": ("good", "tick", _("Done")),
    "started": ("", "ring", _("Started")),
    "draft": ("", "level", _("Draft")),
    "fault": ("fault", "fault", _("To mend")),
    "plain": ("", "", ""),
    "good": ("good", "", ""),
    "look": ("look", "", ""),
}


@register("tag")
@dataclass(frozen=True, kw_only=True)
class Tag(Component):
    """A status or a label. `text` replaces the status's own word and is needed for plain, good and look."""

    status: Literal[
        "plain",
        "good",
        "look",
        "in-date",
        "due-soon",
        "overdue",
        "not-required",
        "exempt",
        "away",
        "done",
        "started",
        "draft",
        "fault",
    ] = "plain"
    text: Text = ""
    href: str = ""

    @property
    def css(self) -> str:
        """Its classes."""
        style = STATUSES[self.status][0]
        return f"s-tag s-tag--{style}" if style else "s-tag"

    @property
    def icon(self) -> str:
        """Name of the mark, or nothing."""
        return STATUSES[self.status][1]

    @property
    def words(self) -> Text:
        """What it says."""
        return self.text or STATUSES[self.status][2]


@dataclass(frozen=True)
class Column:
    """A column: its name, and whether it holds figures (aligned at the end)."""

    label: Text
    number: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell that is more than its text: a link, a status, a second line."""

    text: Text
    href: str = ""
    status: str = ""
    note: Text = ""

    @property
    def plain(self) -> bool:
        """Whether there is nothing but the text."""
        return not (self.href or self.status or self.note)


@register("table")
@dataclass(frozen=True, kw_only=True)
class Table(Component):
    """A real table. Columns are words or `Column`s; rows are sequences of words or `Cell`s, first the header.

    On a phone each row becomes a small card, with the column's name before each cell.
    """

    caption: Text
    columns: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    caption_hidden: bool = False
    stack: bool = True
    empty: Text = ""

    @property
    def heads(self) -> list[Column]:
        """The columns as `Column`s."""
        return [c if isinstance(c, Column) else Column(c) for c in self.columns]

    @property
    def body(self) -> list[tuple[Cell, list[tuple[Column, Cell]]]]:
        """Rows: the header, then the other cells, each with its column."""
        heads = self.heads
        rows = [[c if isinstance(c, Cell) else Cell(c) for c in row] for row in self.rows]
        return [(row[0], list(zip(heads[1:], row[1:], strict=True))) for row in rows]


@register("level")
@dataclass(frozen=True, kw_only=True)
class Level(Component):
    """How far along: a plain line in `total` parts, `done` of them filled. The words carry the meaning."""

    done: int
    total: int
    text: Text

    @property
    def filled(self) -> str:
        """Width of the filled part, of 200; nothing when nothing is done."""
        done = min(self.done, self.total)
        return f"{200 * done / self.total:g}" if done > 0 else ""

    @property
    def cuts(self) -> list[str]:
        """Where the parts meet; none when they would be too thin to see."""
        if self.total > 24:
            return []
        return [f"{200 * part / self.total:g}" for part in range(1, self.total)]


@dataclass(frozen=True)
class Step:
    """A lesson in a module or a moment in a story; `state` is done, here or open."""

    title: Text
    state: str = "open"
    href: str = ""
    note: Text = ""


@register("steps")
@dataclass(frozen=True, kw_only=True)
class Steps(Component):
    """A list of `Step`s in order. With `fold` it is folded under those words on a phone, where it is long."""

    items: Sequence[Any]
    fold: Text = ""
    current: Literal["page", "step"] = "page"


@dataclass(frozen=True)
class Entry:
    """A line of a summary: a name, a value, and perhaps a link to change it."""

    name: Text
    value: Text
    href: str = ""
    action: Text = ""


@register("summary-list")
@dataclass(frozen=True, kw_only=True)
class SummaryList(Component):
    """Names and values: `Entry`s, or pairs."""

    rows: Sequence[Any]

    @property
    def entries(self) -> list[Any]:
        """The rows as `Entry`s."""
        return [Entry(*row) if isinstance(row, tuple | list) else row for row in self.rows]


@dataclass(frozen=True)
class Figure:
    """A number that opens to what is behind it. `status` gives its mark."""

    number: Any
    text: Text
    href: str = ""
    status: str = "plain"

    @property
    def icon(self) -> str:
        """Name of the mark, or nothing."""
        return STATUSES[self.status][1]


@register("figures")
@dataclass(frozen=True, kw_only=True)
class Figures(Component):
    """Up to four `Figure`s side by side."""

    items: Sequence[Any]
    label: Text = ""


@register("chart")
@dataclass(frozen=True, kw_only=True)
class Chart(Component):
    """A bar chart, with the table of the same figures built in."""

    slots: ClassVar[tuple[str, ...]] = ("body",)

    id: str
    chart: BarChart
    caption_hidden: bool = False

    @property
    def wide(self) -> SafeString:
        """The drawing for wide windows."""
        return mark_safe(bars_svg(self.chart, width=720, ids=f"{self.id}-w"))  # noqa: S308  escaped there

    @property
    def narrow(self) -> SafeString:
        """The drawing for a phone."""
        return mark_safe(bars_svg(self.chart, width=330, ids=f"{self.id}-n"))  # noqa: S308  escaped there

    @property
    def table(self) -> Table:
        """The figures of the chart."""
        return Table(
            caption=self.chart.title,
            caption_hidden=True,
            columns=[self.chart.of, Column(self.chart.unit, number=True)],
            rows=[[bar.label, bar.shown] for bar in self.chart.bars],
        )
