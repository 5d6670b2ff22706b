"""What a page of an exercise shows, worked out once for its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises import wording
from exercises.enums import ExerciseKind
from exercises.kinds import KINDS, Feedback, Field, Kind, Remark, Stand, Step, Work
from exercises.kinds.calendar import Count, Month, Square, months
from exercises.responding import PREFIX, WRITTEN, Response, carried

# What stands over the comparison, and on the button that asks for it.
HEADINGS = {
    ExerciseKind.CALENDAR: (
        gettext_lazy("Show how the days count"),
        gettext_lazy("How the days count"),
    ),
}
STANDS = {
    Stand.SAME: ("tick", gettext_lazy("As you answered")),
    Stand.OTHER: ("here", gettext_lazy("Another answer")),
    Stand.OPEN: ("ring", gettext_lazy("You left this open")),
    Stand.TOLD: ("level", ""),
}


@dataclass(frozen=True)
class Telling:
    """An exercise as it is told to one person: in the first way, or in the other."""

    document: Mapping[str, Any]
    alternative: bool = False

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return KINDS[self.document["kind"]]

    @property
    def work(self) -> Work:
        """What is to be done."""
        told = self.document["alternative"] if self.alternative else self.document
        return Work(told["work"], self.document.get("links", {}))

    @property
    def intro(self) -> str:
        """What to do, in words."""
        other = self.document.get("alternative") or {}
        return str((self.alternative and other.get("intro")) or self.document["intro"])

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its steps, in order."""
        return self.kind.steps(self.work)


def has_note(document: Mapping[str, Any]) -> bool:
    """Whether a reader is asked before the exercise begins."""
    note = document.get("content_note") or {}
    return bool(note.get("strength", "CW0") != "CW0")


def has_alternative(document: Mapping[str, Any]) -> bool:
    """Whether the exercise can be done without the distressing matter."""
    return bool(document.get("alternative"))


# Controls ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Control:
    """A field as the page shows it: its name and id, what stands in it, and its problem."""

    field: Field
    chosen: tuple[str, ...]
    written: str
    error: str

    @property
    def name(self) -> str:
        """Its name in the form."""
        return PREFIX + self.field.name

    @property
    def written_name(self) -> str:
        """The name of the box in which a day may be written."""
        return self.name + WRITTEN

    @property
    def id(self) -> str:
        """Its id in the page."""
        return "a-" + self.field.name.replace(".", "-")

    @property
    def text(self) -> str:
        """What was written."""
        return self.chosen[0] if self.chosen else ""


def _control(one: Field, response: Response) -> Control:
    snag = response.snags.get(one.name)
    return Control(
        field=one,
        chosen=response.answers.get(one.name, ()),
        written=response.written.get(one.name, ""),
        error=wording.say_snag(snag) if snag else "",
    )


@dataclass(frozen=True)
class Box:
    """One square of a calendar in words."""

    value: str
    number: int
    weekday: str
    month: str
    holiday: str
    open: bool
    event: bool
    checked: bool


@dataclass(frozen=True)
class Sheet:
    """A month of a calendar, for one clock."""

    title: str
    weeks: list[list[Box | None]]
    holidays: list[str]


def _sheet(month: Month, control: Control) -> Sheet:
    title = date_format(month.first, "F Y")
    weeks = [
        [_box(square, title, control) if square else None for square in week]
        for week in month.weeks
    ]
    holidays = [f"{date_format(one.day, 'l j F')}, {one.holiday}" for one in month.holidays]
    return Sheet(title, weeks, holidays)


def _box(square: Square, month: str, control: Control) -> Box:
    return Box(
        value=square.day.isoformat(),
        number=square.day.day,
        weekday=date_format(square.day, "l"),
        month=month,
        holiday=square.holiday,
        open=square.open,
        event=square.event,
        checked=square.day.isoformat() in control.chosen,
    )


# Remarks -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    """A duty that something rests on."""

    text: str
    url: str


@dataclass(frozen=True)
class Said:
    """A remark in words."""

    title: str
    icon: str
    standing: str
    yours: tuple[str, ...]
    ours: tuple[str, ...]
    texts: list[str]
    links: list[Link]
    rows: list[tuple[str, str]] = field(default_factory=list)


def links_of(refs: tuple[str, ...], links: Mapping[str, Mapping[str, Any]]) -> list[Link]:
    """What these citations are called, and where they stand."""
    return [Link(_link_words(links[ref]), links[ref]["url"]) for ref in refs if ref in links]


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


def _said(remark: Remark, telling: Telling) -> Said:
    links = links_of(remark.cites, telling.work.links)
    icon, standing = STANDS[remark.stand]
    if isinstance(remark.more, Count):
        count = remark.more
        texts = [wording.say_last_day(count), wording.say_start(count), wording.say_left_out(count)]
        return Said(
            title=remark.title,
            icon=icon,
            standing=str(standing),
            yours=(),
            ours=(),
            texts=[text for text in [*texts, remark.why] if text],
            links=links,
            rows=wording.counted_rows(count),
        )
    return Said(
        title=remark.title,
        icon=icon,
        standing=str(standing),
        yours=remark.yours,
        ours=remark.ours,
        texts=[remark.why] if remark.why else [],
        links=links,
    )


# The page ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Screen:
    """One step of an exercise as it is shown."""

    telling: Telling
    index: int
    response: Response
    feedback: Feedback | None = None

    @property
    def document(self) -> Mapping[str, Any]:
        """The exercise."""
        return self.telling.document

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps."""
        return self.telling.steps

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self.index]

    @property
    def part(self) -> Mapping[str, Any]:
        """The part of the work that it shows."""
        return self.telling.work.part(self.step.part)

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return self.index + 1

    @property
    def is_first(self) -> bool:
        """Whether nothing comes before it."""
        return self.index == 0

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it."""
        return self.number == len(self.steps)

    @property
    def template(self) -> str:
        """The template of its kind."""
        return f"pages/exercises/kinds/{self.document['kind']}.html"

    @property
    def onward(self) -> str:
        """The words of the button that leads on."""
        return _("Go on to part %(number)d") % {"number": self.number + 1}

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The heads of a calendar: the name of each weekday, and its first letters."""
        return [(str(WEEKDAYS[n]), str(WEEKDAYS_ABBR[n])) for n in range(7)]

    @property
    def ask(self) -> str:
        """The words of the button that asks for the comparison."""
        return str(HEADINGS[self.document["kind"]][0])

    @property
    def heading(self) -> str:
        """What stands over the comparison."""
        return str(HEADINGS[self.document["kind"]][1])

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form sends along unseen: where it is, and what was answered elsewhere."""
        pairs = [("part", str(self.number))]
        if has_note(self.document):
            pairs.append(("note", "alternative" if self.telling.alternative else "go-on"))
        elsewhere = [one for step in self.steps if step != self.step for one in step.fields]
        return [*pairs, *carried(self.response, elsewhere)]

    @property
    def controls(self) -> list[Control]:
        """The fields of the step."""
        return [_control(one, self.response) for one in self.step.fields]

    @property
    def calendars(self) -> list[tuple[Control, list[Sheet]]]:
        """Each clock of a case with its calendar."""
        shown = months(self.telling.work, self.part)
        return [(one, [_sheet(month, one) for month in shown]) for one in self.controls]

    @property
    def put_right(self) -> list[tuple[str, str]]:
        """What is to be put right, each with its place."""
        first = self.controls[0].id if self.controls else "work"
        found = [
            (f"{one.field.label} {one.error}", f"#{one.id}") for one in self.controls if one.error
        ]
        if "" in self.response.snags:
            found.append((wording.say_snag(self.response.snags[""]), f"#{first}"))
        return found

    @property
    def remarks(self) -> list[Said]:
        """What is said to the answers."""
        return [_said(one, self.telling) for one in self.feedback.remarks] if self.feedback else []

    @property
    def links(self) -> list[Link]:
        """What the words after the remarks rest on."""
        cites = self.feedback.cites if self.feedback else ()
        return links_of(cites, self.telling.work.links)

    @property
    def more(self) -> Any:
        """What the kind says beside the remarks."""
        return self.feedback.more if self.feedback else None
