"""The reach table as the page shows it. Draws from the protected table only."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from core.components.data import Cell, Column
from core.dates import say_date
from core.errors import NotFound
from evaluation.disclosure import ALL, CONFIDENTIAL, Node, ProtectedTable
from evaluation.queries import Reach

Row = list[Cell]


@dataclass(frozen=True)
class Screen:
    """One unit with the units directly in it, and everybody by kind of post."""

    lead: str
    unit: Node
    above: Node | None
    above_href: str
    caption: str
    columns: Sequence[Column]
    units: Sequence[Row]
    post_columns: Sequence[Column]
    posts: Sequence[Row]
    withheld: int


def screen(reach: Reach, table: ProtectedTable, *, unit: str, query: str) -> Screen:
    """The page of one unit; `query` keeps the other choices. Raises NotFound for no such unit."""
    rows = {row.key: row for row in table.rows}
    here = rows.get(unit or table.rows[0].key)
    if here is None:
        raise NotFound(_("Nobody was asked in a unit with this code. Go back to all units."))
    with_parts = {row.parent for row in table.rows}
    shown = [here, *(row for row in table.rows if row.parent == here.key)]
    figures = [
        Column(_("Asked"), number=True),
        Column(_("Begun"), number=True),
        Column(_("Finished"), number=True),
        Column(_("Share finished"), number=True),
    ]
    above = rows.get(here.parent) if here.parent else None
    return Screen(
        lead=_lead(reach, table),
        unit=here,
        above=above,
        above_href=f"?{urlencode({'unit': above.key})}{query}" if above else "",
        caption=_("%(unit)s, by unit") % {"unit": here.label},
        columns=[Column(_("Unit")), *figures],
        units=[
            [
                Cell(
                    row.label,
                    href=f"?{urlencode({'unit': row.key})}{query}"
                    if row != here and row.key in with_parts
                    else "",
                ),
                *_figures(table, row.key, ALL),
            ]
            for row in shown
        ],
        post_columns=[Column(_("Post")), *figures],
        posts=[
            [Cell(column.label), *_figures(table, table.rows[0].key, column.key)]
            for column in table.columns
        ],
        withheld=table.withheld,
    )


def _lead(reach: Reach, table: ProtectedTable) -> str:
    total = table.rows[0].key
    offered = table.value(total, "offered")
    completed = table.value(total, "completed")
    day = say_date(reach.as_at)
    if offered is None:
        return _("As at %(day)s, too few people were asked to show how many.") % {"day": day}
    if completed is None:
        return _(
            "As at %(day)s, %(offered)s people were asked. How many have finished is withheld."
        ) % {"day": day, "offered": f"{offered:,}"}
    return _("As at %(day)s, %(completed)s of the %(offered)s people who were asked have finished.") % {
        "day": day,
        "completed": f"{completed:,}",
        "offered": f"{offered:,}",
    }  # fmt: skip


def _figures(table: ProtectedTable, row: str, column: str) -> list[Cell]:
    offered, started, completed = (
        table.value(row, measure, column) for measure in ("offered", "started", "completed")
    )
    share = CONFIDENTIAL
    if offered and completed is not None:
        # Halves go up, as everywhere in these figures.
        share = f"{(200 * completed + offered) // (2 * offered)}%"
    return [*(Cell(_shown(value)) for value in (offered, started, completed)), Cell(share)]


def _shown(value: int | None) -> str:
    return CONFIDENTIAL if value is None else f"{value:,}"
