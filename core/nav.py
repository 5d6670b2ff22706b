"""The main navigation. Apps add their own places by a Wagtail hook, so that core need not know who leads what.

In an app's wagtail_hooks.py:

    @hooks.register("steady_nav")
    def team(request):
        return NavItem(_("Team"), "/team/", order=40) if leads_a_unit(request.user) else None
"""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

HOOK = "steady_nav"


@dataclass(frozen=True)
class NavItem:
    """A place in the navigation. `current` is "page" on it, "true" below it and below what `also` belongs to it."""

    label: Any
    path: str
    order: int
    current: str = ""
    also: tuple[str, ...] = ()


EVERYBODY = (
    NavItem(_("Training"), "/training/", 10),
    NavItem(_("Modules"), "/modules/", 20, also=("/scenarios/", "/exercises/")),
    NavItem(_("Job aids"), "/aids/", 25),
    NavItem(_("Record"), "/record/", 30, also=("/notes/",)),
    NavItem(_("Search"), "/search/", 35),
)


def nav_items(request: HttpRequest) -> list[NavItem]:
    """The places that this person can go to, in order, the present one marked."""
    if not request.user.is_authenticated:
        open_to_all = (NavItem(_("Modules"), "/modules/", 20), NavItem(_("Search"), "/search/", 35))
        return [_marked(item, request.path) for item in open_to_all]
    items = list(EVERYBODY)
    for offer in hooks.get_hooks(HOOK):
        if (item := offer(request)) is not None:
            items.append(item)
    return [_marked(item, request.path) for item in sorted(items, key=lambda item: item.order)]


def _marked(item: NavItem, path: str) -> NavItem:
    if path == item.path:
        return replace(item, current="page")
    return replace(item, current="true") if path.startswith((item.path, *item.also)) else item
