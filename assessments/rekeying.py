"""A mended key applied to a question as it was shown. Pure.

What a person was shown keeps its keys and its order; what is right, and what is said about
it, is taken from the mended question. The two are matched by their words. Words that were
mended lightly still match, but not where a number or a "not" differs: that is another answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

Document = Mapping[str, Any]

# How much of two texts has to be the same where they differ in nothing that counts.
CLOSE = 0.9
_DECIDES = re.compile(r"\d+|\b(?:not|no|never|only|without|before|after|unless)\b|n[’']t\b")
# What the mended question says about itself, whatever its type.
_SAID = ("rationale", "sources", "cites", "lesson", "feedback", "otherwise")
# Where nothing was on offer, the key stands by itself.
_OPEN = ("answers", "unit", "limit", "answer", "slips")


class Unmatched(ValueError):
    """What was shown cannot be matched with the mended question."""


def rekeyed(pinned: Document, mended: Document) -> dict[str, Any]:
    """The question as it was shown, with the key of the mended one. Raises Unmatched."""
    if pinned["type"] != mended["type"]:
        raise Unmatched("the question is of another type now")
    merge = _MERGES.get(pinned["type"], _open)
    said = {name: mended[name] for name in _SAID if name in mended}
    return {**pinned, **said, **merge(pinned, mended), "revision": mended["revision"]}


def _options(pinned: Document, mended: Document) -> dict[str, Any]:
    found = partners(pinned["options"], mended["options"])
    options = [
        {**one, "correct": other["correct"], "feedback": other["feedback"]}
        for one, other in zip(pinned["options"], found, strict=True)
    ]
    if not any(one["correct"] for one in options):
        raise Unmatched("the right answer was not on offer")
    return {"options": options}


def _matching(pinned: Document, mended: Document) -> dict[str, Any]:
    matches = {one["key"]: one for one in mended["matches"]}
    items = partners(pinned["items"], mended["items"])
    wanted = [matches[item["match"]] for item in items]
    offered = {_plain(one["text"]): one["key"] for one in pinned["matches"]}
    if any(_plain(one["text"]) not in offered for one in wanted):
        raise Unmatched("the right match was not on offer")
    return {
        "items": [
            {**one, "match": offered[_plain(match["text"])], "feedback": item["feedback"]}
            for one, item, match in zip(pinned["items"], items, wanted, strict=True)
        ]
    }


def _ordering(pinned: Document, mended: Document) -> dict[str, Any]:
    items = partners(pinned["items"], mended["items"])
    if len(mended["items"]) != len(items):
        raise Unmatched("there are other steps now")
    key_of = {item["key"]: one["key"] for one, item in zip(pinned["items"], items, strict=True)}
    return {
        "items": [
            {**one, "feedback": item["feedback"]}
            for one, item in zip(pinned["items"], items, strict=True)
        ],
        "order": [key_of[key] for key in mended["order"]],
    }


def _judgement(pinned: Document, mended: Document) -> dict[str, Any]:
    if pinned["mode"] != mended["mode"] or len(pinned["items"]) != len(mended["items"]):
        raise Unmatched("the responses are weighed in another way now")
    items = partners(pinned["items"], mended["items"])
    return {
        "items": [
            {**one, "expert": item["expert"], "feedback": item["feedback"]}
            for one, item in zip(pinned["items"], items, strict=True)
        ]
    }


def _open(pinned: Document, mended: Document) -> dict[str, Any]:
    return {name: mended[name] for name in _OPEN if name in mended}


_MERGES: dict[str, Callable[[Document, Document], dict[str, Any]]] = {
    "single": _options,
    "multiple": _options,
    "truefalse": _options,
    "matching": _matching,
    "ordering": _ordering,
    "judgement": _judgement,
}


def partners(
    shown: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """For each thing that was shown what it is now, none twice. Raises Unmatched."""
    left = {_plain(one["text"]): one for one in now}
    found: dict[str, Mapping[str, Any]] = {}
    for text in [_plain(one["text"]) for one in shown]:
        if text in left:
            found[text] = left.pop(text)
    for text in [_plain(one["text"]) for one in shown]:
        if text in found:
            continue
        near = [other for other in left if same_but_for_style(text, other)]
        if len(near) != 1:
            raise Unmatched("something that was on offer is not there any more")
        found[text] = left.pop(near[0])
    return [found[_plain(one["text"])] for one in shown]


def same_but_for_style(one: str, other: str) -> bool:
    """Whether two texts say the same with other commas or a word mended."""
    decides = [sorted(_DECIDES.findall(_plain(text))) for text in (one, other)]
    if decides[0] != decides[1]:
        return False
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio() >= CLOSE


def _plain(text: object) -> str:
    return " ".join(str(text).split()).casefold()
