"""GIFT, the text format of Moodle, read. Pure: `gift_writing` writes it.

Read as Moodle reads it, but kinder: empty lines inside answers are borne, and a mistake costs
its own question only.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assessments.formats.giftblocks import CATEGORY, Block, blocks, marked, unmarked
from assessments.formats.making import MOST_QUESTIONS, Parts, Refused, found_of
from assessments.formats.numbers import decimal_of, plain_number
from assessments.formats.plaintext import LINE, STEM, WORDING, WORDS, Plainer, decoded
from assessments.formats.said import Found, Reading, Trouble, say
from assessments.formats.said import gettext_noop as _

GAP = "_____"
_FORMATS = ("html", "markdown", "plain", "moodle")
_FORMAT = re.compile(rf"\[({'|'.join(_FORMATS)})\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{0,7})?)%")
_ANSWER = re.compile(r"([~=])([^~=]*)")
_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]])+)\]")
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")

CATEGORIES = _("The categories of the file are not kept: choose a bank for all of its questions.")


def parse_gift(content: bytes) -> Reading:
    """Read a GIFT file: what can be taken, and the rest by line. Never raises."""
    text, notes = decoded(content)
    found: list[Found] = []
    troubles: list[Trouble] = []
    for block in blocks(marked(text)):
        if block.text.startswith(CATEGORY):
            notes += [say(CATEGORIES)] if say(CATEGORIES) not in notes else []
            continue
        if len(found) == MOST_QUESTIONS:
            said = say(_("A file may hold %(most)s questions. Split it here."), most=MOST_QUESTIONS)
            troubles.append(Trouble(block.line, said))
            break
        try:
            found.append(_Question(block).read())
        except Refused as refused:
            line = block.line_at(refused.place)
            troubles.append(Trouble(line, refused.said, refused.known))
    return Reading(tuple(found), tuple(troubles), tuple(notes))


class _Question:
    """One question while it is read."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.plainer = Plainer()
        self.form = "moodle"
        self.parts = Parts(line=block.line, type="")

    def read(self) -> Found:
        text = self._without_name(self.block.text)
        stem, answers = self._split(text)
        self._comments()
        stem = self._format_of_question(stem)
        answers, sharps, rationale = answers.rpartition("####")
        if not sharps:
            answers, rationale = rationale, ""
        self.parts.stem = self._text(stem, most=STEM, lines=True)
        self.parts.rationale = self._text(rationale, most=STEM, lines=True)
        self._answers(answers.strip())
        return found_of(self.parts, self.plainer)

    # The text around the answers ---------------------------------------------------

    def _without_name(self, text: str) -> str:
        if not text.startswith("::"):
            return text
        name, end, rest = text[2:].partition("::")
        if not end:
            self.plainer.note(say(_("The name that begins with :: has no :: at its end.")))
            return text[2:]
        self.parts.name = self.plainer.line(unmarked(name))
        # The lines of the name still count.
        return "\n" * name.count("\n") + rest

    def _split(self, text: str) -> tuple[str, str]:
        """The question with a gap where its answers stood, and the answers."""
        start, end = text.find("{"), text.find("}")
        if start < 0 and end < 0:
            raise Refused(say(_("This is text without answers, which has no place here.")), known=1)
        if end < 0:
            message = _("The { that opens here is never closed. Write } after the last answer.")
            raise Refused(say(message), place=self._place(text, start))
        if start < 0 or end < start:
            message = _(
                "This } closes nothing. Write { before the first answer, or \\} for the sign."
            )
            raise Refused(say(message), place=self._place(text, end))
        inner, rest = text[start + 1 : end], text[end + 1 :]
        if "{" in inner:
            message = _(
                "A second { opens before the first is closed. Write } or, for the sign, \\{."
            )
            raise Refused(say(message), place=self._place(text, start))
        extra = re.search("[{}]", rest)
        if extra:
            message = _(
                "Answers stand here a second time. Leave an empty line between two questions, "
                "or write \\{ and \\} for the signs."
            )
            raise Refused(say(message), place=self._place(text, end + 1 + extra.start()))
        gap = GAP if rest.strip() else ""
        return text[:start] + gap + rest, inner

    def _place(self, text: str, place: int) -> int:
        """A place in what is left of the text as a place in the whole of it."""
        if len(text) == len(self.block.text):
            return place
        # The name is gone, but its lines were kept.
        lines = text.count("\n", 0, place)
        whole = self.block.text
        for _number in range(lines):
            whole = whole.partition("\n")[2]
        return len(self.block.text) - len(whole)

    def _comments(self) -> None:
        comments = unmarked(self.block.comments)
        ids = _ID.search(comments)
        self.parts.idnumber = ids[1].replace("\\]", "]").strip() if ids else ""
        self.parts.tags = [tag.replace("\\]", "]") for tag in _TAG.findall(comments)]

    def _format_of_question(self, stem: str) -> str:
        found = _FORMAT.match(stem.strip())
        if not found:
            return stem
        self.form = found[1]
        return stem.strip()[found.end() :]

    def _text(self, raw: str, *, most: int, lines: bool = False, formatted: bool = True) -> str:
        raw, form = raw.strip(), self.form
        found = _FORMAT.match(raw) if formatted else None
        if found:
            raw, form = raw[found.end() :], found[1]
        make = self.plainer.lines if lines else self.plainer.line
        return make(unmarked(raw), form, most=most)

    # The answers -------------------------------------------------------------------

    def _answers(self, answers: str) -> None:
        first = answers.partition("#")[0].strip().upper()
        if not answers:
            raise Refused(say(_("An essay has no key, so it cannot be marked here.")), known=True)
        if answers.startswith("#"):
            self._numerical(answers[1:])
        elif answers.startswith(">"):
            self._ordering(answers[1:])
        elif "~" in answers:
            self._multichoice(answers)
        elif first in _TRUE + _FALSE and "=" not in answers:
            self._truefalse(answers, right=first in _TRUE)
        elif "=" in answers and "->" in answers:
            self._matching(answers)
        elif "=" in answers:
            self._shortanswer(answers)
        else:
            message = _(
                "These answers cannot be read: “%(text)s”. Begin each with = (right) or ~ (not)."
            )
            raise Refused(say(message, text=unmarked(answers)))

    def _each(self, answers: str) -> list[tuple[str, str]]:
        """Each answer with the sign that it begins with."""
        before = re.split("[~=]", answers, maxsplit=1)[0].strip()
        if before:
            message = _("“%(text)s” stands before the first answer. Begin it with = or ~.")
            raise Refused(say(message, text=unmarked(before)))
        return [(sign, rest.strip()) for sign, rest in _ANSWER.findall(answers)]

    def _weighed(self, answer: str) -> tuple[Decimal | None, str, str]:
        """The weight in percent if one is given, the answer and its feedback."""
        weight = _WEIGHT.match(answer)
        if weight:
            answer = answer[weight.end() :]
        text, _sharp, feedback = answer.partition("#")
        return Decimal(weight[1]) if weight else None, text, feedback

    def _feedback(self, raw: str) -> str:
        return self._text(raw, most=WORDS, lines=True)

    def _multichoice(self, answers: str) -> None:
        each = self._each(answers)
        self.parts.type = "single" if any(sign == "=" for sign, _rest in each) else "multiple"
        for sign, rest in each:
            weight, text, feedback = self._weighed(rest)
            share = Decimal(100) if sign == "=" else weight or Decimal(0)
            words = self._text(text, most=LINE)
            self.parts.option(words, share, self._feedback(feedback))

    def _truefalse(self, answers: str, *, right: bool) -> None:
        _word, *feedback = answers.split("#", 2)
        other, own = (self._feedback(text) for text in [*feedback, "", ""][:2])
        self.parts.truefalse(right, own, other)

    def _matching(self, answers: str) -> None:
        self.parts.type = "matching"
        for _sign, rest in self._each(answers):
            text, arrow, match = rest.partition("->")
            if not arrow:
                message = _("“%(text)s” has no -> between what belongs together.")
                raise Refused(say(message, text=unmarked(rest)))
            self.parts.pair(
                self._text(text, most=LINE), self._text(match, most=LINE, formatted=False)
            )

    def _shortanswer(self, answers: str) -> None:
        self.parts.type = "short"
        for _sign, rest in self._each(answers):
            weight, text, feedback = self._weighed(rest)
            share = Decimal(100) if weight is None else weight
            self.parts.wording(self._text(text, most=WORDING + 1), share, self._feedback(feedback))

    def _numerical(self, answers: str) -> None:
        self.parts.type = "number"
        answers, tilde, other = answers.partition("~")
        if not answers.lstrip().startswith("="):
            answers = f"={answers}"
        for _sign, rest in self._each(answers):
            weight, text, feedback = self._weighed(rest)
            share = Decimal(100) if weight is None else weight
            words = unmarked(text)
            if words == "*":
                self.parts.otherwise = self._feedback(feedback)
                continue
            self.parts.value(*_number(words), share, self._feedback(feedback))
        if tilde:
            self.parts.otherwise = self._feedback(other.partition("#")[2])

    def _ordering(self, answers: str) -> None:
        """The form of Moodle's ordering question: settings, then one step a line."""
        self.parts.type = "ordering"
        _settings, *steps = answers.split("\n")
        for step in steps:
            if step.strip():
                self.parts.step(self._text(step, most=LINE))


def _number(words: str) -> tuple[str, str]:
    """A value and its tolerance, from `5`, `5:0.5` or `4.5..5.5`."""
    low, dots, high = words.partition("..")
    value, colon, tolerance = words.partition(":")
    numbers = [decimal_of(part) for part in ([low, high] if dots else [value, tolerance or "0"])]
    first, second = numbers
    if first is None or second is None or (colon and not tolerance.strip()):
        message = _("“%(text)s” is not a number. Write 5, or 5:1, or 4..6.")
        raise Refused(say(message, text=words))
    if dots:
        low_end, high_end = sorted((first, second))
        return plain_number((low_end + high_end) / 2), plain_number((high_end - low_end) / 2)
    return plain_number(first), plain_number(abs(second))
