"""Drawn pictures by name, for floors that may show one and do not keep any.

Whoever keeps pictures says so once, at start; scenarios ask here and need not know who that is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

# What a template shows of a picture: its "svg", what it says as "text", and a "caption".
Shown = Mapping[str, str]

_draw: Callable[[Collection[str]], dict[str, Shown]] | None = None
_titles: Callable[[], list[tuple[str, str]]] | None = None


def keep(
    *,
    draw: Callable[[Collection[str]], dict[str, Shown]],
    titles: Callable[[], list[tuple[str, str]]],
) -> None:
    """Say who keeps pictures. `draw` leaves out names that it does not know."""
    global _draw, _titles
    _draw, _titles = draw, titles


def drawn(names: Collection[str]) -> dict[str, Shown]:
    """These pictures by their names; those that there are."""
    return _draw(names) if _draw and names else {}


def titles() -> list[tuple[str, str]]:
    """All pictures that may be shown, as (name, title)."""
    return _titles() if _titles else []
