"""What is said to the answers, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises import wording
from exercises.enums import ExerciseKind
from exercises.kinds import Remark, Stand
from exercises.kinds.audit import Panel
from exercises.kinds.calendar import Count

Words = str | Promise


_COMPARE = gettext_lazy("Compare")
_YOURS = gettext_lazy("You:")
_OURS = gettext_lazy("We would say:")
_SAME = gettext_lazy("As you answered")
_OTHER = gettext_lazy("Another way to see it")
_OPEN = gettext_lazy("You left this open")


@dataclass(frozen=True)
class Manner:
    """How a kind speaks: its button, what stands over the comparison, and how answers stand."""

    ask: Words = _COMPARE
    heading: Words = _COMPARE
    yours: Words = _YOURS
    ours: Words = _OURS
    same: Words = _SAME
    other: Words = _OTHER
    open: Words = _OPEN

    def standing(self, stand: Stand) -> Words:
        """How an answer stands, in words."""
        stands = {Stand.SAME: self.same, Stand.OTHER: self.other, Stand.OPEN: self.open}
        return stands.get(stand, "")


MANNERS = {
    ExerciseKind.CALENDAR: Manner(
        ask=gettext_lazy("Show how the days count"),
        heading=gettext_lazy("How the days count"),
        other=gettext_lazy("Another day"),
    ),
    ExerciseKind.MATCHING: Manner(
        ask=gettext_lazy("Show where each belongs"),
        heading=gettext_lazy("Where each belongs"),
        ours=gettext_lazy("It belongs to:"),
        other=gettext_lazy("From another one"),
    ),
    ExerciseKind.REWRITING: Manner(
        heading=gettext_lazy("Side by side"),
    ),
    ExerciseKind.SELF_CHECK: Manner(
        ask=gettext_lazy("Show the points, and one way to say it"),
        heading=gettext_lazy("Point by point"),
        ours=gettext_lazy("It may sound like this:"),
        same=gettext_lazy("You said it"),
        open=gettext_lazy("Not in it yet"),
    ),
    ExerciseKind.CARD: Manner(
        heading=gettext_lazy("Beside our card"),
        ours=gettext_lazy("On our card:"),
    ),
    ExerciseKind.AUDIT: Manner(
        ask=gettext_lazy("Compare with the panel"),
        heading=gettext_lazy("Beside the panel"),
        ours=gettext_lazy("The panel agreed on:"),
        other=gettext_lazy("The panel saw it another way"),
    ),
    ExerciseKind.TABLE: Manner(
        ask=gettext_lazy("Show what may be said"),
        heading=gettext_lazy("What may be said"),
    ),
}
ICONS = {Stand.SAME: "tick", Stand.OTHER: "here", Stand.OPEN: "ring", Stand.TOLD: "level"}


@dataclass(frozen=True)
class Link:
    """A duty that something rests on: where it stands, and what it says."""

    text: str
    says: str
    url: str


@dataclass(frozen=True)
class Said:
    """A remark in words."""

    title: str
    icon: str
    standing: Words
    yours: list[str]
    ours: list[str]
    texts: list[str]
    links: list[Link]
    rows: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sources(self) -> str:
        """Where the duties stand that it rests on."""
        return sources_of(self.links)


def said(remark: Remark, manner: Manner, links: Mapping[str, Mapping[str, Any]]) -> Said:
    """A remark as the page shows it."""
    texts = [remark.why]
    rows: list[tuple[str, str]] = []
    if isinstance(remark.more, Count):
        count = remark.more
        told = (wording.say_last_day(count), wording.say_start(count), wording.say_left_out(count))
        texts, rows = [*told, *texts], wording.counted_rows(count)
    elif isinstance(remark.more, Panel):
        texts += wording.say_panel(remark.more)
    # A day is told in a sentence of its own.
    plain = not isinstance(remark.more, Count)
    return Said(
        title=remark.title,
        icon=ICONS[remark.stand],
        standing=manner.standing(remark.stand),
        yours=[wording.say_code(one) for one in remark.yours] if plain else [],
        ours=[wording.say_code(one) for one in remark.ours] if plain else [],
        texts=[text for text in texts if text],
        links=links_of(remark.cites, links),
        rows=rows,
    )


def links_of(refs: Iterable[str], links: Mapping[str, Mapping[str, Any]]) -> list[Link]:
    """What these citations are called, and where they stand; each once."""
    found = [
        Link(_link_words(links[ref]), links[ref]["says"], links[ref]["url"])
        for ref in refs
        if ref in links
    ]
    return list(dict.fromkeys(found))


def sources_of(links: Iterable[Link]) -> str:
    """Where these duties stand, each place once."""
    return "; ".join(dict.fromkeys(link.text for link in links))


def _link_words(link: Mapping[str, Any]) -> str:
    words = str(link["edition_title"])
    if link["right"]:
        words = _("Right %(number)s, %(edition)s") % {"number": link["right"], "edition": words}
    if link["history"]:
        words = _("History: %(words)s") % {"words": words}
    elif link["coming"]:
        words = _("Not in force: %(words)s") % {"words": words}
    if not link["checked"]:
        words = _("%(words)s (check the current text)") % {"words": words}
    return words
