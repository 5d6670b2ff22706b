"""One step of an exercise as it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from exercises import wording
from exercises.kinds import Feedback, Step
from exercises.kinds.audit import Agreement, agreement
from exercises.kinds.calendar import months
from exercises.kinds.rewriting import Piece, pieces
from exercises.kinds.table import Line, lines
from exercises.pages.controls import Control, Sheet, control, sheet
from exercises.pages.remarks import MANNERS, Link, Manner, Said, links_of, said, sources_of
from exercises.pages.telling import Telling, has_note
from exercises.responding import Response, carried


@dataclass(frozen=True)
class Screen:
    """A step with what was answered so far, and what is said to it if that was asked for."""

    telling: Telling
    index: int
    response: Response
    feedback: Feedback | None = None

    @property
    def document(self) -> Mapping[str, Any]:
        """The exercise."""
        return self.telling.document

    @property
    def data(self) -> Mapping[str, Any]:
        """What is to be done, as its kind has it."""
        return self.telling.work.data

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
        """The part of the work that it shows; for a step of its own, what is under its name."""
        if any(one["id"] == self.step.part for one in self.data["parts"]):
            return self.telling.work.part(self.step.part)
        own: Mapping[str, Any] = self.data[self.step.part]
        return own

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
    def stage(self) -> str:
        """The last word of the step's id, which says what it asks of its part."""
        return self.step.id.rpartition(".")[2]

    @property
    def template(self) -> str:
        """The template of its kind."""
        return f"pages/exercises/kinds/{self.document['kind']}.html"

    @property
    def after_template(self) -> str:
        """What its kind shows after the remarks, where it has more to show."""
        return f"pages/exercises/kinds/{self.document['kind']}_after.html"

    @property
    def manner(self) -> Manner:
        """How its kind speaks."""
        return MANNERS[self.document["kind"]]

    @property
    def onward(self) -> str:
        """The words of the button that leads on."""
        return _("Go on to part %(number)d") % {"number": self.number + 1}

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form sends along unseen: where it is, and what was answered elsewhere."""
        pairs = [("part", str(self.number))]
        if has_note(self.document):
            pairs.append(("note", "alternative" if self.telling.alternative else "go-on"))
        elsewhere = [one for step in self.steps if step != self.step for one in step.fields]
        return [*pairs, *carried(self.response, elsewhere)]

    # What is asked ---------------------------------------------------------------------------

    @property
    def controls(self) -> list[Control]:
        """The fields of the step."""
        return [control(one, self.response) for one in self.step.fields]

    @property
    def pairs(self) -> list[tuple[Control, Control]]:
        """The fields two by two, as a card has them."""
        controls = self.controls
        return list(zip(controls[::2], controls[1::2], strict=True))

    @property
    def before(self) -> list[Control]:
        """The fields of the step before, to show again what was written there."""
        fields = self.steps[self.index - 1].fields if self.index else ()
        return [control(one, self.response) for one in fields]

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

    # What is said ----------------------------------------------------------------------------

    @property
    def remarks(self) -> list[Said]:
        """What is said to the answers."""
        found = self.feedback.remarks if self.feedback else ()
        return [said(one, self.manner, self.telling.work.links) for one in found]

    @property
    def links(self) -> list[Link]:
        """What the words after the remarks rest on."""
        cites = self.feedback.cites if self.feedback else ()
        return links_of(cites, self.telling.work.links)

    @property
    def sources(self) -> str:
        """Where those stand."""
        return sources_of(self.links)

    @property
    def more(self) -> Any:
        """What the kind says beside the remarks."""
        return self.feedback.more if self.feedback else None

    # What one kind alone shows ---------------------------------------------------------------

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The heads of a calendar: the name of each weekday, and its first letters."""
        return [(str(WEEKDAYS[n]), str(WEEKDAYS_ABBR[n])) for n in range(7)]

    @property
    def calendars(self) -> list[tuple[Control, list[Sheet]]]:
        """Each clock of a case with its calendar."""
        shown = months(self.telling.work, self.part)
        return [(one, [sheet(month, one) for month in shown]) for one in self.controls]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """A log entry in runs, with its phrases numbered."""
        return pieces(self.part)

    @property
    def table(self) -> tuple[Line, ...]:
        """The rows of a table."""
        return lines(self.part)

    @property
    def asked(self) -> list[tuple[Mapping[str, Any], Control]]:
        """The questions about a case file, each with its control."""
        return list(zip(self.data["questions"], self.controls, strict=True))

    @property
    def agreement(self) -> Agreement:
        """How a panel's answers went together."""
        return agreement(self.data)
