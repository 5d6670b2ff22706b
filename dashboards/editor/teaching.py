"""How far the lesson on what has changed is: built or not, asked of how many, finished by how many."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from courses.services import Delta, delta_of
from dashboards.editor.learnt import people
from mandatory.models import Requirement, Window
from mandatory.queries import today
from tracking.models import ModuleVersion
from tracking.queries import completion_events, current_version
from victimscode.queries import Replacement


@dataclass(frozen=True)
class Teaching:
    """The lesson of an edition. People are in words that point at nobody."""

    delta: Delta
    version: ModuleVersion | None
    requirement: Requirement | None
    due_by: datetime.date | None
    asked: str = ""
    finished: str = ""


def teaching(replacement: Replacement) -> Teaching:
    """What there is to teach of an edition, and how far that is."""
    delta = delta_of(replacement)
    requirement = Requirement.objects.filter(slug=delta.module_key, closed_on=None).first()
    version = current_version(delta.module_key)
    if requirement is None:
        return Teaching(delta, version, None, None)
    asked = Window.objects.on(today()).filter(requirement=requirement).values("user_id")
    done = completion_events(delta.module_key).filter(actor__in=asked)
    return Teaching(
        delta=delta,
        version=version,
        requirement=requirement,
        due_by=requirement.effective_from + datetime.timedelta(days=requirement.first_days),
        asked=people(asked.count()),
        finished=people(done.values("actor").distinct().count()),
    )
