"""Moodle XML, written. Pure: `moodlexml` reads it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from assessments.formats.carrying import PAIRS, Left, Written, in_simpler_words, of_tags
from assessments.formats.parts import Value, Wording
from assessments.formats.question import QuestionText
from assessments.formats.said import say
from assessments.formats.tags import tags_of

_KINDS = {
    "single": "multichoice",
    "multiple": "multichoice",
    "truefalse": "truefalse",
    "matching": "matching",
    "ordering": "ordering",
    "short": "shortanswer",
    "number": "numerical",
}


def dump_moodle_xml(questions: Iterable[QuestionText]) -> Written:
    """Write questions as Moodle XML. What it cannot carry stands in `left`, and as comments."""
    pieces = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    left: list[Left] = []
    count = 0
    for question in questions:
        simple, notes = in_simpler_words(question)
        if simple is not None:
            notes += of_tags(question)
            if any(pair.feedback for pair in question.pairs):
                notes.append(say(PAIRS))
        if notes:
            left.append(Left(question.id, tuple(notes), whole=simple is None))
            # Two hyphens would end a comment.
            pieces += [f"<!-- {question.id}: {str(said).replace('--', '–')} -->" for said in notes]
        if simple is not None:
            pieces += _question(simple)
            count += 1
    return Written("\n".join([*pieces, "</quiz>", ""]), count, tuple(left))


def _question(question: QuestionText) -> Iterator[str]:
    yield f'<question type="{_KINDS[question.type]}">'
    yield f"<name>{_text(question.id)}</name>"
    yield _element("questiontext", question.stem)
    yield _element("generalfeedback", question.rationale)
    yield "<defaultgrade>1</defaultgrade>"
    yield "<penalty>0</penalty>"
    yield "<hidden>0</hidden>"
    yield f"<idnumber>{_escaped(question.id)}</idnumber>"
    yield from _ANSWERS[question.type](question)
    yield "<tags>"
    yield from (f"<tag>{_text(tag)}</tag>" for tag in tags_of(question))
    yield "</tags>"
    yield "</question>"


def _escaped(text: str) -> str:
    return escape(text)


def _text(text: str) -> str:
    return f"<text>{_escaped(text)}</text>"


def _element(tag: str, text: str) -> str:
    return f'<{tag} format="plain_text">{_text(text)}</{tag}>'


def _answer(text: str, fraction: str, feedback: str, more: str = "") -> str:
    inner = f"{_text(text)}{_element('feedback', feedback)}{more}"
    return f'<answer fraction={quoteattr(fraction)} format="plain_text">{inner}</answer>'


def _options(question: QuestionText) -> Iterator[str]:
    one = question.type == "single"
    right = sum(option.correct for option in question.options)
    share = "100" if one else f"{Decimal(100) / (right or 1):.5f}"
    yield f"<single>{'true' if one else 'false'}</single>"
    yield "<shuffleanswers>true</shuffleanswers>"
    for option in question.options:
        # A wrong tick takes all: here only exactly the right ones count, too.
        fraction = share if option.correct else "0" if one else "-100"
        yield _answer(option.text, fraction, option.feedback)


def _truefalse(question: QuestionText) -> Iterator[str]:
    for word, option in zip(("true", "false"), question.options, strict=False):
        yield _answer(word, "100" if option.correct else "0", option.feedback)


def _pairs(question: QuestionText) -> Iterator[str]:
    yield "<shuffleanswers>true</shuffleanswers>"
    halves = [(pair.text, pair.match) for pair in question.pairs]
    for text, match in [*halves, *(("", decoy) for decoy in question.decoys)]:
        inner = f"{_text(text)}<answer>{_text(match)}</answer>"
        yield f'<subquestion format="plain_text">{inner}</subquestion>'


def _steps(question: QuestionText) -> Iterator[str]:
    yield "<layouttype>VERTICAL</layouttype>"
    yield "<selecttype>ALL</selecttype>"
    yield f"<selectcount>{len(question.steps)}</selectcount>"
    yield "<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>"
    yield "<showgrading>SHOW</showgrading>"
    for number, step in enumerate(question.steps, 1):
        yield _answer(step.text, str(number), step.feedback)


def _wordings(question: QuestionText) -> Iterator[str]:
    yield "<usecase>0</usecase>"
    for one in question.answers:
        if isinstance(one, Wording):
            yield _answer(one.accept, "100" if one.correct else "0", one.feedback)
    if question.otherwise:
        yield _answer("*", "0", question.otherwise)


def _values(question: QuestionText) -> Iterator[str]:
    for one in question.answers:
        if isinstance(one, Value):
            width = f"<tolerance>{_escaped(one.tolerance or '0')}</tolerance>"
            fraction = "100" if one.correct else "0"
            yield _answer(one.value, fraction, one.feedback, width)
    if question.otherwise:
        yield _answer("*", "0", question.otherwise, "<tolerance>0</tolerance>")
    if question.unit:
        unit = f"<multiplier>1</multiplier><unit_name>{_escaped(question.unit)}</unit_name>"
        yield f"<units><unit>{unit}</unit></units>"
        # The unit stands beside the box and is not asked for.
        yield "<unitgradingtype>0</unitgradingtype><showunits>3</showunits>"


_ANSWERS = {
    "single": _options,
    "multiple": _options,
    "truefalse": _truefalse,
    "matching": _pairs,
    "ordering": _steps,
    "short": _wordings,
    "number": _values,
}
