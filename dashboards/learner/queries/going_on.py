"""The one thing to do now: where a person stopped."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import london, say_date
from core.durations import say_minutes
from courses.enums import PartKind
from courses.models import CompiledPart, Place
from courses.queries import parts_of
from dashboards.learner.queries import paths
from dashboards.learner.queries.rows import Begun


@dataclass(frozen=True)
class GoOn:
    """The one thing to do now: where the person stopped, or where to begin."""

    title: str
    href: str
    button: str
    before: str = ""
    module: str = ""
    module_href: str = ""
    lesson: str = ""
    done: int = 0
    total: int = 0
    left: str = ""


def module_url(module_key: str) -> str:
    """The page of a module."""
    return reverse("module", args=[module_key])


def go_on(user: User, begun: Mapping[str, Begun]) -> GoOn | None:
    """The module that was touched last, at the lesson where it was left."""
    last = {key: one.last_at or one.opened_at for key, one in begun.items() if one.is_open}
    if not last:
        return None
    places = list(Place.objects.filter(user=user, module_key__in=last).order_by("-at"))
    for place in places:
        last[place.module_key] = max(last[place.module_key], place.at)
    key = max(last, key=lambda module_key: last[module_key])
    if paths.path_of(begun[key]) is None:
        now = _at(begun[key], [one for one in places if one.module_key == key], last[key])
        path = _path_that_takes_less(begun, key)
        if path is None or any(now.href.split("#")[0] == href for href in _open_parts(path)):
            return now
        return _along(path, last[key])
    return _along(begun[key], last[key])


def _path_that_takes_less(begun: Mapping[str, Begun], key: str) -> Begun | None:
    """The path that the person is on and that takes only some lessons of this module."""
    for one in begun.values():
        path = paths.path_of(one)
        if path is not None and key in paths.taken_from([path]):
            return one
    return None


def _open_parts(one: Begun) -> list[str]:
    path = paths.path_of(one)
    left = paths.parts_left(path, one.parts_done) if path else []
    return [paths.address(module, part) for module, part in left]


def _along(one: Begun, stopped: datetime.datetime) -> GoOn | None:
    """The next part of a path."""
    path = paths.path_of(one)
    left = paths.parts_left(path, one.parts_done) if path else []
    if path is None or not left:
        return None
    module, part = left[0]
    total = sum(len(step["parts"]) for step in path.document["steps"])
    done = total - len(left)
    words = _("%(done)d of %(total)d parts done.") % {"done": done, "total": total}
    return GoOn(
        title=part["title"],
        href=paths.address(module, part),
        button=_("Go on along your path"),
        before=_("Where you stopped, %s") % _moment(stopped),
        module=one.title,
        module_href=reverse("pathway", args=[path.key]),
        lesson=_("Part %(number)d of %(total)d") % {"number": done + 1, "total": total},
        done=done,
        total=total,
        left=words,
    )


def _at(one: Begun, places: Sequence[Place], stopped: datetime.datetime) -> GoOn:
    key = one.module_key
    parts = parts_of(one.version_id)
    lessons = [part for part in parts if part.kind == PartKind.LESSON]
    done = set(one.parts_done)
    todo = [part for part in lessons if part.iri not in done]
    left_at = {place.lesson_key: place for place in places}
    here = next((part for place in places for part in todo if part.key == place.lesson_key), None)
    part = here or next(iter(todo), None)
    shared = GoOn(
        title=one.title,
        href=module_url(key),
        button=_("Go on with this module"),
        before=_("Where you stopped, %s") % _moment(stopped),
        module=one.title,
        module_href=module_url(key),
        done=len(lessons) - len(todo),
        total=len(lessons),
        left=_("%(done)d of %(total)d lessons done.")
        % {"done": len(lessons) - len(todo), "total": len(lessons)},
    )
    if part is None:
        if check_of(parts) is None:
            return shared
        return replace(
            shared, title=_("The knowledge check"), href=reverse("module_check", args=[key])
        )
    place = left_at.get(part.key)
    href = reverse("lesson", args=[key, part.key])
    return replace(
        shared,
        title=part.title,
        href=f"{href}#{place.block_id}" if place else href,
        button=_("Go on from where I stopped"),
        lesson=_("Lesson %(number)d of %(total)d")
        % {"number": lessons.index(part) + 1, "total": len(lessons)},
        left=f"{shared.left} {_('About %s in this one.') % say_minutes(part.minutes)}",
    )


def check_of(parts: Sequence[CompiledPart]) -> CompiledPart | None:
    """The knowledge check among these parts, if there is one."""
    return next((part for part in parts if part.kind == PartKind.CHECK), None)


def _moment(moment: datetime.datetime) -> str:
    """When, as people say it: "Friday 3 March at 4:42 pm"."""
    local = london(moment)
    hour = local.hour % 12 or 12
    half = _("am") if local.hour < 12 else _("pm")
    return _("%(weekday)s %(day)s at %(time)s") % {
        "weekday": f"{local:%A}",
        "day": say_date(local.date()),
        "time": f"{hour}:{local:%M} {half}",
    }
