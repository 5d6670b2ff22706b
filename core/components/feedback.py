"""Components that tell how something went."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from core.components.base import Component, Text, register


@register("notification")
@dataclass(frozen=True, kw_only=True)
class Notification(Component):
    """A message about what has just happened. `fault` is for a broken thing, never for a person."""

    slots: ClassVar[tuple[str, ...]] = ("body",)

    kind: Literal["info", "good", "look", "fault"] = "info"
    title: Text = ""
    id: str = ""

    @property
    def icon(self) -> str:
        """Name of the mark beside the words."""
        return {"info": "here", "good": "tick", "look": "m-soon", "fault": "fault"}[self.kind]

    @property
    def role(self) -> str:
        """Faults are read out at once, other messages in their turn."""
        return "alert" if self.kind == "fault" else "status"


@register("error-summary")
@dataclass(frozen=True, kw_only=True)
class ErrorSummary(Component):
    """What to put right, each a link to its field. Give a bound `form`, or `items` of (text, href)."""

    form: Any = None
    items: Sequence[Any] = ()
    title: Text = ""

    @property
    def links(self) -> list[tuple[Text, str]]:
        """Sentences with the fragment of the field that each is about (none for the form as a whole)."""
        links = [(text, href) for text, href in self.items]
        if self.form is None:
            return links
        links += [(error, "") for error in self.form.non_field_errors()]
        for field in self.form:
            links += [(sentence, f"#{field.first_control}") for sentence in field.sentences]
        return links
