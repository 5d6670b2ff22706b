"""What keeps a pathway from being published. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from core.findings import Finding
from core.yamltext import Path
from courses.checks import reading
from courses.checks.known import Known
from courses.checks.texts import Said, Unit, Voice
from courses.formats import PathwayFile, StepFile


def check_pathway(pathway: PathwayFile, known: Known, *, at: Path = ()) -> list[Finding]:
    """Everything that is to be mended in a pathway, or might be. `at` is its path in the file."""
    unit = _unit(pathway, at)
    found = list(reading.check_words(unit, age=False))
    jobs = Said("", Voice.OURS, path=(*at, "jobs"), field="jobs")
    for job in pathway.jobs:
        if job not in known.jobs:
            found.append(unit.finding(f"There is no post “{job}”.", jobs))
    if not pathway.steps:
        found.append(unit.finding("It has no steps.", Said("", Voice.OURS, path=at, field="steps")))
    seen: set[str] = set()
    for number, step in enumerate(pathway.steps):
        place = Said(
            "", Voice.OURS, f"Step {number + 1}", path=(*at, "steps", number), field="steps"
        )
        for message in _step(step, known):
            found.append(unit.finding(message, place))
        if step.module in seen:
            message = f"“{step.module}” is in two steps. Put them together: each part counts once."
            found.append(unit.finding(message, place))
        seen.add(step.module)
    return found


def _step(step: StepFile, known: Known) -> Iterator[str]:
    if step.module not in known.lessons:
        yield f"There is no module “{step.module}”."
        return
    for lesson in step.lessons:
        if lesson not in known.lessons[step.module]:
            yield f"“{step.module}” has no lesson “{lesson}”."
    if len(set(step.lessons)) != len(step.lessons):
        yield "A lesson is named twice."
    for key in step.scenarios:
        if key not in known.scenarios:
            yield f"There is no scenario “{key}”."


def _unit(pathway: PathwayFile, at: Path) -> Unit:
    said = [Said(pathway.title, Voice.TOLD, "The title", path=(*at, "title"), field="title")]
    said.append(
        Said(pathway.summary, Voice.OURS, "The summary", path=(*at, "summary"), field="summary")
    )
    for number, step in enumerate(pathway.steps):
        path = (*at, "steps", number, "why")
        said.append(Said(step.why, Voice.OURS, f"Step {number + 1}", path=path, field="steps"))
    return Unit(pathway.title, tuple(said), file=pathway.file, slug=pathway.slug)
