"""Where and when a person learnt what a lesson says has changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from core.dates import london_day
from courses.enums import PartKind
from courses.queries.released import Lesson, parts_of
from tracking.queries import finished_parts
from victimscode.models import Citation


@dataclass(frozen=True)
class LearntAt:
    """The part from which somebody learnt a rule last, by name, and the day."""

    place: str
    on: datetime.date


def learnt_before(user: User, lesson: Lesson) -> dict[str, LearntAt]:
    """By change: where this person last learnt the rule as it was. Two queries at most."""
    changes = lesson.part.document.get("changes", ())
    was = {ref: change["key"] for change in changes for ref in change["was"]}
    if not was:
        return {}
    taught: dict[tuple[UUID, str], set[str]] = {}
    cited = Citation.objects.filter(
        was_in_force=True, duty__slug__in={ref.partition("/")[2] for ref in was}
    )
    for version_id, iri, edition, slug in cited.values_list(
        "version_id", "part_iri", "duty__edition__slug", "duty__slug"
    ):
        if f"{edition}/{slug}" in was:
            taught.setdefault((version_id, iri), set()).add(was[f"{edition}/{slug}"])
    parts: dict[UUID, set[str]] = {}
    for version_id, iri in taught:
        parts.setdefault(version_id, set()).add(iri)
    events = finished_parts(parts).filter(actor=user).order_by("occurred_at")
    found: dict[str, LearntAt] = {}
    for version_id, iri, moment in events.values_list("version_id", "object_iri", "occurred_at"):
        for key in taught[version_id, iri]:
            found[key] = LearntAt(_place(version_id, iri), london_day(moment))
    return found


def _place(version_id: UUID, iri: str) -> str:
    part = next((one for one in parts_of(version_id) if one.iri == iri), None)
    if part is None:
        return ""
    number = part.document.get("number", "") if part.kind == PartKind.LESSON else ""
    return f"{number} {part.title}".strip()
