"""What keeps a facilitator's pack from being published. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.findings import Finding
from courses import richtext
from courses.checks import numbers, reading
from courses.checks.known import Known
from courses.checks.lessons import amounts_of
from courses.checks.texts import Said, Unit, Voice
from courses.formats import ModuleFile, Pack
from courses.formats import PackStep as Step
from victimscode.citing import objections

# Nobody is made to act a victim, whatever words it is asked in.
_ROLE_PLAY = re.compile(
    r"\b(?:role[- ]?plays?|(?:plays?|acts? (?:out|as)|pretends? to be|be) (?:a|the|somebody who is a) "
    r"(?:victim|complainant|survivor)|in the victim’s shoes)\b",
    re.IGNORECASE,
)
_FORBIDDING = re.compile(r"\b(?:no|nobody|never|not|without)\b", re.IGNORECASE)


def check_pack(module: ModuleFile, known: Known) -> Iterator[Finding]:
    """What is to be mended in the pack of a module, if it has one."""
    pack = module.pack
    if pack is None:
        return
    unit = unit_of_pack(pack, module)
    yield from reading.check_words(unit)
    facts = [fact for step in pack.steps for slide in step.slides for fact in slide.facts]
    yield from reading.check_numbers(unit, amounts_of([fact.cites for fact in facts], known))
    for said in unit.said:
        yield from _role_play(unit, said)
    lessons = {lesson.slug for lesson in module.lessons}
    for step in pack.steps:
        place = Said("", Voice.OURS, step.title, line=step.line)
        if step.lesson and step.lesson not in lessons:
            yield unit.finding(f"There is no lesson “{step.lesson}” in this module.", place)
        if step.scenario and step.scenario.ref not in known.scenarios:
            yield unit.finding(f"There is no scenario “{step.scenario.ref}”.", place)
        for message in _slides(step, known):
            yield unit.finding(message, place)


def unit_of_pack(pack: Pack, module: ModuleFile) -> Unit:
    """All that a pack says. It goes with the module's content note."""

    def said(text: str, passage: str = "", line: int = 1) -> Said:
        return Said(text, Voice.TOLD, passage, line=line)

    def plain(markdown: str) -> str:
        return richtext.plain(richtext.from_markdown(markdown))

    found = [said(text) for text in (pack.title, pack.lead, pack.group, *pack.before)]
    found.append(said(plain(pack.care)))
    for step in pack.steps:
        texts = [step.title, plain(step.notes)]
        texts += [text for slide in step.slides for text in (slide.title, *slide.points)]
        texts += [step.scenario.ask] if step.scenario else []
        found += [said(text, step.title, step.line) for text in texts]
        found += [
            Said(fact.say, Voice.RULE, step.title, line=step.line)
            for slide in step.slides
            for fact in slide.facts
        ]
    return Unit(pack.title, tuple(found), module.content_note, pack.file)


def _role_play(unit: Unit, said: Said) -> Iterator[Finding]:
    for sentence in re.split(r"(?<=[.!?])\s+", said.text):
        found = _ROLE_PLAY.search(sentence)
        if found and not _FORBIDDING.search(sentence):
            message = f"“{found[0]}”: nobody plays a victim. Let people talk about what helps."
            yield unit.finding(message, said)


def _slides(step: Step, known: Known) -> Iterator[str]:
    for slide in step.slides:
        yield from objections([fact.cites for fact in slide.facts], known.facts)
        for fact in slide.facts:
            for measure in numbers.unsupported(fact.say, amounts_of([fact.cites], known)):
                yield f"“{measure}” is not in “{fact.cites}”, which is cited. Check the number."
        if slide.diagram and slide.diagram not in known.diagrams:
            yield f"There is no diagram “{slide.diagram}”."
