"""Components of what is taught: notes, facts, stories, questions and private spaces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.utils.translation import gettext_lazy as _

from core.components.base import Component, Text, described_by, register


@register("card")
@dataclass(frozen=True, kw_only=True)
class Card(Component):
    """A box that says "this is one thing". One on a page may be "go": what to do now."""

    slots: ClassVar[tuple[str, ...]] = ("body", "actions")

    id: str
    title: Text = ""
    level: Literal[2, 3, 4] = 2
    kind: Literal["", "go", "plain"] = ""


@register("note")
@dataclass(frozen=True, kw_only=True)
class Note(Component):
    """A content note with its choices, all of one weight.

    In a lesson `go_on` and `alternative` are fragments, which never leave the browser. With `action` the
    choices become buttons of a form, so that what was chosen travels in the body of a POST and in no address.
    """

    slots: ClassVar[tuple[str, ...]] = ("body",)

    id: str
    go_on: str
    later: str
    alternative: str = ""
    go_on_text: Text = ""
    alternative_text: Text = ""
    later_text: Text = ""
    action: str = ""
    name: str = "note"
    title: Text = ""
    level: Literal[2, 3, 4] = 3

    @property
    def choices(self) -> list[dict[str, Text]]:
        """Going on and, where there is one, the alternative."""
        more = self.go_on_text or _("Read the passage")
        choices = [{"to": self.go_on, "text": _("Go on"), "more": more}]
        if self.alternative:
            more = self.alternative_text or _("The same point, told another way")
            text = _("Take the alternative")
            choices.append({"to": self.alternative, "text": text, "more": more})
        return choices

    @property
    def later_words(self) -> Text:
        """What coming back later means."""
        return self.later_text or _("Your place is kept")


@register("choose")
@dataclass(frozen=True, kw_only=True)
class Choose(Component):
    """A passage or its alternative, shown when its fragment is chosen at the note.

    On paper, where nobody can choose, the one with `paper` stands and the other does not.
    """

    slots: ClassVar[tuple[str, ...]] = ("body",)

    id: str
    label: Text
    paper: bool = False


@register("fact")
@dataclass(frozen=True, kw_only=True)
class Fact(Component):
    """One sentence of the Code: whose duty (a definition is nobody's), which edition, which source."""

    id: str
    say: Text
    edition: Text
    source: Text
    duty: Text = ""
    heading: Text = ""
    edition_href: str = ""
    edition_note: Text = ""
    source_href: str = ""
    source_note: Text = ""
    level: Literal[2, 3, 4] = 3

    @property
    def edition_after(self) -> str:
        """The note on the edition, joined to it."""
        return f", {self.edition_note}" if self.edition_note else ""

    @property
    def source_after(self) -> str:
        """The note on the source, joined to it."""
        return f", {self.source_note}" if self.source_note else ""


@register("limits")
@dataclass(frozen=True, kw_only=True)
class Limits(Component):
    """Time limits by event. A row has `event`, `standard`, `enhanced` and may have `source`, `source_href`."""

    caption: Text
    rows: Sequence[Any]
    note: Text = ""


@register("story")
@dataclass(frozen=True, kw_only=True)
class Story(Component):
    """A person's story, in the serif voice."""

    slots: ClassVar[tuple[str, ...]] = ("body",)

    line: bool = False


@register("quotation")
@dataclass(frozen=True, kw_only=True)
class Quotation(Component):
    """Words of the Code or of a statute, with where they stand."""

    text: Text
    attribution: Text
    href: str = ""


@register("private")
@dataclass(frozen=True, kw_only=True)
class Private(Component):
    """A space that nobody else reads, or the words that say who reads what. `promise` stands beside the lock."""

    slots: ClassVar[tuple[str, ...]] = ("body", "actions")

    id: str
    title: Text = ""
    level: Literal[2, 3, 4] = 2
    promise: Text = ""


@register("reflection")
@dataclass(frozen=True, kw_only=True)
class Reflection(Component):
    """A private thought as a form: POST `text` to keep it, POST `delete` to delete it."""

    id: str
    prompt: Text
    action: str
    text: Text = ""
    kept: Text = ""
    name: str = "text"


@register("details")
@dataclass(frozen=True, kw_only=True)
class Details(Component):
    """More for those who want it."""

    slots: ClassVar[tuple[str, ...]] = ("body",)

    summary: Text
    open: bool = False
    id: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer as shown after the event: what it says, whether it was chosen, whether it holds, and why."""

    text: Text
    chosen: bool = False
    right: bool = False
    feedback: Text = ""


@register("answers")
@dataclass(frozen=True, kw_only=True)
class Answers(Component):
    """A question looked back on. Items are `Answer`s: a missed one gets a reason that grants the fair guess."""

    items: Sequence[Any]
    label: Text = ""


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    value: str
    text: Text
    hint: Text = ""


@register("question")
@dataclass(frozen=True, kw_only=True)
class Question(Component):
    """A question to answer: radios, or checkboxes with `multiple`. `chosen` is one value or several."""

    id: str
    name: str
    legend: Text
    options: Sequence[Any]
    multiple: bool = False
    chosen: Any = ""
    hint: Text = ""
    error: Text = ""
    disabled: bool = False
    legend_size: Literal["s", "m", "l"] = "m"

    @property
    def kind(self) -> str:
        """Name of the controls in class names."""
        return "checkboxes" if self.multiple else "radios"

    @property
    def type(self) -> str:
        """Type of the controls."""
        return "checkbox" if self.multiple else "radio"

    @property
    def described_by(self) -> str:
        """Ids of the hint and the problem."""
        return described_by(self.id, self.hint, self.error)

    @property
    def items(self) -> list[tuple[Any, str, bool]]:
        """Options, each with the id of its control (the first one has the question's own) and its state."""
        chosen = (
            [self.chosen] if isinstance(self.chosen, str) else [str(v) for v in self.chosen or ()]
        )
        return [
            (option, self.id if index == 0 else f"{self.id}-{index + 1}", _value(option) in chosen)
            for index, option in enumerate(self.options)
        ]


@register("choice")
@dataclass(frozen=True, kw_only=True)
class Choice(Component):
    """A decision in a story: each option is a button of one form. `hidden` are pairs to send along."""

    id: str
    action: str
    legend: Text
    options: Sequence[Any]
    name: str = "choice"
    hidden: Sequence[tuple[str, Any]] = ()
    level: Literal[2, 3, 4] = 3

    @property
    def lettered(self) -> list[tuple[str, Any]]:
        """Options with their letters A, B, C, for talking about them in a room."""
        return [(chr(ord("A") + index), option) for index, option in enumerate(self.options)]


def _value(option: Any) -> str:
    return str(option["value"] if isinstance(option, dict) else option.value)
