"""Numbers and limits in a text: which there are, and which a reader takes as a fact. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from victimscode.formats import LimitText

_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}
_N = rf"(?P<{{}}>\d[\d,]*|{'|'.join(_WORDS)})"
_SPAN = re.compile(
    rf"\b{_N.format('n')}[ \-](?:further |full |clear |whole |more )?"
    r"(?P<kind>working |calendar )?(?P<unit>day|week|month|year|hour)s?\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?P<n>\d+(?:\.\d+)?)\s?(?:%|per cent\b)", re.IGNORECASE)
_RATIO = re.compile(
    rf"\b{_N.format('n')} (?:in|out of) (?:every )?{_N.format('of')}\b(?![-/]| chance)",
    re.IGNORECASE,
)
_PART = re.compile(rf"\b{_N.format('n')} of (?:the )?{_N.format('of')}\b", re.IGNORECASE)
_COUNT = re.compile(
    r"(?<![£$\d.,/\-])\b(?P<n>\d{1,3}(?:,\d{3})+|\d{3})\b(?![-/\d%]| per cent| (?:am|pm)\b)(?= [a-z])"
)
# Telephone numbers that read like a count.
_NOT_COUNTS = {"101", "111", "116", "118", "999"}
# What makes a bare span of time a limit, and not a memory.
_LIMITING = re.compile(
    r"\b(?:within|no later than|(?:no|not) more than|at (?:the )?most|at least|up to|limit of)"
    r"(?: the (?:first|next|last)| a further| about)? $",
    re.IGNORECASE,
)
_LIMIT_AFTER = re.compile(r"^[ \-](?:limit|deadline)\b", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Measure:
    """An amount of something: of days, per cent, things counted, or one in so many."""

    amount: str
    unit: str

    def __str__(self) -> str:
        if self.unit == "%":
            return f"{self.amount}%"
        if self.unit == "count":
            return self.amount
        if self.unit.startswith("in "):
            return f"{self.amount} {self.unit}"
        word = self.unit.removesuffix("s").replace("_", " ")
        return f"{self.amount} {word}{'' if self.amount == '1' else 's'}"


def of_limit(limit: LimitText) -> Measure:
    """A limit of the Code as a measure."""
    return Measure(str(limit.amount), limit.unit)


def _number(text: str) -> str:
    return str(_WORDS.get(text.lower(), text.replace(",", "")))


def _found(text: str) -> Iterator[tuple[Measure, int, int]]:
    for match in _SPAN.finditer(text):
        kind = (match["kind"] or "").strip().lower()
        unit = f"{kind}_days" if kind and match["unit"].lower() == "day" else f"{match['unit']}s"
        yield Measure(_number(match["n"]), unit.lower()), match.start(), match.end()
    for match in _SHARE.finditer(text):
        yield Measure(match["n"], "%"), match.start(), match.end()
    for match in _RATIO.finditer(text):
        of = _number(match["of"])
        if len(of) < 4:  # “one in 2026” is a year
            yield Measure(_number(match["n"]), f"in {of}"), match.start(), match.end()
    for match in _COUNT.finditer(text):
        if match["n"] not in _NOT_COUNTS:
            yield Measure(_number(match["n"]), "count"), match.start(), match.end()


def measures(text: str) -> set[Measure]:
    """Every amount that a text states."""
    return {measure for measure, _start, _end in _found(text)}


def working_days(text: str) -> set[Measure]:
    """The limits in working days that a text states."""
    return {measure for measure in measures(text) if measure.unit == "working_days"}


def claims(text: str) -> set[Measure]:
    """The amounts that a reader takes as a fact: limits, shares, counts.

    A bare span of time counts when the words around make it a limit (“within 7 days”).
    A share that the same text works out from its own numbers (“17 of 20, so 85%”) does not.
    """
    found = set()
    for measure, start, end in _found(text):
        bare = measure.unit in ("days", "weeks", "months", "years", "hours")
        limiting = _LIMITING.search(text[:start]) or _LIMIT_AFTER.match(text[end:])
        if (bare and not limiting) or (measure.unit == "%" and _worked_out(measure, text)):
            continue
        found.add(measure)
    return found


def _worked_out(measure: Measure, text: str) -> bool:
    for match in _PART.finditer(text):
        of = int(_number(match["of"]))
        if of and abs(100 * int(_number(match["n"])) / of - float(measure.amount)) < 1:
            return True
    return False


def supported(measure: Measure, cited: Collection[Measure]) -> bool:
    """Whether what is cited has this amount. A bare “28 days” may stand for calendar days."""
    if measure in cited:
        return True
    return measure.unit == "days" and Measure(measure.amount, "calendar_days") in cited


def unsupported(text: str, cited: Collection[Measure]) -> list[Measure]:
    """The claims of a text that nothing cited has, in a fixed order."""
    return sorted(one for one in claims(text) if not supported(one, cited))
