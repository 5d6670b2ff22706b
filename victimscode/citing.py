"""Whether a fact may be cited, and in which words not. Pure.

What is superseded may stand only where it is marked as history, what has not begun only
where it is marked as coming; what is not confirmed may stand nowhere, and what is invented
only while it is rehearsed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from victimscode.changing import Change, between
from victimscode.formats import CodeFiles, DutyFile, EditionFile, LimitText


@dataclass(frozen=True)
class Fact:
    """What a citation rests on, as far as the publishing checks need to know it.

    `change` is set where today's Code has taken the place of this edition: what became of it;
    `now` are then the references that take its place. `invented` is what stands in a
    fictional edition that is not being rehearsed.
    """

    ref: str
    confidence: str
    past: bool
    future: bool
    limits: tuple[LimitText, ...]
    # What it says of itself, in which a number may stand that is no limit.
    words: str = ""
    invented: bool = False
    change: Change | None = None
    now: tuple[str, ...] = ()


def facts(code: CodeFiles) -> dict[str, Fact]:
    """Every duty and definition by how content cites it."""
    found = {
        fact.ref: fact
        for edition in code.editions
        for fact in (_fact(edition, duty) for duty in edition.duties)
    }
    for older, newer in replacements(code.editions):
        for change in between(older, newer):
            now = tuple(f"{newer.slug}/{slug}" for slug in change.new)
            for slug in change.old:
                ref = f"{older.slug}/{slug}"
                found[ref] = replace(found[ref], change=change, now=now)
    return found


def replacements(editions: Collection[EditionFile]) -> Iterator[tuple[EditionFile, EditionFile]]:
    """Each Code that is in force today with the one whose place it took."""
    by_slug = {edition.slug: edition for edition in editions}
    for newer in editions:
        older = by_slug.get(newer.follows)
        if older is not None and older.superseded_on and _is_current(newer):
            yield older, newer


def _is_current(edition: EditionFile) -> bool:
    return edition.kind == "code" and bool(edition.in_force) and edition.superseded_on is None


def _fact(edition: EditionFile, duty: DutyFile) -> Fact:
    proposed = edition.kind == "draft"
    return Fact(
        ref=f"{edition.slug}/{duty.slug}",
        confidence=duty.confidence,
        past=edition.superseded_on is not None,
        future=proposed or not duty.in_force,
        limits=tuple(limit for _group, limit in duty.limits),
        words=" ".join((duty.says, duty.trigger, *_sure(duty.note))),
        invented=edition.fictional and proposed,
    )


def _sure(note: str) -> list[str]:
    """The sentences of a note that may be taught."""
    return [one for one in note.split(". ") if "may not be taught" not in one]


def objection(ref: str, fact: Fact | None, *, history: bool = False, coming: bool = False) -> str:
    """Why `ref` may not be cited as it is marked; empty when it may."""
    if fact is None:
        return f"“{ref}” is cited, but there is no such duty or definition."
    if fact.invented:
        return f"“{ref}” is invented: it may be cited only while its edition is rehearsed."
    if fact.confidence == "recall":
        return f"“{ref}” is not confirmed, so it may not be taught."
    if fact.past and not history:
        return f"“{ref}” is of an edition that has been superseded: {_instead(fact)}."
    if fact.future and not fact.past and not coming:
        return f"“{ref}” is not in force: mark it as coming."
    if (history and not fact.past) or (coming and not fact.future):
        return f"“{ref}” is in force today: take away the mark that says otherwise."
    return ""


def _instead(fact: Fact, *, markable: bool = True) -> str:
    """What to do about a fact that is of the past; in a question nothing can be marked."""
    mark = "mark it as history" if markable else "say beside it what holds today"
    if not fact.now:
        return mark
    words = " and ".join(f"“{ref}”" for ref in fact.now)
    if fact.change and fact.change.unchanged:
        return f"cite {words}, which says the same" + (f", or {mark}" if markable else "")
    return f"revise it by {words}" + (f", or {mark}" if markable else "")


def objections(refs: Iterable[str], known: Mapping[str, Fact]) -> list[str]:
    """Why these may not be cited where nothing can be marked, as in a question.

    A question may ask about history or about what is to come. But what cites the edition whose
    place today's Code has just taken has most likely not been revised: it may do so only
    beside what takes the place of it, as a question about then and now does.
    """
    cited = list(refs)
    current = {one.partition("/")[0] for fact in known.values() for one in fact.now}
    found = []
    for ref in cited:
        fact = known.get(ref)
        if fact is None or fact.invented or fact.confidence == "recall":
            found.append(objection(ref, fact))
        elif fact.change is not None and not _told_beside(fact, cited, current):
            instead = _instead(fact, markable=False)
            found.append(f"“{ref}” is of an edition that has been superseded: {instead}.")
    return found


def _told_beside(fact: Fact, cited: Collection[str], current: Collection[str]) -> bool:
    """Whether what takes its place is cited too; of what has ended, anything of today's Code."""
    if fact.now:
        return any(ref in cited for ref in fact.now)
    return any(ref.partition("/")[0] in current for ref in cited)
