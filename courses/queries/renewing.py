"""What changed in a module since somebody finished it, when its release asks them to retake it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.dates import london_day, say_date
from courses.enums import PartKind
from tracking import queries as tracking
from tracking.enums import ReleaseKind
from tracking.models import ModuleVersion

# When, and of which version (None for prior learning), a module was last finished.
Last = tuple[datetime.datetime, int | None]


@dataclass(frozen=True)
class Anew:
    """A module changed since a person finished it, and they are asked to take it again."""

    finished_on: datetime.date
    released_on: datetime.date
    retake_by: datetime.date
    notes: tuple[str, ...]
    lessons: tuple[str, ...]

    @property
    def changed(self) -> str:
        """Which lessons changed, in a sentence; empty when none is known to have."""
        if not self.lessons:
            return ""
        text = ngettext("Changed: the lesson %s.", "Changed: the lessons %s.", len(self.lessons))
        return text % ", ".join(f"“{title}”" for title in self.lessons)

    @property
    def kept(self) -> str:
        """What becomes of what they finished."""
        return _("What you finished on %s stays on your record, with its certificate.") % say_date(
            self.finished_on
        )


def anew(finished: Mapping[str, Last]) -> dict[str, Anew]:
    """Of these modules, those that ask to be taken again; one query however many there are."""
    if not finished:
        return {}
    versions: dict[str, list[ModuleVersion]] = {}
    for row in ModuleVersion.objects.filter(module_key__in=finished).order_by("number"):
        versions.setdefault(row.module_key, []).append(row)
    found = {key: _anew(last, versions.get(key, ())) for key, last in finished.items()}
    return {key: one for key, one in found.items() if one is not None}


def anew_for(user: User, module_key: str) -> Anew | None:
    """The same for one person and one module, in two queries at most."""
    last = tracking.completions(user, module_key).first()
    if last is None:
        return None
    number = last.version.number if last.version else None
    return anew({module_key: (last.occurred_at, number)}).get(module_key)


def _anew(last: Last, versions: Sequence[ModuleVersion]) -> Anew | None:
    moment, number = last
    had = [
        one
        for one in versions
        if (one.number <= number if number is not None else one.released_at <= moment)
    ]
    since = [one for one in versions if one not in had and one.withdrawn_at is None]
    asking = [
        (one, one.retake_by)
        for one in since
        if one.kind == ReleaseKind.MATERIAL and one.retake_by is not None
    ]
    if not asking:
        return None
    return Anew(
        finished_on=london_day(moment),
        released_on=london_day(asking[-1][0].released_at),
        retake_by=min(day for _one, day in asking),
        notes=tuple(one.note for one, _day in asking if one.note),
        lessons=_changed(had[-1], since[-1]) if had else (),
    )


def _changed(was: ModuleVersion, now: ModuleVersion) -> tuple[str, ...]:
    """The titles of the lessons that are new or no longer the same."""
    before = {part["key"]: part.get("hash") for part in _lessons(was)}
    return tuple(
        part["title"]
        for part in _lessons(now)
        if part["key"] not in before or part.get("hash") != before[part["key"]]
    )


def _lessons(version: ModuleVersion) -> Iterable[dict[str, Any]]:
    return (part for part in version.manifest["parts"] if part["kind"] == PartKind.LESSON)
