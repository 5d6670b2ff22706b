"""Marking: (question, response) to a mark. Pure; one scorer for each type of question.

A question is a compiled question document. A response is JSON data whose shape belongs to
the type: a list of the keys of options; an object of items and their matches; a list of all
steps in order; a text, a number, a day as text; an object of responses and their ratings.
"""

from collections.abc import Mapping
from typing import Any

from assessments.marking import (
    judgement,
    matching,
    multiple,
    number,
    ordering,
    short,
    single,
    truefalse,
    workingday,
)
from assessments.marking.mark import Mark, WrongShape

__all__ = ["Mark", "WrongShape", "check_response", "empty", "mark"]

Document = Mapping[str, Any]


_SCORERS: dict[str, Any] = {
    "single": single,
    "multiple": multiple,
    "truefalse": truefalse,
    "matching": matching,
    "ordering": ordering,
    "short": short,
    "number": number,
    "workingday": workingday,
    "judgement": judgement,
}


def check_response(question: Document, response: object) -> Any:
    """The response in its settled form. Raises `WrongShape` when it cannot be one.

    Settled again it is the same. An answer that was left open is empty: (), {} or "".
    """
    return _SCORERS[question["type"]].check(question, response)


def mark(question: Document, response: object) -> Mark:
    """Mark a response. The empty one scores nothing; the key scores full.

    Raises `WrongShape` for a response that could not have been given to this question.
    """
    scorer = _SCORERS[question["type"]]
    result: Mark = scorer.score(question, scorer.check(question, response))
    return result


def empty(question: Document) -> object:
    """The response of a person who gave none."""
    kind = question["type"]
    if kind in ("matching", "judgement"):
        return {}
    return "" if kind in ("short", "number", "workingday") else []
