"""What keeps a lesson from being published. Pure: the same rules for files and for the CMS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from care.notes import Strength, is_strength, needs_alternative
from core.findings import Finding, Level
from courses import richtext
from courses.checks import duration, numbers, reading
from courses.checks.blocks import describe, refs_of, rich_texts, shown
from courses.checks.known import Known
from courses.checks.numbers import Measure
from courses.checks.texts import Said, Unit, Voice
from courses.formats import KINDS, Block, LessonFile
from victimscode.citing import objection

Message = tuple[int, str]
HEAD = {
    "title": "The title",
    "summary": "The summary",
    "audience": "Who it is for",
    "lead": "The lead",
    "outcomes": "What people can do afterwards",
    "minutes": "The minutes",
}
_VOICES = {
    "fact": Voice.RULE,
    "limits": Voice.RULE,
    "quotation": Voice.OTHERS,
    "story": Voice.TOLD,
    "passage": Voice.TOLD,
    "exercise": Voice.TOLD,
    "video": Voice.TOLD,
}


def check_lesson(lesson: LessonFile, known: Known) -> list[Finding]:
    """Everything that is to be mended in a lesson, or might be."""
    unit = unit_of(lesson)
    found = [
        *check_blocks(lesson.blocks, known, unit),
        *reading.check_words(unit),
        *reading.check_numbers(unit, cited_in(lesson.blocks, known)),
    ]
    return [*found, *_whole(lesson, unit)]


# What it says ----------------------------------------------------------------------------


def unit_of(lesson: LessonFile) -> Unit:
    """All that a lesson says."""
    head = [("title", lesson.title), ("lead", lesson.lead)]
    head += [("outcomes", outcome) for outcome in lesson.outcomes]
    said = [Said(text, Voice.OURS, HEAD[field], line=1, field=field) for field, text in head]
    return Unit(
        name=lesson.title,
        said=(*said, *said_in(lesson.blocks)),
        note=lesson.content_note,
        file=lesson.file,
        slug=lesson.slug,
    )


def said_in(blocks: Iterable[Block]) -> Iterator[Said]:
    """All that blocks say, each text with its voice and place."""
    for block in blocks:
        passage = describe(block)
        for key, text in shown(block):
            yield Said(text, _voice(block, key), passage, block.line_of(key), block_id=block.id)


def _voice(block: Block, key: str) -> Voice:
    if block.kind == "passage" and key == "after":
        return Voice.OURS
    if block.kind == "limits" and key == "caption":
        return Voice.OURS
    return _VOICES.get(block.kind, Voice.OURS)


def cited_in(blocks: Iterable[Block], known: Known) -> set[Measure]:
    """The amounts that facts, tables and quotations of these blocks stand for."""
    found: set[Measure] = set()
    for block in blocks:
        for ref, _line in refs_of(block):
            found |= amounts_of([ref], known)
        if block.kind in ("fact", "quotation"):
            found |= numbers.measures(block.data.get("say", "") or block.data.get("text", ""))
        for row in block.data.get("rows", []):
            for key in ("event", "standard", "enhanced"):
                found |= numbers.measures(row.get(key, ""))
    return found


def amounts_of(refs: Iterable[str], known: Known) -> set[Measure]:
    """The amounts that duties and definitions name, as limits or in their words."""
    found: set[Measure] = set()
    for ref in refs:
        fact = known.facts.get(ref)
        if fact:
            found |= {numbers.of_limit(limit) for limit in fact.limits}
            found |= numbers.measures(fact.words)
    return found


# What its blocks need ----------------------------------------------------------------------


def check_blocks(blocks: Iterable[Block], known: Known, unit: Unit) -> Iterator[Finding]:
    """What blocks lack, what they cite and where they lead."""
    seen_keys: set[str] = set()
    seen_ids: set[str] = set()
    for block in blocks:
        messages = [
            *_missing(block),
            *_citations(block, known),
            *_safety(block),
            *_references(block, known, seen_keys),
            *_overstated(block, known),
        ]
        if block.id in seen_ids:
            messages.append((block.line, "Two passages have the same id."))
        seen_ids.add(block.id)
        passage = describe(block)
        for line, message in messages:
            yield unit.finding(message, Said("", Voice.OURS, passage, line=line, block_id=block.id))


def _missing(block: Block) -> Iterator[Message]:
    for key in sorted(KINDS[block.kind].required):
        if block.data.get(key) in (None, "", [], False):
            if block.kind == "image" and key == "alt":
                yield block.line, "The image has no words for those who cannot see it."
            else:
                yield block.line, f"“{key}” is missing."


def _citations(block: Block, known: Known) -> Iterator[Message]:
    history, coming = bool(block.data.get("history")), bool(block.data.get("coming"))
    for ref, line in refs_of(block):
        why = objection(ref, known.facts.get(ref), history=history, coming=coming)
        if why:
            yield line, why
    for number, row in enumerate(block.data.get("rows", []), start=1):
        fact = known.facts.get(row.get("cites", ""))
        if fact and not fact.limits and not (row.get("standard") and row.get("enhanced")):
            yield block.line_of("rows"), f"Row {number} cites a duty without limits: write both."


def _overstated(block: Block, known: Known) -> Iterator[Message]:
    """Limits in a fact or a table that what they cite does not have."""
    if block.kind == "fact":
        pairs = [("say", block.data.get("say", ""), block.data.get("cites", ""))]
    else:
        pairs = [
            ("rows", f"{row.get('standard', '')}; {row.get('enhanced', '')}", row.get("cites", ""))
            for row in block.data.get("rows", [])
        ]
    for key, text, ref in pairs:
        if ref not in known.facts:
            continue  # said where citations are checked
        for measure in numbers.unsupported(text, amounts_of([ref], known)):
            if measure.unit == "count":
                continue  # a sum may be explained by the fact beside it
            message = f"“{measure}” is not in “{ref}”, which is cited. Check the number."
            yield block.line_of(key), message


def _safety(block: Block) -> Iterator[Message]:
    if block.kind != "passage":
        return
    strength = block.data.get("strength", "")
    if not is_strength(strength):
        yield block.line_of("strength"), "The strength of the content note is missing."
        return
    alternative = block.data.get("alternative") or {}
    if needs_alternative(strength) and not (alternative.get("title") and alternative.get("text")):
        yield block.line, f"A passage of strength {strength} needs an alternative."


def _references(block: Block, known: Known, seen_keys: set[str]) -> Iterator[Message]:
    ref = block.data.get("ref", "")
    if block.kind == "question" and ref and ref not in known.questions:
        yield block.line_of("ref"), f"There is no question “{ref}”."
    if block.kind == "scenario" and ref and ref not in known.scenarios:
        yield block.line_of("ref"), f"There is no scenario “{ref}”."
    if block.kind == "interactive" and ref and ref not in known.exercises:
        yield block.line_of("ref"), f"There is no exercise “{ref}”."
    if block.kind == "keep" and ref and ref not in known.aids:
        yield block.line_of("ref"), f"There is no job aid “{ref}”."
    if block.kind == "diagram" and ref and ref not in known.diagrams:
        yield block.line_of("ref"), f"There is no diagram “{ref}”."
    if block.kind == "reflection":
        key = block.data.get("key", "")
        if key in seen_keys:
            yield block.line_of("key"), f"Two reflections have the key “{key}”."
        seen_keys.add(key)
    for key, text in rich_texts(block):
        for link in richtext.links(richtext.from_markdown(text)):
            if known.is_dead(link):
                yield block.line_of(key), f"The link to “{link}” leads nowhere."


# The whole of it ---------------------------------------------------------------------------


def _whole(lesson: LessonFile, unit: Unit) -> Iterator[Finding]:
    strongest = strongest_of(
        block.data.get("strength", "") for block in lesson.blocks if block.kind == "passage"
    )
    own = lesson.content_note.strength if lesson.content_note else ""
    if strongest and not own:
        yield unit.finding(
            "It has a passage with a content note, so it needs a content note itself."
        )
    elif rank(strongest) > rank(own):
        yield unit.finding(
            f"A passage is of strength {strongest}, but the lesson’s note says {own}."
        )
    if lesson.content_note and own not in ("", "CW0") and not lesson.content_note.topics:
        yield unit.finding("The content note names no topics.")
    if not lesson.blocks:
        yield unit.finding("It says nothing yet.")
        return
    for message in duration.advice(lesson.minutes, unit, [block.kind for block in lesson.blocks]):
        yield unit.finding(
            message,
            Said("", Voice.OURS, HEAD["minutes"], line=1, field="minutes"),
            level=Level.ADVICE,
        )


def rank(strength: str) -> int:
    """The place of a strength in their order; -1 when it is none."""
    return list(Strength).index(Strength(strength)) if is_strength(strength) else -1


def strongest_of(strengths: Iterable[str]) -> str:
    """The strongest; empty of none."""
    return max((one for one in strengths if is_strength(one)), key=rank, default="")
