"""Moodle XML, read. Pure: `moodlexml_writing` writes it.

The parser takes no document types, no entities of a file's own and fetches nothing. A file that
is broken somewhere is cut into its questions, so that a mistake costs its own question only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from assessments.formats.making import MOST_QUESTIONS, Parts, Refused, found_of
from assessments.formats.numbers import decimal_of, plain_number
from assessments.formats.plaintext import LINE, STEM, WORDING, WORDS, Plainer, decoded
from assessments.formats.said import Found, Reading, Trouble, say
from assessments.formats.said import gettext_noop as _
from assessments.formats.xmltree import Node, Unreadable, read_tree

_OWN_FORMAT = "moodle_auto_format"
_FORMS = {"plain_text": "plain", "markdown": "markdown", "html": "html", _OWN_FORMAT: "moodle"}
_QUESTION = re.compile(r"<question[\s>]")
_END = "</question>"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")

CATEGORIES = _("The categories of the file are not kept: choose a bank for all of its questions.")
FILES = _("Files in the question (%(names)s) were left out. Say in words what they show.")
PENALTY = _("Penalties for a second try were left out: tries are free here.")
HINTS = _("Hints were left out. What helps may go into the feedback of each answer.")
COMBINED = _("Feedback to the whole answer (“%(text)s”) was left out: put it into the rationale.")
CASE = _("Moodle minded capital letters here. This site does not.")
NOT_TAKEN = {
    "essay": _("An essay has no key, so it cannot be marked here."),
    "description": _("This is text without answers, which has no place here."),
    "cloze": _(
        "A text with several gaps (cloze) has no place here. Ask one question for each gap."
    ),
    "calculated": _("Questions whose numbers change by a formula have no place here."),
    "random": _("Questions drawn at random have no place here: a check draws by its blueprint."),
}
OTHER_TYPE = _("Questions of the kind “%(kind)s” have no place here.")
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
# What Moodle writes into them by itself says nothing of the question.
_EMPTY_PRAISE = re.compile(r"your answer is (partially )?(in)?correct\.?", re.IGNORECASE)


def parse_moodle_xml(content: bytes) -> Reading:
    """Read a Moodle XML file: what can be taken, and the rest by line. Never raises."""
    text, notes = decoded(content)
    found: list[Found] = []
    troubles: list[Trouble] = []
    for line, node in _questions(text, troubles):
        if node.attrs.get("type") == "category":
            notes += [say(CATEGORIES)] if say(CATEGORIES) not in notes else []
            continue
        if len(found) == MOST_QUESTIONS:
            said = say(_("A file may hold %(most)s questions. Split it here."), most=MOST_QUESTIONS)
            troubles.append(Trouble(line, said))
            break
        if (decimal_of(node.path("penalty")) or 0) > 0 and say(PENALTY) not in notes:
            notes.append(say(PENALTY))
        try:
            found.append(_Question(line, node).read())
        except Refused as refused:
            troubles.append(Trouble(line, refused.said, refused.known))
    if not found and not troubles and not notes:
        troubles.append(Trouble(1, say(_("There are no questions of Moodle in this file."))))
    return Reading(tuple(found), tuple(sorted(troubles)), tuple(notes))


def _questions(text: str, troubles: list[Trouble]) -> Iterator[tuple[int, Node]]:
    """Each question with its line; of a file that is broken, those that are whole."""
    body = _DECLARATION.sub("", text, count=1)
    before = text[: len(text) - len(body)].count("\n")
    try:
        tree = read_tree(body)
    except Unreadable as error:
        if error.hostile:
            troubles.append(Trouble(error.line + before, say(error.message)))
            return
        yield from _pieces(body, before, error, troubles)
        return
    for node in tree.children:
        if node.tag == "question":
            yield node.line + before, node


def _pieces(
    text: str, before: int, error: Unreadable, troubles: list[Trouble]
) -> Iterator[tuple[int, Node]]:
    starts = [found.start() for found in _QUESTION.finditer(text)]
    if not starts:
        troubles.append(Trouble(error.line + before, say(error.message)))
        return
    line, last, whole = 1 + before, 0, True
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", last, start)
        last = start
        end = text.find(_END, start, following)
        piece = text[start : end + len(_END)] if end >= 0 else text[start:following]
        try:
            node = read_tree(piece)
        except Unreadable as broken:
            whole = False
            troubles.append(Trouble(line + broken.line - 1, say(broken.message)))
            continue
        yield line, node
    if whole:
        # Every question is sound, so the slip is around them.
        troubles.append(Trouble(error.line + before, say(error.message)))


class _Question:
    """One question while it is read."""

    def __init__(self, line: int, node: Node) -> None:
        self.node = node
        self.plainer = Plainer()
        self.parts = Parts(line=line, type="")

    def read(self) -> Found:
        kind = self.node.attrs.get("type", "")
        reader = _READERS.get(kind)
        if reader is None:
            known = next((NOT_TAKEN[name] for name in NOT_TAKEN if kind.startswith(name)), "")
            raise Refused(say(known) if known else say(OTHER_TYPE, kind=kind), known=True)
        parts = self.parts
        parts.name = self.plainer.line(self.node.path("name", "text"))
        parts.idnumber = self.plainer.line(self.node.path("idnumber"))
        tags = self.node.child("tags")
        parts.tags = [tag.path("text") for tag in tags.children] if tags else []
        parts.stem = self._text(self.node.child("questiontext"), most=STEM, lines=True)
        parts.rationale = self._text(self.node.child("generalfeedback"), most=STEM, lines=True)
        reader(self)
        self._left_out()
        return found_of(parts, self.plainer)

    def _text(self, node: Node | None, *, most: int, lines: bool = False) -> str:
        if node is None:
            return ""
        form = _FORMS.get(node.attrs.get("format", _OWN_FORMAT), "html")
        make = self.plainer.lines if lines else self.plainer.line
        return make(node.path("text") or node.text, form, most=most)

    def _feedback(self, node: Node) -> str:
        return self._text(node.child("feedback"), most=WORDS, lines=True)

    def _share(self, node: Node) -> Decimal:
        return decimal_of(node.attrs.get("fraction", "0")) or Decimal(0)

    def _left_out(self) -> None:
        # Before Moodle 2 a picture stood in an element of its own.
        names = [self.node.path("image").strip()] if self.node.child("image") else []
        names += [node.attrs.get("name", "?") for node in self.node.all("file")]
        names = [name for name in names if name]
        if names:
            self.plainer.note(say(FILES, names=", ".join(names)))
        if self.node.child("hint"):
            self.plainer.note(say(HINTS))
        for name in _COMBINED:
            text = Plainer().line(self.node.path(name, "text"), "html")
            if text and not _EMPTY_PRAISE.fullmatch(text):
                self.plainer.note(say(COMBINED, text=text))

    # The types ---------------------------------------------------------------------

    def multichoice(self) -> None:
        """One right answer of several, or several."""
        several = self.node.path("single").strip() in ("false", "0")
        self.parts.type = "multiple" if several else "single"
        for node in self.node.of("answer"):
            self.parts.option(self._text(node, most=LINE), self._share(node), self._feedback(node))

    def truefalse(self) -> None:
        """Two answers, whose text is true and false."""
        said, right = {}, None
        for node in self.node.of("answer"):
            word = node.path("text").strip().casefold()
            said[word] = self._feedback(node)
            right = word if self._share(node) > 0 else right
        if right not in ("true", "false") or not set(said) <= {"true", "false"}:
            raise Refused(say(_("A true or false question needs “true” or “false” as right.")))
        true, false = said.get("true", ""), said.get("false", "")
        is_true = right == "true"
        self.parts.truefalse(is_true, *((true, false) if is_true else (false, true)))

    def matching(self) -> None:
        """Pairs; those without a first half are decoys."""
        self.parts.type = "matching"
        for node in self.node.of("subquestion"):
            answer = self.plainer.line(node.path("answer", "text"), most=LINE)
            self.parts.pair(self._text(node, most=LINE), answer)

    def shortanswer(self) -> None:
        """Answers that people write."""
        self.parts.type = "short"
        if self.node.path("usecase").strip() == "1":
            self.plainer.note(say(CASE))
        for node in self.node.of("answer"):
            text = self.plainer.line(node.path("text"), most=WORDING + 1)
            self.parts.wording(text, self._share(node), self._feedback(node))

    def numerical(self) -> None:
        """Numbers that people write."""
        self.parts.type = "number"
        units = self.node.child("units")
        names = [unit.path("unit_name").strip() for unit in units.children] if units else []
        if names:
            self.parts.unit = self.plainer.line(names[0], most=40)
        if len(names) > 1:
            said = _("Only the first unit is kept; others (%(units)s) were left out.")
            self.plainer.note(say(said, units=", ".join(names[1:])))
        for node in self.node.of("answer"):
            text = node.path("text").strip()
            if text == "*":
                self.parts.otherwise = self._feedback(node)
                continue
            value = decimal_of(text)
            tolerance = decimal_of(node.path("tolerance") or "0")
            if value is None or tolerance is None:
                raise Refused(say(_("“%(text)s” is not a number."), text=text))
            self.parts.value(
                plain_number(value),
                plain_number(abs(tolerance)),
                self._share(node),
                self._feedback(node),
            )

    def ordering(self) -> None:
        """Steps in the right order, which their fractions number."""
        self.parts.type = "ordering"
        for node in sorted(self.node.of("answer"), key=self._share):
            self.parts.step(self._text(node, most=LINE), self._feedback(node))


_READERS: dict[str, Callable[[_Question], None]] = {
    "multichoice": _Question.multichoice,
    "truefalse": _Question.truefalse,
    "matching": _Question.matching,
    "match": _Question.matching,
    "shortanswer": _Question.shortanswer,
    "numerical": _Question.numerical,
    "ordering": _Question.ordering,
}
