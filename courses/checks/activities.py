"""What questions and scenarios say, and what is to be mended in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from assessments.formats import QuestionText
from assessments.formats.compiled import text_of
from assessments.formats.question import field_of
from care import topicwords
from care.notes import LEAST_STRENGTH, ContentNote, at_least
from core.findings import Finding
from core.yamltext import Path
from courses.checks import language, numbers, reading
from courses.checks.known import Known
from courses.checks.lessons import amounts_of
from courses.checks.numbers import Measure
from courses.checks.texts import Said, Unit, Voice
from courses.formats import ModuleFile
from victimscode.citing import objections

RESTS_ON = "nothing that is cited here has it"


# Questions -------------------------------------------------------------------------------


_VOICES = {"asked": Voice.ASKED, "right": Voice.OURS, "less": Voice.LESS, "said": Voice.OURS}


def question_unit(
    question: QuestionText, *, note: ContentNote | None, file: str = "", at: Path = ()
) -> Unit:
    """All that a question says. `note` is that of the lesson or module that asks it."""
    said = [
        Said(
            words.text,
            _VOICES[words.kind],
            words.name,
            path=(*at, *words.path),
            field=field_of(str(words.path[0])),
        )
        for words in question.words()
    ]
    return Unit(f"Question {question.id}", tuple(said), note, file)


def check_question(
    question: QuestionText,
    known: Known,
    *,
    note: ContentNote | None,
    file: str = "",
    at: Path = (),
) -> list[Finding]:
    """Everything that is to be mended in a question, or might be."""
    unit = question_unit(question, note=note, file=file, at=at)
    cites = Said("", Voice.OURS, "What it cites", path=(*at, "cites"), field="cites")
    found = [unit.finding(why, cites) for why in objections(question.cites, known.facts)]
    found += reading.check_words(unit, age=False)
    found += _amounts(question, unit, amounts_of(question.cites, known))
    for said, words in zip(unit.said, question.words(), strict=True):
        judged = language.judges_truth(words.text) if words.kind == "right" else ""
        if judged:
            message = f"“{judged}” judges whether somebody tells the truth. No answer may."
            found.append(unit.finding(message, said))
    return found


def _amounts(question: QuestionText, unit: Unit, cited: set[Measure]) -> Iterator[Finding]:
    """Amounts that nothing cited has. What is said to a wrong answer may take up its numbers."""
    both = list(zip(unit.said, question.words(), strict=True))
    offered = [words.text for _said, words in both if words.kind in ("right", "less")]
    chosen = {one for text in offered for one in numbers.measures(text)}
    replies = [said for said, words in both if words.to_less]
    rest = [said for said, words in both if not words.to_less]
    for part, stands in ((replies, cited | chosen), (rest, cited)):
        within = replace(unit, said=tuple(part))
        yield from reading.check_numbers(within, stands, rests_on=RESTS_ON)


# Scenarios -------------------------------------------------------------------------------

_HEAD = {
    ("title",): "The title",
    ("summary",): "The summary",
    ("audience",): "Whom it is for",
    ("setting",): "The setting",
    ("person", "about"): "The person",
    ("content_note", "note"): "The content note",
    ("reflection",): "The reflection",
}


def scenario_unit(document: Mapping[str, Any], *, file: str = "") -> Unit:
    """All that a scenario tells, but for its alternative."""
    noted = document.get("content_note") or {}
    note = ContentNote(noted.get("strength", ""), tuple(noted.get("topics", ())))
    said = [*_head(document), *_scenes(document), *_endings(document)]
    name = f"Scenario {document.get('id', '')}"
    return Unit(name, tuple(one for one in said if one.text), note, file)


def _head(document: Mapping[str, Any]) -> Iterator[Said]:
    for path, passage in _HEAD.items():
        value: Any = document
        for step in path:
            value = value.get(step, "") if isinstance(value, Mapping) else ""
        yield Said(str(value or ""), Voice.TOLD, passage, path=path)
    for index, aim in enumerate(document.get("aims", ())):
        yield Said(str(aim), Voice.OURS, "The aims", path=("aims", index))


def _scenes(document: Mapping[str, Any]) -> Iterator[Said]:
    for number, scene in enumerate(document.get("scenes", ())):
        at: Path = ("scenes", number)
        name = f"Scene “{scene.get('title', '')}”"
        yield Said(scene.get("text", ""), Voice.TOLD, name, path=(*at, "text"))
        for index, variant in enumerate(scene.get("variants", ())):
            path = (*at, "variants", index, "text")
            yield Said(variant.get("text", ""), Voice.TOLD, name, path=path)
        for index, choice in enumerate(scene.get("choices", ())):
            yield from _choice(choice, name, (*at, "choices", index))


def _choice(choice: Mapping[str, Any], scene: str, at: Path) -> Iterator[Said]:
    name = f"{scene}, choice “{choice.get('id', '')}”"
    offered = Voice.TOLD if choice.get("grade") == "best" else Voice.LESS
    for key, voice in (
        ("text", offered),
        ("consequence", Voice.TOLD),
        ("feeling", Voice.TOLD),
        ("why", Voice.OURS),
    ):
        yield Said(choice.get(key, ""), voice, name, path=(*at, key))


def _endings(document: Mapping[str, Any]) -> Iterator[Said]:
    for index, ending in enumerate(document.get("endings", ())):
        name = f"Ending “{ending.get('title', '')}”"
        for key, voice in (("text", Voice.TOLD), ("stronger", Voice.OURS)):
            yield Said(ending.get(key, ""), voice, name, path=("endings", index, key))


def check_scenario(document: Mapping[str, Any], known: Known, *, file: str = "") -> list[Finding]:
    """Everything that is to be mended in a scenario, or might be; its graph is checked elsewhere."""
    unit = scenario_unit(document, file=file)
    refs: list[str] = []
    found: list[Finding] = []
    for number, scene in enumerate(document.get("scenes", ())):
        found += _picture(unit, scene, ("scenes", number), known)
        for index, choice in enumerate(scene.get("choices", ())):
            cites = choice.get("cites", ())
            refs += cites
            path = ("scenes", number, "choices", index, "cites")
            place = Said("", Voice.OURS, f"Choice “{choice.get('id', '')}”", path=path)
            found += [unit.finding(why, place) for why in objections(cites, known.facts)]
    for name, scene in ((document.get("alternative") or {}).get("scenes") or {}).items():
        found += _picture(unit, scene, ("alternative", "scenes", name), known)
    found += reading.check_words(unit)
    found += reading.check_numbers(unit, amounts_of(refs, known), rests_on=RESTS_ON)
    return [*found, *check_calm(unit, texts_in(document.get("alternative"), ("alternative",)))]


def _picture(unit: Unit, scene: Any, path: Path, known: Known) -> Iterator[Finding]:
    name = scene.get("picture")
    if name and name not in known.diagrams:
        place = Said("", Voice.OURS, f"Scene “{scene.get('title', '')}”", path=(*path, "picture"))
        yield unit.finding(
            f"There is no published diagram “{name}”. Choose one that there is.", place
        )


def texts_in(value: Any, at: Path) -> Iterator[tuple[Path, str]]:
    """Every text in JSON data, with its path."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts_in(inner, (*at, key))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from texts_in(inner, (*at, index))


def check_calm(unit: Unit, texts: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    """An alternative must not tell what people take it to be spared."""
    for path, text in texts:
        for topic, word in topicwords.told_in(text).items():
            if at_least(LEAST_STRENGTH[topic], "CW3"):
                place = Said(text, Voice.TOLD, "The alternative", path=path)
                message = (
                    f"“{word}” tells of {topic}, which the alternative is there to spare people."
                )
                yield unit.finding(message, place)


# What a module asks and lets play ---------------------------------------------------------


def check_activities(
    module: ModuleFile,
    questions: Iterable[Mapping[str, Any]],
    scenarios: Mapping[str, Mapping[str, Any]],
    known: Known,
) -> list[Finding]:
    """What is to be mended in the compiled questions and scenarios that go out with a module."""
    notes = {lesson.stem: lesson.content_note for lesson in module.lessons}
    found: list[Finding] = []
    for document in questions:
        question = text_of(document)
        note = module.content_note
        if question.use == "formative":
            note = notes.get(question.lesson, note)
        found += check_question(question, known, note=note)
    for document in scenarios.values():
        found += check_scenario(document, known)
    return found
