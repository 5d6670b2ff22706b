"""What keeps a lesson from being published. Pure: the same rules for files and for the CMS."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from care.notes import ContentNote, Strength, is_strength
from core.yamltext import Problem
from courses import richtext, wording
from courses.formats import KINDS, Block, LessonFile, ModuleFile
from victimscode.citing import Fact, objection

LONGEST_SENTENCE = 30
OLDEST_READING_AGE = 14
NEEDS_ALTERNATIVE = ("CW3", "CW4", "CWX")

_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
_LIMIT = re.compile(rf"\b(\d+|{'|'.join(_NUMBERS)}) (?:further )?working days?\b", re.IGNORECASE)

NAMES = {
    "text": "Text",
    "heading": "Heading",
    "fact": "Fact",
    "limits": "Table of limits",
    "story": "Story",
    "passage": "Passage",
    "quotation": "Quotation",
    "image": "Image",
    "video": "Video",
    "try": "Something to try",
    "question": "Question",
    "scenario": "Scenario",
    "exercise": "Exercise",
    "aid": "Job aid",
    "reflection": "Reflection",
}


@dataclass(frozen=True)
class Known:
    """What a module may refer to."""

    facts: Mapping[str, Fact]
    questions: Collection[str]
    scenarios: Collection[str]
    link_exists: Callable[[str], bool]


@dataclass(frozen=True)
class Finding:
    """One thing that blocks publishing: where it is, in words, and what it is."""

    lesson: str
    passage: str
    message: str
    block_id: str = ""
    lesson_slug: str = ""
    file: str = ""
    line: int = 0

    @property
    def problem(self) -> Problem:
        """The same as a mistake in a content file."""
        return Problem(self.file, self.line, self.message)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.lesson, self.passage, self.message) if part)


def check_module(module: ModuleFile, known: Known) -> list[Finding]:
    """Everything that blocks publishing the module."""
    found = [finding for lesson in module.lessons for finding in check_lesson(lesson, known)]
    title = module.title

    def finding(message: str) -> Finding:
        return Finding(title, "", message, file=module.file, line=1)

    strongest = _strongest(lesson.content_note for lesson in module.lessons)
    if _rank(strongest) > _rank(module.content_note.strength if module.content_note else ""):
        found.append(finding(f"A lesson has a content note of {strongest}; the module has less."))
    for ref in module.scenarios:
        if ref not in known.scenarios:
            found.append(finding(f"There is no scenario “{ref}”."))
    if not module.lessons:
        found.append(finding("It has no lessons."))
    for link in richtext.links(richtext.from_markdown(module.attribution)):
        if _is_dead(link, known):
            found.append(finding(f"The link to “{link}” leads nowhere."))
    return found


def check_lesson(lesson: LessonFile, known: Known) -> list[Finding]:
    """Everything that blocks publishing the lesson."""
    found: list[Finding] = []
    limits = _limits_cited(lesson, known)
    seen_keys: set[str] = set()
    seen_ids: set[str] = set()
    for block in lesson.blocks:
        messages = [
            *_missing(block),
            *_citations(block, known),
            *_safety(block),
            *_references(block, known, seen_keys),
            *_sentences(block),
            *_uncited_limits(block, limits),
        ]
        if block.id in seen_ids:
            messages.append((block.line, "Two passages have the same id."))
        seen_ids.add(block.id)
        found += [_finding(lesson, block, line, message) for line, message in messages]
    return [*found, *_whole(lesson, known)]


def _finding(lesson: LessonFile, block: Block, line: int, message: str) -> Finding:
    return Finding(
        lesson=lesson.title,
        passage=describe(block),
        message=message,
        block_id=block.id,
        lesson_slug=lesson.slug,
        file=lesson.file,
        line=line,
    )


def describe(block: Block) -> str:
    """A block in a few words, as an editor would look for it."""
    name = NAMES[block.kind]
    data = block.data
    said = next(
        (data[key] for key in ("title", "caption", "say", "prompt", "ref", "alt") if data.get(key)),
        data.get("text", ""),
    )
    said = richtext.plain(richtext.from_markdown(str(said))).replace("\n\n", " ")
    short = said if len(said) <= 60 else said[:57].rsplit(" ", 1)[0] + "…"
    return f"{name} “{short}”" if short else name


Message = tuple[int, str]


def _missing(block: Block) -> Iterator[Message]:
    for key in sorted(KINDS[block.kind].required):
        if block.data.get(key) in (None, "", [], False):
            if block.kind == "image" and key == "alt":
                yield block.line, "The image has no words for those who cannot see it."
            else:
                yield block.line, f"“{key}” is missing."


def refs_of(block: Block) -> list[tuple[str, int]]:
    """What a block cites, with the line of each."""
    if block.kind == "limits":
        rows = block.data.get("rows", [])
        return [(row.get("cites", ""), block.line_of("rows")) for row in rows]
    cites = block.data.get("cites", "")
    return [(cites, block.line_of("cites"))] if cites else []


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


def _safety(block: Block) -> Iterator[Message]:
    if block.kind != "passage":
        return
    strength = block.data.get("strength", "")
    if not is_strength(strength):
        yield block.line_of("strength"), "The strength of the content note is missing."
    alternative = block.data.get("alternative") or {}
    if strength in NEEDS_ALTERNATIVE and not (alternative.get("title") and alternative.get("text")):
        yield block.line, f"A passage of strength {strength} needs an alternative."


def _references(block: Block, known: Known, seen_keys: set[str]) -> Iterator[Message]:
    ref = block.data.get("ref", "")
    if block.kind == "question" and ref and ref not in known.questions:
        yield block.line_of("ref"), f"There is no question “{ref}”."
    if block.kind == "scenario" and ref and ref not in known.scenarios:
        yield block.line_of("ref"), f"There is no scenario “{ref}”."
    if block.kind == "reflection":
        key = block.data.get("key", "")
        if key in seen_keys:
            yield block.line_of("key"), f"Two reflections have the key “{key}”."
        seen_keys.add(key)
    for key, text in rich_texts(block):
        for link in richtext.links(richtext.from_markdown(text)):
            if _is_dead(link, known):
                yield block.line_of(key), f"The link to “{link}” leads nowhere."


def _is_dead(link: str, known: Known) -> bool:
    if link.startswith(("https://", "http://", "mailto:", "tel:")):
        return False
    return not known.link_exists(link.partition("#")[0])


def rich_texts(block: Block) -> Iterator[tuple[str, str]]:
    """A block's rich texts as markdown, each with its key."""
    for key, form in KINDS[block.kind].keys.items():
        if form == "rich" and block.data.get(key):
            yield key, block.data[key]
        elif form == "other" and block.data.get(key):
            yield key, block.data[key].get("text", "")


def shown(block: Block) -> Iterator[tuple[str, str]]:
    """All that a block shows as plain words, each text with its key."""
    data: Mapping[str, Any] = block.data
    for key in ("say", "caption", "title", "note", "prompt", "alt", "attribution"):
        if data.get(key):
            yield key, str(data[key])
    if block.kind in ("heading", "quotation", "scenario") and data.get("text"):
        yield "text", str(data["text"])
    for row in data.get("rows", []):
        yield "rows", str(row.get("event", ""))
    for key, text in rich_texts(block):
        yield key, richtext.plain(richtext.from_markdown(text))
    if data.get("alternative"):
        yield "alternative", str(data["alternative"].get("title", ""))


def _sentences(block: Block) -> Iterator[Message]:
    if block.kind == "quotation":
        return
    for key, text in shown(block):
        for sentence in wording.sentences(text):
            count = len(wording.words(sentence))
            if count > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:6])
                yield block.line_of(key), f"A sentence has {count} words: “{start}…”."


def _amounts(text: str) -> set[int]:
    found = (match[1].lower() for match in _LIMIT.finditer(text))
    return {_NUMBERS.get(word) or int(word) for word in found}


def _limits_cited(lesson: LessonFile, known: Known) -> set[int]:
    """The numbers of working days that the lesson's facts and tables stand for."""
    amounts: set[int] = set()
    for block in lesson.blocks:
        for ref, _line in refs_of(block):
            fact = known.facts.get(ref)
            if fact:
                amounts |= {limit.amount for limit in fact.limits if limit.unit == "working_days"}
        if block.kind == "fact":
            amounts |= _amounts(block.data.get("say", ""))
    return amounts


def _uncited_limits(block: Block, cited: set[int]) -> Iterator[Message]:
    if block.kind == "fact":
        return
    for key, text in shown(block):
        for amount in sorted(_amounts(text) - cited):
            days = "working day" if amount == 1 else "working days"
            message = f"“{amount} {days}” is stated, but no fact of this lesson has that limit."
            yield block.line_of(key), message


def _whole(lesson: LessonFile, known: Known) -> Iterator[Finding]:
    def finding(message: str) -> Finding:
        return Finding(lesson.title, "", message, lesson_slug=lesson.slug, file=lesson.file, line=1)

    notes = [
        ContentNote(block.data.get("strength", ""), ())
        for block in lesson.blocks
        if block.kind == "passage"
    ]
    strongest = _strongest(notes)
    own = lesson.content_note.strength if lesson.content_note else ""
    if strongest and not own:
        yield finding("It has a passage with a content note, so it needs a content note itself.")
    elif _rank(strongest) > _rank(own):
        yield finding(f"A passage is of strength {strongest}, but the lesson’s note says {own}.")
    if lesson.content_note and own not in ("", "CW0") and not lesson.content_note.topics:
        yield finding("The content note names no topics.")
    if not lesson.blocks:
        yield finding("It says nothing yet.")
    texts = [lesson.lead, *lesson.outcomes]
    texts += [
        text
        for block in lesson.blocks
        if block.kind not in ("quotation", "heading")
        for _key, text in shown(block)
    ]
    age = wording.reading_age(texts)
    if age > OLDEST_READING_AGE:
        yield finding(f"The reading age is {age:.1f}; it should be {OLDEST_READING_AGE} at most.")
    for ref in _long(lesson):
        yield finding(ref)


def _long(lesson: LessonFile) -> Iterator[str]:
    for text in (lesson.lead, *lesson.outcomes):
        for sentence in wording.sentences(text):
            count = len(wording.words(sentence))
            if count > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:6])
                yield f"A sentence has {count} words: “{start}…”."


def _rank(strength: str) -> int:
    return list(Strength).index(Strength(strength)) if is_strength(strength) else -1


def _strongest(notes: Iterable[ContentNote | None]) -> str:
    found = [note.strength for note in notes if note and is_strength(note.strength)]
    return max(found, key=_rank, default="")
