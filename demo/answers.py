"""What invented people answer in checks: plausible, and as well as their history says. Pure.

Some questions are harder than others, some distractors more tempting. One question of each
bank is answered the other way round, as if its key were off, so that whoever looks at how
questions perform finds something to look at.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

Question = Mapping[str, Any]
# How much of who gets a question right is luck.
LUCK = 0.7


def right_ones(
    questions: Sequence[Question], score: int, share: float, draw: random.Random
) -> set[int]:
    """Which of these a person gets right, so many in all; `share` is how well they do, 0 to 1."""
    odd = odd_one(questions)
    ease = [
        (1 - share if place == odd else _ease(question)) + draw.gauss(0, LUCK) / 2
        for place, question in enumerate(questions)
    ]
    best = sorted(range(len(questions)), key=lambda place: -ease[place])
    if odd is not None and share > 0.85 and draw.random() < 0.6:
        best = [*(place for place in best if place != odd), odd]
    return set(best[:score])


def odd_one(questions: Sequence[Question]) -> int | None:
    """The question that those who know are more likely to miss, if it is asked."""
    return next((n for n, one in enumerate(questions) if one["ref"].endswith("07")), None)


def _ease(question: Question) -> float:
    return random.Random(f"ease:{question['ref']}").uniform(0.1, 1.0)


def response_to(question: Question, draw: random.Random, *, right: bool) -> Any:
    """An answer that is right, or one that people give for it who are not."""
    kind = question["type"]
    if question.get("options"):
        return _of_options(question, draw, right=right)
    if kind == "matching":
        return _matched(question, right=right)
    if kind == "ordering":
        order = list(question["order"])
        return order if right else [*order[1:], order[0]]
    if kind == "judgement":
        return {one["key"]: one["expert"] for one in question["items"]} if right else {}
    if kind == "workingday":
        return _limit(question, draw, right=right)
    return _written(question, right=right)


def _of_options(question: Question, draw: random.Random, *, right: bool) -> list[str]:
    keys = [one["key"] for one in question["options"] if one["correct"]]
    others = [one["key"] for one in question["options"] if not one["correct"]]
    if right or not others:
        return keys
    tempting = random.Random(f"tempting:{question['ref']}")
    weights = [tempting.choice((0.05, 0.5, 1.0, 2.0)) for _key in sorted(others)]
    chosen = draw.choices(sorted(others), weights)[0]
    return [chosen] if question["type"] != "multiple" else [*keys[1:], chosen]


def _matched(question: Question, *, right: bool) -> dict[str, str]:
    pairs = {one["key"]: one["match"] for one in question["items"]}
    if right:
        return pairs
    matches = [one["key"] for one in question["matches"]]
    first = next(iter(pairs))
    other = next((key for key in matches if key != pairs[first]), pairs[first])
    return {**pairs, first: other}


def _limit(question: Question, draw: random.Random, *, right: bool) -> str:
    slips = [str(one) for one in question.get("slips", {}).values()]
    return str(question["answer"]) if right or not slips else draw.choice(slips)


def _written(question: Question, *, right: bool) -> str:
    """A short text or a number: the first wording that counts, or one that does not."""
    fits = [one for one in question.get("answers", ()) if bool(one["correct"]) == right]
    if not fits:
        return ""
    return str(fits[0].get("accept", fits[0].get("value", ""))).replace("*", "")
