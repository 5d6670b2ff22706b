"""Previews for editors. Models may not know services, so the preview's template asks for them."""

from typing import Any

from django import template

from exercises.formats import problems_of
from exercises.models import Exercise
from exercises.pages import Screen, Telling
from exercises.responding import Response
from exercises.services import compiled, troubles_of

register = template.Library()


@register.simple_tag
def exercise_preview(exercise: Exercise) -> dict[str, Any]:
    """{"screens", "problems"}: every step with what is said to no answer, and what blocks it."""
    problems = problems_of(exercise.document)
    if not problems:
        document = compiled(exercise.document)
        problems = troubles_of(document)
    if problems:
        return {"screens": [], "problems": problems}
    tellings = [Telling(document)]
    tellings += [Telling(document, alternative=True)] if document.get("alternative") else []
    return {"screens": [one for told in tellings for one in _screens(told)], "problems": []}


def _screens(telling: Telling) -> list[Screen]:
    """Each step as if it had been left open, so that all that can be said is shown."""
    mark = telling.kind.mark
    return [
        Screen(telling, index, Response(), mark(telling.work, step, {}) if step.told else None)
        for index, step in enumerate(telling.steps)
    ]
