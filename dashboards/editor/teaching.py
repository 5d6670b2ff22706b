"""How far the lesson on what has changed is: built or not, asked of how many, finished by how many."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from core.models import OutboxMessage
from courses.services import Delta, delta_of
from dashboards.editor.learnt import people
from dashboards.editor.services import BUILD_DELTA
from mandatory.models import Requirement, Window
from mandatory.queries import today
from tracking.models import ModuleVersion
from tracking.queries import completion_events, current_version
from victimscode.queries import Replacement


@dataclass(frozen=True)
class Teaching:
    """The lesson of an edition. People are in words that point at nobody.

    `work` is how the building of it stands, the last time it was asked for: "" when it is
    done, or was never asked for; "waiting" while it is under way; "dead" when it was given up.
    """

    delta: Delta
    version: ModuleVersion | None
    requirement: Requirement | None
    due_by: datetime.date | None
    work: str
    asked: str = ""
    finished: str = ""


def teaching(replacement: Replacement) -> Teaching:
    """What there is to teach of an edition, and how far that is."""
    delta = delta_of(replacement)
    requirement = Requirement.objects.filter(slug=delta.module_key, closed_on=None).first()
    version = current_version(delta.module_key)
    work = _work(replacement.newer.slug)
    if requirement is None:
        return Teaching(delta, version, None, None, work)
    asked = Window.objects.on(today()).filter(requirement=requirement).values("user_id")
    done = completion_events(delta.module_key).filter(actor__in=asked)
    return Teaching(
        delta=delta,
        version=version,
        requirement=requirement,
        due_by=requirement.effective_from + datetime.timedelta(days=requirement.first_days),
        work=work,
        asked=people(asked.count()),
        finished=people(done.values("actor").distinct().count()),
    )


def _work(edition: str) -> str:
    asked = OutboxMessage.objects.filter(kind=BUILD_DELTA, payload__edition=edition)
    last = asked.order_by("-pk").values_list("state", flat=True).first()
    state = OutboxMessage.State
    if last in (state.WAITING, state.CLAIMED):
        return "waiting"
    return "dead" if last == state.DEAD else ""
