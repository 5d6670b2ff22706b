"""Questions in a table: a CSV file with one line for each. Pure.

A spreadsheet is what people without another system write questions in. There is a template to
begin with; questions go out in the formats that lose less.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assessments.formats.making import ALL, MOST_QUESTIONS, NONE, Parts, Refused, found_of
from assessments.formats.numbers import decimal_of, plain_number
from assessments.formats.plaintext import LINE, STEM, WORDING, WORDS, Plainer, decoded
from assessments.formats.question import LEVELS, USES
from assessments.formats.said import Found, Reading, Trouble, say
from assessments.formats.said import gettext_noop as _

ANSWERS = 8
_ABOUT = ("rationale", "level", "use", "rights", "cites", "sources", "lesson")
COLUMNS = (
    *("id", "type", "question", "right"),
    *(f"{name} {n}" for n in range(1, ANSWERS + 1) for name in ("answer", "match", "feedback")),
    *("decoys", "otherwise", "unit"),
    *_ABOUT,
)
_TYPES = ("single", "multiple", "truefalse", "matching", "ordering", "short", "number")
_TAGS = {"rights": "right", "cites": "cite", "sources": "source"}
Row = Mapping[str, str]


def parse_table(content: bytes) -> Reading:
    """Read a CSV file: what can be taken, and the rest by line. Never raises."""
    text, notes = decoded(content)
    found: list[Found] = []
    troubles: list[Trouble] = []
    try:
        for line, row in _rows(text.replace("\x00", "")):
            if len(found) == MOST_QUESTIONS:
                message = _("A file may hold %(most)s questions. Split it here.")
                raise Refused(say(message, most=MOST_QUESTIONS), place=line)
            try:
                found.append(_read(line, row))
            except Refused as refused:
                troubles.append(Trouble(line, refused.said, refused.known))
    except Refused as refused:
        troubles.append(Trouble(refused.place, refused.said))
    return Reading(tuple(found), tuple(troubles), tuple(notes))


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    """Each row that is not empty, with its line. Raises `Refused` for what is no such table."""
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        names = [" ".join(name.casefold().split()) for name in next(reader, [])]
        missing = [name for name in ("type", "question") if name not in names]
        if missing:
            message = _("The first line must name the columns. These are missing: %(names)s.")
            raise Refused(say(message, names=", ".join(missing)), place=1)
        unknown = [name for name in names if name and name not in COLUMNS]
        if unknown:
            message = _("These columns are not known: %(names)s. Rename them, or take them out.")
            raise Refused(say(message, names=", ".join(unknown)), place=1)
        line = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, dict(zip(names, row, strict=False))
            line = reader.line_num + 1
    except csv.Error as error:
        message = _("From here on the table cannot be read. Look for a quotation mark too many.")
        raise Refused(say(message), place=line) from error


def _read(line: int, row: Row) -> Found:
    plainer = Plainer()
    kind = "".join(row.get("type", "").casefold().split()).replace("/", "or")
    kind = {"trueorfalse": "truefalse"}.get(kind, kind)
    if kind not in _TYPES:
        message = _("“%(kind)s” is no type. Write one of: %(types)s.")
        raise Refused(say(message, kind=row.get("type", ""), types=", ".join(_TYPES)))
    parts = Parts(line=line, type=kind)
    parts.idnumber = plainer.line(row.get("id", ""))
    parts.stem = plainer.lines(row.get("question", ""), most=STEM)
    parts.rationale = plainer.lines(row.get("rationale", ""), most=STEM)
    parts.otherwise = plainer.lines(row.get("otherwise", ""), most=WORDS)
    parts.unit = plainer.line(row.get("unit", ""), most=40)
    parts.tags = list(_tags(row))
    _answers(parts, row, plainer)
    return found_of(parts, plainer)


def _tags(row: Row) -> Iterator[str]:
    for column, tag in _TAGS.items():
        yield from (f"{tag}:{word}" for word in row.get(column, "").replace(",", " ").split())
    for column, known in (("level", LEVELS), ("use", USES)):
        word = row.get(column, "").strip().casefold()
        if word and word not in known:
            message = _("“%(word)s” does not fit the column %(column)s. Write one of: %(known)s.")
            raise Refused(say(message, word=word, column=column, known=", ".join(known)))
        if word:
            yield f"{column}:{word}"
    if lesson := row.get("lesson", "").strip():
        yield f"lesson:{lesson}"


def _answers(parts: Parts, row: Row, plainer: Plainer) -> None:
    if parts.type == "truefalse":
        word = row.get("right", "").strip().casefold()
        if word not in ("true", "false"):
            raise Refused(say(_("Write true or false into the column right.")))
        said = [plainer.lines(row.get(f"feedback {n}", ""), most=WORDS) for n in (1, 2)]
        is_true = word == "true"
        parts.truefalse(is_true, *(said if is_true else reversed(said)))
        return
    numbers = [n for n in range(1, ANSWERS + 1) if row.get(f"answer {n}", "").strip()]
    right = _right(parts.type, row.get("right", ""), numbers)
    for number in numbers:
        text = row[f"answer {number}"]
        feedback = plainer.lines(row.get(f"feedback {number}", ""), most=WORDS)
        share = ALL if number in right else NONE
        if parts.type == "matching":
            match = plainer.line(row.get(f"match {number}", ""), most=LINE)
            parts.pair(plainer.line(text, most=LINE), match, feedback)
        elif parts.type == "number":
            parts.value(*_value(text), share, feedback)
        elif parts.type == "short":
            parts.wording(plainer.line(text, most=WORDING + 1), share, feedback)
        else:
            parts.option(plainer.line(text, most=LINE), share, feedback)
    if parts.type == "matching":
        decoys = (plainer.line(decoy, most=LINE) for decoy in row.get("decoys", "").split("|"))
        parts.decoys += [decoy for decoy in decoys if decoy]


def _right(kind: str, written: str, numbers: list[int]) -> set[int]:
    """Which answers are right, by number. Where people write the answer, all are by default."""
    words = written.replace(",", " ").replace(";", " ").split()
    if not words and kind in ("short", "number"):
        return set(numbers)
    right = {int(word) for word in words if word in "12345678"}
    if len(right) < len(words) or not right <= set(numbers):
        message = _("The column right says “%(words)s”. Write the numbers of the right answers.")
        raise Refused(say(message, words=written))
    return right


def _value(text: str) -> tuple[str, str]:
    value, colon, tolerance = text.partition(":")
    numbers: list[Decimal | None] = [decimal_of(value), decimal_of(tolerance) if colon else NONE]
    first, second = numbers
    if first is None or second is None:
        message = _("“%(text)s” is not a number. Write 5, or 5:1 for 4 to 6.")
        raise Refused(say(message, text=text))
    return plain_number(first), plain_number(abs(second))


_OPTIONS = ("Within 1 working day", "Within 5 working days", "Within 10 working days")
EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "id": "X01",
        "type": "single",
        "question": "By when is the victim told of an arrest?",
        "right": "2",
        **{f"answer {n}": text for n, text in enumerate(_OPTIONS, 1)},
        "feedback 1": "You had the right pair in mind. Here it is 5.",
        "feedback 2": "Yes. It is a key decision.",
        "feedback 3": "That is another limit. Here it is 5.",
        "rationale": "An arrest is a key decision.",
        "level": "apply",
        "use": "formative",
        "rights": "6",
        "sources": "W8",
    },
    {
        "id": "X02",
        "type": "multiple",
        "question": "Which of these is the victim told?",
        "right": "1, 2",
        "answer 1": "That a suspect was arrested",
        "answer 2": "That a suspect was released",
        "answer 3": "Where the suspect lives",
        "feedback 1": "Yes.",
        "feedback 2": "Yes.",
        "feedback 3": "An address is never told.",
        "rationale": "Key decisions are told, addresses are not.",
        "sources": "W8",
    },
    {
        "id": "X03",
        "type": "truefalse",
        "question": "A victim may ask to be told by e-mail.",
        "right": "true",
        "feedback 1": "Yes. The victim says how.",
        "feedback 2": "It is the victim who says how.",
        "rationale": "People are told in the way that suits them.",
        "sources": "W8",
    },
    {
        "id": "X04",
        "type": "matching",
        "question": "Match the country with its capital.",
        "answer 1": "Canada",
        "match 1": "Ottawa",
        "feedback 1": "Ottawa.",
        "answer 2": "Italy",
        "match 2": "Rome",
        "feedback 2": "Rome.",
        "decoys": "Oslo | Bern",
        "rationale": "An example: write your own.",
        "sources": "W8",
    },
    {
        "id": "X05",
        "type": "ordering",
        "question": "Put these in order.",
        "answer 1": "The report",
        "answer 2": "The needs assessment",
        "answer 3": "The referral",
        "feedback 1": "It begins with the report.",
        "feedback 2": "Needs come before the referral.",
        "feedback 3": "The referral follows from the needs.",
        "rationale": "An example: write your own.",
        "sources": "W8",
    },
    {
        "id": "X06",
        "type": "short",
        "question": "What is the statement of a victim called?",
        "answer 1": "victim personal statement",
        "answer 2": "VPS",
        "feedback 1": "Yes.",
        "feedback 2": "Yes, in short.",
        "otherwise": "It is the victim personal statement.",
        "rationale": "An example: write your own.",
        "sources": "W8",
    },
    {
        "id": "X07",
        "type": "number",
        "question": "How many rights does the Code have?",
        "answer 1": "12",
        "feedback 1": "Yes, twelve.",
        "otherwise": "There are twelve.",
        "unit": "rights",
        "rationale": "An example: write your own.",
        "sources": "W8",
    },
)


def template_rows() -> list[list[str]]:
    """The rows of the template: one example for each type, in the order of `COLUMNS`."""
    return [[example.get(name, "") for name in COLUMNS] for example in EXAMPLES]
