"""A few words that are written. Pure.

What is accepted is a text in which `*` stands for any run of characters. It is no regular
expression, and matching takes one pass: no pattern can make it slow.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from assessments.formats.figures import LONGEST_ANSWER
from assessments.marking.mark import Mark, WrongShape

_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ALIKE = str.maketrans("‘’‚‛`´“”„‟«»–—−‑", "''''''\"\"\"\"\"\"----")


def check(question: Mapping[str, Any], response: object) -> str:
    """At most 200 characters on one line. Raises `WrongShape`."""
    if not isinstance(response, str) or len(response) > 4 * LONGEST_ANSWER:
        raise WrongShape("a short text was expected")
    text = " ".join(response.split())
    if len(text) > LONGEST_ANSWER or _UNFIT.search(text):
        raise WrongShape("a short text was expected")
    return text


def score(question: Mapping[str, Any], chosen: str) -> Mark:
    """One point when the first of the answers that fits is a right one."""
    answers = question["answers"]
    key = tuple([answer["accept"] for answer in answers if answer["correct"]])
    if not chosen:
        return Mark(0, 1, "", key)
    text = _folded(chosen)
    for answer in answers:
        if fits(answer["accept"], text):
            said = {answer["key"]: answer["feedback"]}
            return Mark(int(answer["correct"]), 1, chosen, key, said)
    return Mark(0, 1, chosen, key, {"otherwise": question["otherwise"]})


def fits(accept: str, text: str) -> bool:
    """Whether a folded text is what is accepted."""
    pieces = _pieces(accept)
    if len(pieces) == 1:
        return text == pieces[0]
    first, last = pieces[0], pieces[-1]
    end = len(text) - len(last)
    if len(first) > end or not text.startswith(first) or not text.endswith(last):
        return False
    at = len(first)
    for piece in pieces[1:-1]:  # the leftmost place of each piece leaves most room for the rest
        at = text.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True


@lru_cache(maxsize=4096)
def _pieces(accept: str) -> tuple[str, ...]:
    """What stands between the stars, folded; stars beside one another are one."""
    return tuple(re.sub(r"\*+", "*", _folded(accept)).split("*"))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Without case, shapes of quotation marks and dashes, doubled spaces and a last full stop."""
    plain = " ".join(text.translate(_ALIKE).casefold().split())
    return plain.removesuffix(".").rstrip()
