"""What a question cannot take along into another system's file. Pure.

Both Moodle formats ask here what they leave behind, so that it stands beside the download and
in the file itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from assessments.formats.limits import answer_of, slips_of
from assessments.formats.parts import Value, Wording
from assessments.formats.question import QuestionText
from assessments.formats.said import Said, say
from assessments.formats.said import gettext_noop as _
from assessments.formats.tags import tags_of, unfit
from core.workingdays import UnknownYear

JUDGEMENT = _(
    "Situational judgement is left out: the format has no place for the key of a panel. "
    "Content files carry it."
)
WORKINGDAY = _(
    "The working-day limit goes out as its answer: the calendar, and the feedback to usual slips "
    "where the format has no place for it, stay here. It does not come back as such a question."
)
UNKNOWN_YEAR = _("The working-day limit is left out: its answer is not known here yet.")
PAIRS = _("The feedback of the pairs is left out.")
STEPS = _("The feedback of the steps is left out.")
UNIT = _("The unit “%(unit)s” is left out.")
TAGS = _("These tags may be cut or changed elsewhere: %(tags)s.")
ARROW = _("“->” was written as “→”, because it has a meaning of its own there.")


@dataclass(frozen=True)
class Left:
    """What one question leaves behind; `whole` says that all of it stays."""

    ref: str
    notes: tuple[Said, ...]
    whole: bool = False


@dataclass(frozen=True)
class Written:
    """A file as it goes out, and what it could not carry, by question."""

    text: str
    count: int
    left: tuple[Left, ...]


def in_simpler_words(question: QuestionText) -> tuple[QuestionText | None, list[Said]]:
    """The question as a type that others know, None for one that cannot go out, and what is said."""
    if question.type == "judgement":
        return None, [say(JUDGEMENT)]
    if question.type != "workingday":
        return question, []
    limit, said = question.limit, question.feedback
    try:
        answer = answer_of(limit) if limit else None
        slips = slips_of(limit) if limit else {}
    except (UnknownYear, OverflowError, ValueError):
        answer = None
    if answer is None or said is None:
        return None, [say(UNKNOWN_YEAR)]
    words = {name: getattr(said, name, "") or said.otherwise for name in slips}
    meant = [(answer, said.right, True), *((slips[n], words[n], False) for n in slips)]
    simple = replace(question, limit=None, feedback=None, otherwise=said.otherwise)
    if isinstance(answer, date):
        wordings = tuple(
            Wording(text, feedback, right)
            for day, feedback, right in meant
            if isinstance(day, date)
            for text in _day_in_words(day)
        )
        return replace(simple, type="short", answers=_once(wordings)), [say(WORKINGDAY)]
    values = tuple(Value(str(number), feedback, right) for number, feedback, right in meant)
    return replace(simple, type="number", answers=_once(values)), [say(WORKINGDAY)]


def _once(answers: Iterable[Wording | Value]) -> tuple[Wording | Value, ...]:
    """Each answer once: two slips may come to the same."""
    found: dict[str, Wording | Value] = {}
    for one in answers:
        found.setdefault(one.accept if isinstance(one, Wording) else one.value, one)
    return tuple(found.values())


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _day_in_words(day: date) -> list[str]:
    return [
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d/%m/%Y}",
        day.isoformat(),
    ]


def of_tags(question: QuestionText) -> list[Said]:
    """What is said of tags that another system would cut."""
    odd = unfit(tags_of(question))
    return [say(TAGS, tags=", ".join(odd))] if odd else []
