"""How far a person is in a module."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from core.components.data import Step
from core.durations import say_minutes
from courses.enums import PartKind
from courses.models import CompiledPart
from courses.screens.places import part_url
from tracking.models import Registration
from tracking.queries import completions, parts_done


@dataclass(frozen=True)
class Progress:
    """How far a person is in a module. `finished` when they have completed it before."""

    done: frozenset[str]
    finished: bool
    begun: bool

    def state(self, part: CompiledPart) -> str:
        """Whether a part is done or open."""
        return "done" if self.finished or part.iri in self.done else "open"


NOWHERE = Progress(frozenset(), finished=False, begun=False)


def progress(user: User | None, module: str, registration: Registration | None) -> Progress:
    """How far this person is: under their open registration, or by having finished."""
    if user is None:
        return NOWHERE
    if registration is not None:
        return Progress(_done(registration), finished=False, begun=True)
    return Progress(frozenset(), finished=completions(user, module).exists(), begun=False)


def _done(registration: Registration) -> frozenset[str]:
    """The parts that are done. Only those that count are in the progress, which is at hand."""
    manifest = registration.version.manifest["parts"]
    shown = [part for part in manifest if part["kind"] in (PartKind.LESSON, PartKind.CHECK)]
    if all(part["counts"] for part in shown):
        return frozenset(registration.progress.parts_done)
    return frozenset(parts_done(registration))


def lesson_steps(
    module: str, lessons: Collection[CompiledPart], gone: Progress, *, here: str = ""
) -> list[Step]:
    """The lessons as steps, each with its state or its length."""
    steps = []
    for part in lessons:
        state = gone.state(part)
        note = _("Done") if state == "done" else say_minutes(part.minutes)
        if part.key == here:
            state, note = "here", _("You are here")
        title = f"{part.document['number']} {part.title}"
        steps.append(Step(title, state, part_url(module, part), note))
    return steps


def lessons_done(lessons: Collection[CompiledPart], gone: Progress) -> int:
    """How many lessons are done."""
    return sum(gone.state(part) == "done" for part in lessons)


def level_words(done: int, total: int) -> str:
    """How many lessons are done, in words."""
    return _("%(done)d of %(total)d lessons done") % {"done": done, "total": total}
