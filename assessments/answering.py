"""From a posted form to a response, and from a response to what stands in the form. Pure.

A question's form has one field, or one for each of its parts: `answer`, `answer.a`,
`answer.day`. Lessons and checks share this, whatever they call their field.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Protocol

from assessments.marking import WrongShape, check_response

Document = Mapping[str, Any]
DAY = ("day", "month", "year")


class Posted(Protocol):
    """What was posted: a QueryDict, or anything alike."""

    def get(self, key: str, /) -> Any:
        """The last value of a field."""

    def getlist(self, key: str, /) -> Any:
        """All values of a field."""


class Snag(StrEnum):
    """What is to be put right in an answer before it can be one."""

    PLACES = "places"
    RANKS = "ranks"
    DAY = "day"
    COUNT = "count"
    NUMBER = "number"
    LONG = "long"


class Unclear(WrongShape):
    """An answer that its person can put right; `snag` says what."""

    def __init__(self, snag: Snag) -> None:
        super().__init__(str(snag))
        self.snag = snag


def has_options(question: Document) -> bool:
    """Whether it is answered by choosing from options."""
    return question["type"] in ("single", "multiple", "truefalse")


def asks_for_day(question: Document) -> bool:
    """Whether it is answered by a day, month and year."""
    return bool(question["type"] == "workingday" and question["limit"]["asks"] == "date")


def fields_of(question: Document, name: str) -> dict[str, str]:
    """The names of the fields of a question's form, by the part that each is for."""
    if question["type"] in ("matching", "ordering", "judgement"):
        return {one["key"]: f"{name}.{one['key']}" for one in question["items"]}
    if asks_for_day(question):
        return {part: f"{name}.{part}" for part in DAY}
    return {"": name}


def typed(question: Document, post: Posted, name: str) -> dict[str, str]:
    """What stands in each field as it was posted; what could be no answer is cut off."""
    fields = fields_of(question, name)
    return {part: str(post.get(field) or "")[:1000] for part, field in fields.items()}


def read(question: Document, post: Posted, name: str) -> Any:
    """The settled response that was posted; an empty one where nothing was.

    Raises `Unclear` for what its person can put right, `WrongShape` for what no form sends.
    """
    if has_options(question):
        return check_response(question, post.getlist(name))
    fields = fields_of(question, name)
    values = {part: post.get(field) or "" for part, field in fields.items()}
    if not all(isinstance(value, str) for value in values.values()):
        raise WrongShape("texts were expected")
    values = {part: value.strip() for part, value in values.items()}
    return _READERS[question["type"]](question, values)


def _matching(question: Document, values: Mapping[str, str]) -> Any:
    return check_response(question, {key: value for key, value in values.items() if value})


def _ordering(question: Document, values: Mapping[str, str]) -> Any:
    if not any(values.values()):
        return check_response(question, [])
    known = [str(place) for place in range(1, len(values) + 1)]
    if not set(values.values()) <= {"", *known}:
        raise WrongShape("a place that is not on offer")
    if sorted(values.values()) != sorted(known):
        raise Unclear(Snag.PLACES)
    return check_response(question, sorted(values, key=lambda key: known.index(values[key])))


def _judgement(question: Document, values: Mapping[str, str]) -> Any:
    given = {key: value for key, value in values.items() if value}
    if not all(len(value) == 1 and value in "0123456789" for value in given.values()):
        raise WrongShape("a rating that is not on offer")
    if question["mode"] == "rank" and len(set(given.values())) < len(given):
        raise Unclear(Snag.RANKS)
    return check_response(question, {key: int(value) for key, value in given.items()})


def _short(question: Document, values: Mapping[str, str]) -> Any:
    return _or_snag(question, values[""], Snag.LONG)


def _number(question: Document, values: Mapping[str, str]) -> Any:
    return _or_snag(question, values[""], Snag.NUMBER)


def _workingday(question: Document, values: Mapping[str, str]) -> Any:
    if not asks_for_day(question):
        return _or_snag(question, values[""], Snag.COUNT)
    if not any(values.values()):
        return ""
    parts = [values[part] for part in DAY]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise Unclear(Snag.DAY)
    day, month, year = (int(part) for part in parts)
    return _or_snag(question, f"{year:04d}-{month:02d}-{day:02d}", Snag.DAY)


def _or_snag(question: Document, text: str, snag: Snag) -> Any:
    try:
        return check_response(question, text)
    except WrongShape as error:
        raise Unclear(snag) from error


_READERS = {
    "matching": _matching,
    "ordering": _ordering,
    "judgement": _judgement,
    "short": _short,
    "number": _number,
    "workingday": _workingday,
}


def values_of(question: Document, response: Any) -> dict[str, str]:
    """What stands in each field for a response; nothing for what has no answer."""
    kind = question["type"]
    if not response or has_options(question):
        return {}
    if kind == "ordering":
        return {key: str(place) for place, key in enumerate(response, 1)}
    if kind in ("matching", "judgement"):
        return {key: str(value) for key, value in response.items()}
    if asks_for_day(question):
        year, month, day = str(response).split("-")
        return {"day": str(int(day)), "month": str(int(month)), "year": str(int(year))}
    return {"": str(response)}
