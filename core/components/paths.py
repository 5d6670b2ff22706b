"""Small line charts beside one another, and the table that goes with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from core.components.base import Component, Text, register
from core.components.data import Table
from core.linecharts import PathChart, path_svg


@register("paths")
@dataclass(frozen=True, kw_only=True)
class Paths(Component):
    """How amounts moved: one `PathChart` each, with a key and one table of all of them built in.

    `mine` and `other` name the two lines; `columns` and `rows` are those of the component “table”.
    """

    id: str
    charts: Sequence[PathChart]
    mine: Text
    other: Text
    caption: Text
    columns: Sequence[Any]
    rows: Sequence[Sequence[Any]]

    @property
    def drawings(self) -> list[tuple[Text, SafeString]]:
        """The title and the drawing of each chart."""
        return [
            (chart.title, mark_safe(path_svg(chart, ids=f"{self.id}-{index}")))  # noqa: S308  escaped there
            for index, chart in enumerate(self.charts)
        ]

    @property
    def table(self) -> Table:
        """The figures of all charts."""
        return Table(caption=self.caption, columns=self.columns, rows=self.rows)
