"""What an interactive exercise says and cites, and what is to be mended in it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from care.notes import ContentNote
from core.findings import Finding
from core.yamltext import Path
from courses.checks import reading
from courses.checks.activities import check_calm
from courses.checks.known import Known
from courses.checks.lessons import amounts_of
from courses.checks.texts import Said, Unit, Voice
from exercises.formats import cited, says
from victimscode.citing import objection

RESTS_ON = "nothing that is cited here has it"
# Where we explain, and what is said is taken as so; all else is the telling of a case.
_OURS = {"summary", "outcomes", "intro", "why", "after", "how", "rule", "model"}


def exercise_unit(document: Mapping[str, Any], *, file: str = "") -> Unit:
    """All that an exercise says, but for its alternative and what it shows to be rewritten."""
    noted = document.get("content_note") or {}
    note = ContentNote(noted["strength"], tuple(noted.get("topics", ()))) if noted else None
    said = [
        Said(text, _voice(document, path), _passage(path), path=path)
        for path, text in says(document)
        if path[0] != "alternative"
    ]
    return Unit(f"Exercise “{document.get('title', '')}”", tuple(said), note, file)


def _voice(document: Mapping[str, Any], path: Path) -> Voice:
    keys = [step for step in path if isinstance(step, str)]
    # The figures of a table are invented, and so is what is read from them.
    if keys[0] == "work" and document.get("kind") == "table":
        return Voice.TOLD
    around: Any = document
    for step in path[:-1]:
        around = around[step]
    if isinstance(around, Mapping) and around.get("fits") is False and keys[-1] == "text":
        return Voice.LESS
    return Voice.OURS if _OURS & {keys[0], keys[-1]} else Voice.TOLD


def _passage(path: Path) -> str:
    return " ".join(str(step + 1) if isinstance(step, int) else step for step in path)


def check_exercise(document: Mapping[str, Any], known: Known, *, file: str = "") -> list[Finding]:
    """Everything that is to be mended in an exercise, or might be; its form is checked elsewhere."""
    unit = exercise_unit(document, file=file)
    found = list(_citations(unit, document, known))
    found += reading.check_words(unit)
    refs = [one.ref for one in cited(document)]
    found += reading.check_numbers(unit, amounts_of(refs, known), rests_on=RESTS_ON)
    other = [(path, text) for path, text in says(document) if path[0] == "alternative"]
    return [*found, *check_calm(unit, other)]


def _citations(unit: Unit, document: Mapping[str, Any], known: Known) -> Iterator[Finding]:
    for one in cited(document):
        history, coming = one.mark == "history", one.mark == "coming"
        why = objection(one.ref, known.facts.get(one.ref), history=history, coming=coming)
        if why:
            yield unit.finding(why, Said("", Voice.OURS, one.passage, path=one.path))
