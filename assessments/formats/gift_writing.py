"""GIFT, the text format of Moodle, written. Pure: `gift` reads it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from assessments.formats.carrying import (
    ARROW,
    PAIRS,
    STEPS,
    UNIT,
    Left,
    Written,
    in_simpler_words,
    of_tags,
)
from assessments.formats.parts import Value, Wording
from assessments.formats.question import QuestionText
from assessments.formats.said import Said, say
from assessments.formats.tags import tags_of

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\:#={}~"} | {"\n": "\\n"})


def dump_gift(questions: Iterable[QuestionText]) -> Written:
    """Write questions as GIFT. What it cannot carry stands in `left`, and as comments."""
    pieces: list[str] = []
    left: list[Left] = []
    count = 0
    for question in questions:
        simple, notes = in_simpler_words(question)
        if simple is None:
            left.append(Left(question.id, tuple(notes), whole=True))
            pieces.append("".join(f"// {question.id}: {said}\n" for said in notes))
            continue
        notes += [*of_tags(question), *_lost(simple)]
        if notes:
            left.append(Left(question.id, tuple(notes)))
        pieces.append(_question(simple, notes))
        count += 1
    return Written("\n".join(pieces), count, tuple(left))


def _lost(question: QuestionText) -> Iterator[Said]:
    if any(pair.feedback for pair in question.pairs):
        yield say(PAIRS)
    if any(step.feedback for step in question.steps):
        yield say(STEPS)
    if question.unit:
        yield say(UNIT, unit=question.unit)
    if any("->" in text for text in _arrow_texts(question)):
        yield say(ARROW)


def _arrow_texts(question: QuestionText) -> Iterator[str]:
    """The texts in which an arrow would part what belongs together."""
    if question.type == "short":
        for one in question.answers:
            yield from (one.accept if isinstance(one, Wording) else "", one.feedback)
        yield question.otherwise
    for pair in question.pairs:
        yield pair.text


def _question(question: QuestionText, notes: Iterable[Said]) -> str:
    tags = "".join(f" [tag:{tag.replace(']', chr(92) + ']')}]" for tag in tags_of(question))
    lines = [
        *(f"// {said}" for said in notes),
        f"// [id:{question.id}]{tags}",
        f"::{_plain(question.id)}::[plain]{_plain(question.stem)}{{{_OPENING.get(question.type, '')}",
        *_ANSWERS[question.type](question),
    ]
    if question.rationale:
        lines.append(f"\t####{_text(question.rationale)}")
    return "\n".join(lines) + "\n}\n"


# An ordering question tells its settings first: how many of the steps, marked by what.
_OPENING = {"number": "#", "ordering": ">ALL ABSOLUTE_POSITION VERTICAL SHOW"}


def _plain(text: str) -> str:
    return text.translate(_ESCAPES)


def _text(text: str) -> str:
    """A text that cannot be taken for a format or a weight."""
    return f"{'[plain]' if text.startswith(('[', '%')) else ''}{_plain(text)}"


def _said(feedback: str) -> str:
    return f"#{_text(feedback)}" if feedback else ""


def _options(question: QuestionText) -> Iterator[str]:
    right = sum(option.correct for option in question.options)
    share = Decimal(100) / (right or 1)
    for option in question.options:
        if question.type == "single":
            sign = "=" if option.correct else "~"
        else:
            # A wrong tick takes all: here only exactly the right ones count, too.
            sign = f"~%{share:.5f}%" if option.correct else "~%-100%"
        yield f"\t{sign}{_text(option.text)}{_said(option.feedback)}"


def _truefalse(question: QuestionText) -> Iterator[str]:
    said = {option.correct: option.feedback for option in question.options}
    true = any(option.correct for option in question.options[:1])
    own, other = said.get(True, ""), said.get(False, "")
    feedback = f"#{_text(other)}" if own or other else ""
    yield f"{'TRUE' if true else 'FALSE'}{feedback}{_said(own)}"


def _pairs(question: QuestionText) -> Iterator[str]:
    for pair in question.pairs:
        yield f"\t={_text(pair.text.replace('->', '→'))} -> {_plain(pair.match)}"
    for decoy in question.decoys:
        yield f"\t= -> {_plain(decoy)}"


def _steps(question: QuestionText) -> Iterator[str]:
    for step in question.steps:
        # A line that begins with two strokes would be a comment.
        yield f"{'[plain]' if step.text.startswith('/') else ''}{_text(step.text)}"


def _wordings(question: QuestionText) -> Iterator[str]:
    for one in question.answers:
        accept = one.accept if isinstance(one, Wording) else ""
        line = f"\t=%{100 if one.correct else 0}%{_text(accept)}{_said(one.feedback)}"
        yield line.replace("->", "→")
    if question.otherwise:
        yield f"\t=%0%*{_said(question.otherwise)}".replace("->", "→")


def _values(question: QuestionText) -> Iterator[str]:
    for one in question.answers:
        if isinstance(one, Value):
            share = 100 if one.correct else 0
            yield f"\t=%{share}%{one.value}:{one.tolerance or 0}{_said(one.feedback)}"
    if question.otherwise:
        yield f"\t~{_said(question.otherwise)}"


_ANSWERS = {
    "single": _options,
    "multiple": _options,
    "truefalse": _truefalse,
    "matching": _pairs,
    "ordering": _steps,
    "short": _wordings,
    "number": _values,
}
