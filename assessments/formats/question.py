"""A question as data, and what makes it complete. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

USES = ("formative", "counting")
TYPES = ("single", "multiple")
LEVELS = ("recall", "apply", "judge")


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True)
class Option:
    """One answer on offer, and what is said to a person who chose it."""

    text: str
    feedback: str
    correct: bool = False


@dataclass(frozen=True)
class QuestionText:
    """A question with all its words. `cites` are "<edition>/<id>"; `lesson` teaches it."""

    id: str
    use: str
    type: str
    level: str
    stem: str
    options: tuple[Option, ...]
    rationale: str
    lesson: str
    rights: tuple[int, ...] = ()
    cites: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As JSON data: the same question gives the same data."""
        data = asdict(self)
        data.update({name: list(data[name]) for name in ("options", "rights", "cites", "sources")})
        return data


@dataclass(frozen=True)
class Bank:
    """A bank of questions of one module, as one file holds it."""

    bank: str
    module: str
    questions: tuple[QuestionText, ...]


@dataclass(frozen=True)
class Lack:
    """What a question lacks: in which field, and (for options) in which option from 0."""

    field: str
    message: str
    option: int | None = None


def lacks(question: QuestionText) -> Iterator[Lack]:
    """What keeps a question from being published."""
    if not question.stem.strip():
        yield Lack("stem", gettext_noop("Write the question."))
    if len(question.options) < 2:
        yield Lack("options", gettext_noop("Give at least two options."))
    right = sum(option.correct for option in question.options)
    if question.type == "single" and right != 1:
        yield Lack("options", gettext_noop("Mark exactly one option as right."))
    if question.type == "multiple" and right < 1:
        yield Lack("options", gettext_noop("Mark at least one option as right."))
    texts = [" ".join(option.text.split()).casefold() for option in question.options]
    for index, option in enumerate(question.options):
        if not option.text.strip():
            yield Lack("options", gettext_noop("Write the text of every option."), index)
        elif texts.index(texts[index]) < index:
            yield Lack("options", gettext_noop("Two options say the same. Change one."), index)
        if not option.feedback.strip():
            yield Lack(
                "options",
                gettext_noop("Say, in the feedback of every option, why it is right or not."),
                index,
            )
    if not question.rationale.strip():
        yield Lack("rationale", gettext_noop("Give the rationale: why the answer is right."))
    if not question.sources:
        yield Lack("sources", gettext_noop("Name at least one source."))
