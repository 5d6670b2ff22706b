"""One question of each type, and answers to it, for the bench of the scorers. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from assessments.formats import (
    Limit,
    LimitFeedback,
    Option,
    Pair,
    QuestionText,
    Rated,
    Step,
    Value,
    Wording,
)
from assessments.formats.compiled import with_keys

WORDS = "What is said about it, in a sentence of the usual length."
OPTIONS = tuple(Option(f"Option {n}", WORDS, correct=n == 2) for n in range(4))
PARTS: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "single": ({"options": OPTIONS}, [["a"], ["c"]]),
    "multiple": ({"options": OPTIONS}, [["a", "c"], ["c"]]),
    "truefalse": (
        {"options": (Option("True", WORDS, correct=True), Option("False", WORDS))},
        [["a"], ["b"]],
    ),
    "matching": (
        {"pairs": tuple(Pair(f"Thing {n}", f"Match {n}", WORDS) for n in range(6))},
        [{key: str(n) for n, key in enumerate("abcdef", 1)}, {"a": "2", "b": "1"}],
    ),
    "ordering": (
        {"steps": tuple(Step(f"Step {n}", WORDS) for n in range(6))},
        [["a", "b", "c", "d", "e", "f"], ["f", "b", "c", "a", "e", "d"]],
    ),
    "short": (
        {
            "answers": (
                Wording("VPS", WORDS, correct=True),
                Wording("victim* personal statement", WORDS),
                Wording("*statement*", WORDS),
            ),
            "otherwise": WORDS,
        },
        ["vps", "A victim’s personal statement", "I do not know"],
    ),
    "number": (
        {
            "answers": (Value("5", WORDS, correct=True, tolerance="0.5"), Value("1", WORDS)),
            "otherwise": WORDS,
        },
        ["5", "1", "1,000"],
    ),
    "workingday": (
        {
            "limit": Limit(date(2026, 4, 2), "date", days=5),
            "feedback": LimitFeedback(WORDS, WORDS, WORDS, WORDS, WORDS),
        },
        ["2026-04-13", "2026-04-09", "2026-04-30"],
    ),
    "judgement": (
        {"mode": "rate", "responses": tuple(Rated(f"Way {n}", n % 4, WORDS) for n in range(5))},
        [{key: n % 4 for n, key in enumerate("abcde")}, {"a": 3, "b": 3}],
    ),
}


def answers_by_type() -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    """For each type of question: its name, a compiled question, and answers to it."""
    for name, (parts, answers) in PARTS.items():
        text = QuestionText(
            id="BENCH", use="formative", type=name, level="apply", stem="What?", **parts
        )
        yield name, with_keys({**text.as_data(), "ref": text.id}), answers
