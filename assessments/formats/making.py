"""From what another system's file says to a question of ours. Pure; all formats end here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assessments.formats.parts import Option, Pair, Step, Value, Wording
from assessments.formats.plaintext import Plainer
from assessments.formats.question import QuestionText
from assessments.formats.said import Found, Said, say
from assessments.formats.said import gettext_noop as _
from assessments.formats.tags import read_tags

MOST_QUESTIONS = 5000
MOST_ANSWERS = 26
REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
ALL, NONE = Decimal(100), Decimal(0)


class Refused(Exception):
    """A question that cannot be taken. `place` is where in its text; `known` as in `Trouble`."""

    def __init__(self, said: Said, *, place: int = 0, known: bool | int = False) -> None:
        super().__init__(str(said))
        self.said = said
        self.place = place
        self.known = bool(known)


@dataclass
class Answer:
    """One answer, pair, step or wording as it was read; `share` of the mark in percent."""

    text: str
    feedback: str = ""
    share: Decimal = NONE
    match: str = ""
    tolerance: str = ""

    @property
    def correct(self) -> bool:
        """Whether it earns the whole mark; a third of three thirds does in Moodle's rounding."""
        return self.share > ALL - Decimal("0.001")


@dataclass
class Parts:
    """A question while it is read, in the words that all formats have in common."""

    line: int
    type: str
    name: str = ""
    idnumber: str = ""
    tags: list[str] = field(default_factory=list)
    stem: str = ""
    rationale: str = ""
    answers: list[Answer] = field(default_factory=list)
    decoys: list[str] = field(default_factory=list)
    otherwise: str = ""
    unit: str = ""
    # What the file says of these itself; else the tags do.
    fields: dict[str, Any] = field(default_factory=dict)

    def option(self, text: str, share: Decimal, feedback: str) -> None:
        """An answer on offer."""
        self.answers.append(Answer(text, feedback, share))

    def truefalse(self, right: bool, own: str, other: str) -> None:
        """Whether it is true; the feedback to who says so, and to who does not."""
        self.type = "truefalse"
        self.answers = [
            Answer("True", own if right else other, ALL if right else NONE),
            Answer("False", other if right else own, NONE if right else ALL),
        ]

    def pair(self, text: str, match: str, feedback: str = "") -> None:
        """Two things that belong together; without the first, the second belongs to nothing."""
        if text:
            self.answers.append(Answer(text, feedback, match=match))
        elif match:
            self.decoys.append(match)

    def step(self, text: str, feedback: str = "") -> None:
        """The next step in the right order."""
        self.answers.append(Answer(text, feedback))

    def wording(self, text: str, share: Decimal, feedback: str) -> None:
        """An answer that people write; one that stands for all others is `otherwise`."""
        if text == "*" and share <= NONE:
            self.otherwise = feedback
        else:
            self.answers.append(Answer(text, feedback, share))

    def value(self, value: str, tolerance: str, share: Decimal, feedback: str) -> None:
        """A number that people write."""
        self.answers.append(Answer(value, feedback, share, tolerance=tolerance))


def found_of(parts: Parts, plainer: Plainer) -> Found:
    """The question that was read, with what it lost. Raises `Refused`."""
    if not parts.stem:
        raise Refused(say(_("There is no question before the answers.")))
    if not all(one.text and (one.match or parts.type != "matching") for one in parts.answers):
        raise Refused(say(_("An answer is empty. Write it, or take its sign away.")))
    if not parts.answers:
        raise Refused(say(_("The question has no answers.")))
    if len(parts.answers) + len(parts.decoys) > MOST_ANSWERS:
        raise Refused(say(_("A question may have %(most)s answers."), most=MOST_ANSWERS))
    for said in _of_shares(parts):
        plainer.note(said)
    fields, notes = read_tags(parts.tags)
    for said in notes:
        plainer.note(said)
    fields = {**fields, **parts.fields}
    question = QuestionText(
        id=parts.idnumber if REF.fullmatch(parts.idnumber) else "",
        use=fields.get("use", "formative"),
        type=parts.type,
        level=fields.get("level", "apply"),
        stem=parts.stem,
        rationale=parts.rationale,
        lesson=fields.get("lesson", ""),
        rights=tuple(fields["rights"]),
        cites=tuple(fields["cites"]),
        sources=tuple(fields["sources"]),
        **_of_type(parts),
    )
    given = frozenset(name for name, value in fields.items() if value)
    name = parts.name or parts.idnumber
    return Found(parts.line, question, name, tuple(plainer.notes), given)


def _of_type(parts: Parts) -> dict[str, Any]:
    """The fields that belong to the type."""
    answers = parts.answers
    if parts.type == "matching":
        pairs = tuple(Pair(one.text, one.match, one.feedback) for one in answers)
        return {"pairs": pairs, "decoys": tuple(parts.decoys)}
    if parts.type == "ordering":
        return {"steps": tuple(Step(one.text, one.feedback) for one in answers)}
    if parts.type == "short":
        wordings = tuple(Wording(one.text, one.feedback, one.correct) for one in answers)
        return {"answers": wordings, "otherwise": parts.otherwise}
    if parts.type == "number":
        values = tuple(
            Value(
                one.text, one.feedback, one.correct, "" if one.tolerance == "0" else one.tolerance
            )
            for one in answers
        )
        return {"answers": values, "otherwise": parts.otherwise, "unit": parts.unit}
    several = parts.type == "multiple"
    return {
        "options": tuple(
            Option(one.text, one.feedback, one.share > NONE if several else one.correct)
            for one in answers
        ),
    }


def _of_shares(parts: Parts) -> Iterable[Said]:
    """What is said of marks that are neither all nor nothing."""
    shares = [answer.share for answer in parts.answers]
    if parts.type == "multiple":
        given = {share for share in shares if share > NONE}
        if given and max(given) - min(given) > Decimal("0.01"):
            yield say(_("Right answers had different weights. Here each counts the same."))
        if any(NONE > share > -ALL for share in shares):
            yield say(TAKEN_AWAY)
        return
    for answer in parts.answers:
        if NONE < answer.share < ALL:
            yield say(
                _("“%(text)s” gave %(share)s%% of the mark. Here it counts as not right."),
                text=answer.text,
                share=f"{answer.share.normalize():f}",
            )
    if any(share < NONE for share in shares):
        yield say(TAKEN_AWAY)


TAKEN_AWAY = _("Marks that a wrong answer takes away were left out.")
