"""What keeps a module from being published. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from core.findings import Finding, Level
from courses import richtext
from courses.checks import reading
from courses.checks.known import Known
from courses.checks.lessons import HEAD, check_lesson, rank, strongest_of
from courses.checks.packs import check_pack
from courses.checks.texts import Said, Unit, Voice
from courses.formats import ModuleFile


def check_module(module: ModuleFile, known: Known) -> list[Finding]:
    """Everything that is to be mended in a module and its lessons, or might be."""
    found = [finding for lesson in module.lessons for finding in check_lesson(lesson, known)]
    return [*found, *check_outline(module, known), *check_pack(module, known)]


def outline_of(module: ModuleFile) -> Unit:
    """What a module itself says, without its lessons."""
    said = [("title", module.title), ("summary", module.summary), ("audience", module.audience)]
    said += [("outcomes", outcome) for outcome in module.outcomes]
    texts = tuple(Said(text, Voice.TOLD, HEAD[field], line=1, field=field) for field, text in said)
    return Unit(module.title, texts, module.content_note, module.file)


def check_outline(module: ModuleFile, known: Known) -> Iterator[Finding]:
    """What is to be mended in the module's own page."""
    unit = outline_of(module)
    yield from reading.check_words(unit, age=False)
    strongest = strongest_of(
        lesson.content_note.strength for lesson in module.lessons if lesson.content_note
    )
    if rank(strongest) > rank(module.content_note.strength if module.content_note else ""):
        yield unit.finding(f"A lesson has a content note of {strongest}; the module has less.")
    for ref in module.scenarios:
        if ref not in known.scenarios:
            yield unit.finding(f"There is no scenario “{ref}”.")
    for ref in module.aids:
        if ref not in known.aids:
            yield unit.finding(f"There is no job aid “{ref}”.")
    if not module.lessons:
        yield unit.finding("It has no lessons.")
    for link in richtext.links(richtext.from_markdown(module.attribution)):
        if known.is_dead(link):
            yield unit.finding(f"The link to “{link}” leads nowhere.")
    minutes = sum(lesson.minutes for lesson in module.lessons)
    if module.lessons and module.minutes != minutes:
        place = Said("", Voice.OURS, HEAD["minutes"], line=1, field="minutes")
        message = f"It says {module.minutes} minutes; its lessons take {minutes} together."
        yield unit.finding(message, place, level=Level.ADVICE)
