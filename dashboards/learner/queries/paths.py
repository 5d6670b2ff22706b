"""Paths on `/training/`: the one for a person's post, and what belongs to one that they are on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.durations import say_minutes
from courses.enums import PartKind
from courses.models import CompiledPart
from courses.queries import jobs_of, only_part, pathway_slug, suggested
from dashboards.learner.queries.rows import Begun
from tracking.models import ModuleVersion


def path_of(one: Begun) -> CompiledPart | None:
    """The path that this is the registration of; None when it is a module's."""
    return only_part(one.version_id, PartKind.PATHWAY) if pathway_slug(one.module_key) else None


def paths_for_post(
    user: User, versions: Mapping[str, ModuleVersion], known: Collection[str]
) -> list[CompiledPart]:
    """The paths for the person's post of today, but for those that they know of already.

    `known` are the keys of what is asked of them, begun or done. One query, and none while
    there are no paths.
    """
    open_ones = [
        part
        for key, version in versions.items()
        if pathway_slug(key) and key not in known
        if (part := only_part(version.pk, PartKind.PATHWAY)) and part.document["jobs"]
    ]
    found = suggested(open_ones, jobs_of(user)) if open_ones else []
    return sorted(found, key=lambda part: (part.document["position"], part.key))


def length(part: CompiledPart) -> str:
    """How long a path takes, in words."""
    return _("About %s.") % say_minutes(part.minutes)


def parts_left(part: CompiledPart, done: Collection[str]) -> list[tuple[str, dict[str, Any]]]:
    """The parts of a path that are still open, in order, each with its module."""
    return [
        (step["module"], one)
        for step in part.document["steps"]
        for one in step["parts"]
        if one["iri"] not in done
    ]


def address(module: str, one: Mapping[str, Any]) -> str:
    """Where a part of a path is."""
    if one["kind"] == PartKind.CHECK:
        return reverse("module_check", args=[module])
    return reverse("lesson", args=[module, one["key"]])


def taken_from(paths: Iterable[CompiledPart]) -> dict[str, set[str]]:
    """Of modules of which a path takes only some lessons: the IRIs of these, by module."""
    found: dict[str, set[str]] = {}
    for part in paths:
        for step in part.document["steps"]:
            if not step["whole"]:
                found.setdefault(step["module"], set()).update(one["iri"] for one in step["parts"])
    return found


def only_for_a_path(one: Begun, taken: Mapping[str, set[str]]) -> bool:
    """Whether a module was begun for the sake of the lessons that a path takes from it."""
    return one.module_key in taken and set(one.parts_done) <= taken[one.module_key]


def paths_known(
    begun: Iterable[Begun], finished: Iterable[str], versions: Mapping[str, ModuleVersion]
) -> list[CompiledPart]:
    """The paths that a person is on, and those that they have finished (by their keys)."""
    on = [part for one in begun if (part := path_of(one))]
    ended = [versions[key].pk for key in finished if pathway_slug(key) and key in versions]
    return [*on, *(part for pk in ended if (part := only_part(pk, PartKind.PATHWAY)))]
