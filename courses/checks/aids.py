"""What keeps a job aid or a diagram from being published. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from core.findings import Finding
from courses import richtext
from courses.checks import reading
from courses.checks.blocks import describe
from courses.checks.known import Known
from courses.checks.lessons import amounts_of, check_blocks, cited_in, unit_of
from courses.checks.texts import Said, Unit, Voice
from courses.formats import AID_KINDS, AidFile, DiagramFile
from victimscode.citing import Fact

RESTS_ON = "no fact of this card has that limit"


def check_aid(aid: AidFile, known: Known) -> list[Finding]:
    """Everything that is to be mended in a job aid, or might be: its words are held to the same."""
    unit = unit_of(aid.as_lesson())
    return [
        *check_blocks(aid.blocks, known, unit),
        *reading.check_words(unit),
        *reading.check_numbers(unit, cited_in(aid.blocks, known), rests_on=RESTS_ON),
        *_whole(aid, unit),
    ]


def _whole(aid: AidFile, unit: Unit) -> Iterator[Finding]:
    note = aid.content_note
    if note and note.strength not in ("", "CW0") and not note.topics:
        yield unit.finding("The content note names no topics.")
    if not aid.blocks:
        yield unit.finding("It says nothing yet.")
    for block in aid.blocks:
        if block.kind not in AID_KINDS:
            place = Said("", Voice.OURS, describe(block), line=block.line, block_id=block.id)
            message = "A job aid holds no such passage: it shows and tells, and asks nothing."
            yield unit.finding(message, place)


def _is_taught(fact: Fact) -> bool:
    return not fact.past and not fact.future and fact.confidence != "recall"


def check_diagram(diagram: DiagramFile, known: Known) -> list[Finding]:
    """Everything that is to be mended in a diagram's words, or might be. Its drawing was read before."""
    said = [
        ("title", diagram.title),
        ("alt", diagram.alt),
        ("caption", diagram.caption),
        ("text", richtext.plain(richtext.from_markdown(diagram.text))),
    ]
    texts = tuple(Said(text, Voice.OURS, path=(key,), field=key) for key, text in said if text)
    unit = Unit(diagram.title, texts, file=diagram.file, slug=diagram.slug)
    found = list(reading.check_words(unit))
    # A drawing cites nothing itself; what it says must at least be a limit that is in force.
    today = [ref for ref, fact in known.facts.items() if _is_taught(fact)]
    rests_on = "no duty in force has that limit"
    found += reading.check_numbers(unit, amounts_of(today, known), rests_on=rests_on)
    for link in richtext.links(richtext.from_markdown(diagram.text)):
        if known.is_dead(link):
            found.append(unit.finding(f"The link to “{link}” leads nowhere.", texts[-1]))
    return found
