"""The guide to words, and questions that nobody may ask. Pure; the words are data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.yamltext import read

GUIDE = Path(__file__).parent / "data" / "words.yaml"
# What stands between quotation marks is somebody's words, or a phrase that is being taught.
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*(?:’(?=\w)[^’]*)*’(?!\w)")
_GAP = r"[\s ]+"


@dataclass(frozen=True)
class Rule:
    """Phrases to leave out of our own words, what to say for them, and why."""

    phrases: tuple[str, ...]
    prefer: str
    why: str
    blocks: bool
    unless: tuple[str, ...] = ()


@cache
def guide() -> tuple[Rule, ...]:
    """The rules of the guide to words, read once."""
    reader = read(GUIDE.read_text(encoding="utf-8"), file=GUIDE.name)
    return tuple(
        Rule(
            phrases=reader.texts((*path, "phrases")),
            prefer=reader.text((*path, "prefer")),
            why=reader.text((*path, "why")),
            blocks=reader.flag((*path, "blocks"), default=True),
            unless=reader.texts((*path, "unless")),
        )
        for path, _item in reader.items(("words",))
    )


def _pattern(phrases: tuple[str, ...]) -> str:
    said = sorted(phrases, key=len, reverse=True)
    return "|".join(
        _GAP.join(re.escape(word).replace("’", "[’']") for word in one.split()) for one in said
    )


@cache
def _matchers() -> tuple[tuple[Rule, re.Pattern[str], re.Pattern[str] | None], ...]:
    def whole(phrases: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_pattern(phrases)})(?!\w)", re.IGNORECASE)

    return tuple((rule, whole(rule.phrases), _except(rule)) for rule in guide())


def _except(rule: Rule) -> re.Pattern[str] | None:
    return re.compile(_pattern(rule.unless), re.IGNORECASE) if rule.unless else None


@cache
def _any() -> re.Pattern[str]:
    said = tuple(phrase for rule in guide() for phrase in rule.phrases)
    return re.compile(rf"(?<!\w)(?:{_pattern(said)})(?!\w)", re.IGNORECASE)


def own_words(text: str) -> str:
    """A text without what stands between quotation marks."""
    return _QUOTED.sub("“”", text)


def objections(text: str) -> Iterator[tuple[Rule, str]]:
    """What the guide says against a text's own words: each rule once, with what was found."""
    own = own_words(text)
    if not _any().search(own):
        return
    for rule, pattern, unless in _matchers():
        said = unless.sub("", own) if unless else own
        match = pattern.search(said)
        if match:
            yield rule, match[0]


_TRUTH = re.compile(
    r"\b(?:(?:tell(?:s|ing)?|told|speak(?:s|ing)?) (?:you |us |them )?the truth|truthful(?:ly|ness)?"
    r"|(?:is|was|are|were|be|being) (?:lying|honest|credible|believable|genuine|dishonest)"
    r"|(?:has|have|had) lied|lie[sd]?\b(?! (?:down|awake|in|on|with|at|between|ahead|behind))"
    r"|credibility|believable|ma(?:de|ke|king) (?:it|this|that|things) up|invent(?:ed|ing) (?:it|this)"
    r"|(?:do|would|should|can) (?:you|we) believe (?:her|him|them|the victim|the witness))\b",
    re.IGNORECASE,
)


def asks_for_truth(question: str) -> str:
    """What in a question asks whether somebody tells the truth; empty when nothing does.

    A question may well say that no manner of telling proves anything: so it counts only in a
    sentence that asks.
    """
    for sentence in re.split(r"(?<=[.!?])\s+", question):
        match = _TRUTH.search(sentence)
        if match and "?" in sentence:
            return match[0]
    return ""


def judges_truth(answer: str) -> str:
    """What in an answer judges whether somebody tells the truth; empty when nothing does."""
    match = _TRUTH.search(answer)
    return match[0] if match else ""
