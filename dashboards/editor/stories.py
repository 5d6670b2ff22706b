"""How a scenario was played, as its page and its file show it. Draws from protected figures only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.components.data import Cell, Column
from evaluation.disclosure import ALL, CONFIDENTIAL, Node, ProtectedTable
from evaluation.queries import job_names
from evaluation.stories import Played, StoryFigures
from evaluation.stories.figures import BANDS, EVERYBODY, NO_POST
from scenarios.engine import END

Rows = Sequence[Sequence[Cell]]
HEADER = [
    *("scenario", "version", "people", "table", "scene", "choice", "grade", "post", "band"),
    *("count", "percent"),
]


@dataclass(frozen=True)
class SceneTable:
    """What people chose in one scene."""

    caption: str
    lead: str
    rows: Rows


@dataclass(frozen=True)
class StoryScreen:
    """All tables of one scenario."""

    scenes: Sequence[SceneTable]
    choice_columns: Sequence[Column]
    left_columns: Sequence[Column]
    left: Rows
    band_columns: Sequence[Column]
    bands: Rows


def list_rows(stories: Sequence[Played]) -> Rows:
    """The scenarios, each with how many have finished it."""
    return [
        [
            Cell(one.title, href=reverse("story", args=[one.slug])),
            Cell(_said(one.people) if one.people else _("fewer than 10")),
        ]
        for one in stories
    ]


def list_columns() -> Sequence[Column]:
    """The columns of `list_rows`."""
    return [Column(_("Scenario")), Column(_("People who have finished it"), number=True)]


def screen(figures: StoryFigures) -> StoryScreen:
    """The page of one text."""
    people, share = Column(_("People"), number=True), Column(_("Share"), number=True)
    titles = {scene["id"]: scene["title"] for scene in figures.text.scenes}
    return StoryScreen(
        scenes=[
            SceneTable(
                caption=scene.title,
                lead=_came(scene.people),
                rows=[
                    [Cell(one.text), Cell(grades()[one.grade]), *_figures(one.people, one.percent)]
                    for one in scene.choices
                ],
            )
            for scene in figures.scenes
        ],
        choice_columns=[Column(_("Choice")), Column(_("Grade")), people, share],
        left_columns=[Column(_("Scene")), people],
        left=_left(figures.left, titles) if figures.left else [],
        band_columns=[
            Column(_("Post")),
            people,
            *(Column(name, number=True) for name in bands().values()),
        ],
        bands=_bands(figures.bands) if figures.bands else [],
    )


def grades() -> dict[str, str]:
    """Grades of choices in words."""
    return {"best": _("Best"), "partial": _("Partial"), "poor": _("Poor")}


def bands() -> dict[str, str]:
    """Bands in words, the strongest first."""
    words = {"strong": _("Strong"), "secure": _("Secure"), "revisit": _("Revisit")}
    return {band: words[band] for band in BANDS}


def _came(people: int | None) -> str:
    if people is None:
        return _("How many people came here is withheld.")
    return ngettext("%(n)s person came here.", "%(n)s people came here.", people) % {
        "n": f"{people:,}"
    }


def _figures(people: int | None, percent: int | None) -> list[Cell]:
    return [Cell(_said(people)), Cell(CONFIDENTIAL if percent is None else f"{percent}%")]


def _said(count: int | None) -> str:
    return CONFIDENTIAL if count is None else f"{count:,}"


def _left(table: ProtectedTable, titles: dict[str, str]) -> Rows:
    names = {EVERYBODY: _("All of them"), END: _("At the end, without looking back"), **titles}
    return [[Cell(names[row.key]), Cell(_said(table.value(row.key, "left")))] for row in table.rows]


def _bands(table: ProtectedTable) -> Rows:
    return [
        [
            Cell(_post(row)),
            *(Cell(_said(table.value(row.key, "finished", one))) for one in (ALL, *BANDS)),
        ]
        for row in table.rows
    ]


def _post(row: Node) -> str:
    names = {EVERYBODY: _("Everybody"), NO_POST: _("No post today"), **job_names()}
    return names.get(row.key, row.key)


def export_rows(figures: StoryFigures) -> Iterator[list[object]]:
    """The rows under `HEADER`: every figure of the page, withheld ones as [c]."""
    text = figures.text
    head: list[object] = [text.slug, text.key, figures.people]
    for scene in figures.scenes:
        yield [*head, "scene", scene.key, "", "", "", "", _plain(scene.people), ""]
        for one in scene.choices:
            shown = [_plain(one.people), _plain(one.percent)]
            yield [*head, "choice", scene.key, one.key, one.grade, "", "", *shown]
    if figures.minutes:
        for name in ("lower", "median", "upper"):
            minutes = getattr(figures.minutes, name)
            yield [*head, f"minutes_{name}", "", "", "", "", "", minutes, ""]
    if figures.left:
        for row in figures.left.rows:
            scene_key = "" if row.key == EVERYBODY else row.key
            count = _plain(figures.left.value(row.key, "left"))
            yield [*head, "left", scene_key, "", "", "", "", count, ""]
    if figures.bands:
        for row in figures.bands.rows:
            post = {EVERYBODY: "all", NO_POST: "none"}.get(row.key, row.key)
            for band in (ALL, *BANDS):
                count = _plain(figures.bands.value(row.key, "finished", band))
                yield [*head, "band", "", "", "", post, band or "all", count, ""]


def _plain(count: int | None) -> object:
    return CONFIDENTIAL if count is None else count
