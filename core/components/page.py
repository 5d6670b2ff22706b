"""Components that carry the page: where to go and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.core.paginator import Page
from django.http import QueryDict

from core.components.base import Component, Text, register


@register("button")
@dataclass(frozen=True, kw_only=True)
class Button(Component):
    """A button of a form. The words say what happens: "Save and go on"."""

    text: Text
    kind: Literal["primary", "quiet"] = "primary"
    size: Literal["normal", "small"] = "normal"
    wide: bool = False
    type: Literal["submit", "button"] = "submit"
    name: str = ""
    value: Any = ""
    icon: str = ""
    id: str = ""
    form: str = ""
    disabled: bool = False


@register("link-button")
@dataclass(frozen=True, kw_only=True)
class LinkButton(Component):
    """A link that looks like a button, for the next step of a page."""

    text: Text
    href: str
    kind: Literal["primary", "quiet"] = "primary"
    size: Literal["normal", "small"] = "normal"
    wide: bool = False
    icon: str = ""
    id: str = ""


@register("crumb")
@dataclass(frozen=True, kw_only=True)
class Crumb(Component):
    """The way back to the page above."""

    text: Text
    href: str


@register("head")
@dataclass(frozen=True, kw_only=True)
class Head(Component):
    """The page's heading: it says the state, the lead says why; its body holds what comes after."""

    slots: ClassVar[tuple[str, ...]] = ("body",)

    title: Text
    before: Text = ""
    lead: Text = ""


@register("empty")
@dataclass(frozen=True, kw_only=True)
class Empty(Component):
    """An empty screen: what will be there, and how to begin."""

    text: Text
    href: str = ""
    action: Text = ""


@dataclass(frozen=True)
class PageLink:
    """One place of a pagination; `number` is None for a gap."""

    number: int | None
    href: str = ""
    current: bool = False


@register("pagination")
@dataclass(frozen=True, kw_only=True)
class Pagination(Component):
    """Links to the other pages of a long list. `query` (request.GET) keeps the filters."""

    page: Page[Any]
    query: QueryDict | Mapping[str, str] | None = None
    parameter: str = "page"
    label: Text = ""

    @property
    def links(self) -> list[PageLink]:
        """Numbers and gaps, as in 1 … 4 5 6 … 9."""
        return [
            PageLink(place, self._href(place), place == self.page.number)
            if isinstance(place, int)
            else PageLink(None)
            for place in self.page.paginator.get_elided_page_range(
                self.page.number, on_each_side=1, on_ends=1
            )
        ]

    @property
    def previous(self) -> str:
        """Address of the page before, or nothing."""
        return self._href(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next(self) -> str:
        """Address of the page after, or nothing."""
        return self._href(self.page.number + 1) if self.page.has_next() else ""

    def _href(self, number: int) -> str:
        query = QueryDict(mutable=True)
        if isinstance(self.query, QueryDict):
            query = self.query.copy()
        elif self.query:
            query.update(self.query)
        query[self.parameter] = str(number)
        return f"?{query.urlencode()}"
