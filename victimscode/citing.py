"""Whether a fact may be cited, and in which words not. Pure.

What is superseded may stand only where it is marked as history, what has not begun only
where it is marked as coming; what is not confirmed may stand nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from victimscode.formats import CodeFiles, DutyFile, EditionFile, LimitText


@dataclass(frozen=True)
class Fact:
    """What a citation rests on, as far as the publishing checks need to know it."""

    ref: str
    confidence: str
    past: bool
    future: bool
    limits: tuple[LimitText, ...]
    # What it says of itself, in which a number may stand that is no limit.
    words: str = ""


def facts(code: CodeFiles) -> dict[str, Fact]:
    """Every duty and definition by how content cites it."""
    return {
        fact.ref: fact
        for edition in code.editions
        for fact in (_fact(edition, duty) for duty in edition.duties)
    }


def _fact(edition: EditionFile, duty: DutyFile) -> Fact:
    return Fact(
        ref=f"{edition.slug}/{duty.slug}",
        confidence=duty.confidence,
        past=edition.superseded_on is not None,
        future=edition.kind == "draft" or not duty.in_force,
        limits=tuple(limit for _group, limit in duty.limits),
        words=" ".join((duty.says, duty.trigger, *_sure(duty.note))),
    )


def _sure(note: str) -> list[str]:
    """The sentences of a note that may be taught."""
    return [one for one in note.split(". ") if "may not be taught" not in one]


def objection(ref: str, fact: Fact | None, *, history: bool = False, coming: bool = False) -> str:
    """Why `ref` may not be cited as it is marked; empty when it may."""
    if fact is None:
        return f"“{ref}” is cited, but there is no such duty or definition."
    if fact.confidence == "recall":
        return f"“{ref}” is not confirmed, so it may not be taught."
    if fact.past and not history:
        return f"“{ref}” is of an edition that has been superseded: mark it as history."
    if fact.future and not fact.past and not coming:
        return f"“{ref}” is not in force: mark it as coming."
    if (history and not fact.past) or (coming and not fact.future):
        return f"“{ref}” is in force today: take away the mark that says otherwise."
    return ""


def objections(refs: Iterable[str], known: Mapping[str, Fact]) -> list[str]:
    """Why these may not be cited where nothing can be marked, as in a question.

    A question may ask about history or about what is to come, so only what is unknown or
    unconfirmed is refused.
    """
    found = []
    for ref in refs:
        fact = known.get(ref)
        if fact is None or fact.confidence == "recall":
            found.append(objection(ref, fact))
    return found
