"""Marking: (question, response) to a mark. Pure; one scorer for each type of question.

A question is a compiled question document. A response is JSON data whose shape belongs to
the type: for `single` and `multiple` the list of the keys of the options that were chosen.
"""

from collections.abc import Callable, Mapping
from typing import Any

from assessments.marking import multiple, single
from assessments.marking.mark import Mark, WrongShape

__all__ = ["Mark", "WrongShape", "check_response", "empty", "mark"]

Document = Mapping[str, Any]
_CHECKS: dict[str, Callable[[Document, object], tuple[str, ...]]] = {
    "single": single.check,
    "multiple": multiple.check,
}
_SCORERS: dict[str, Callable[[Document, tuple[str, ...]], Mark]] = {
    "single": single.score,
    "multiple": multiple.score,
}


def check_response(question: Document, response: object) -> tuple[str, ...]:
    """The response in its settled form. Raises `WrongShape` when it cannot be one."""
    return _CHECKS[question["type"]](question, response)


def mark(question: Document, response: object) -> Mark:
    """Mark a response. The empty one scores nothing; the key scores full.

    Raises `WrongShape` for a response that could not have been given to this question.
    """
    return _SCORERS[question["type"]](question, check_response(question, response))


def empty(question: Document) -> object:
    """The response of a person who gave none."""
    return []
