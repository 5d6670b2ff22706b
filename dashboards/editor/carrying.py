"""Turning citations in what editors have written: from a duty to the one that stands in its place.

Only for duties that say the same. What was published is published again, which changes
nothing for learners: they are served what was released. A draft that waits stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from accounts.models import User
from assessments.models import Question
from core.services import Change, audit_many
from courses.models import JobAid, LessonPage, ModulePage
from dashboards.editor.refs import refs_in, replaced
from exercises.models import Exercise
from scenarios.models import Scenario

Turned = Mapping[str, str]
# The field that holds the citations of each kind of thing.
FIELDS: dict[Any, str] = {
    LessonPage: "body",
    JobAid: "body",
    Scenario: "document",
    Exercise: "document",
    Question: "cites",
}
# A line of a pack's text that cites.
_CITES = re.compile(r"^(\s*(?:- )?cites: )(\S+)$", re.MULTILINE)


@dataclass
class Carried:
    """How many things were turned, and the names of those that somebody has locked."""

    turned: int = 0
    locked: list[str] = field(default_factory=list)


@transaction.atomic
def carry_over(*, by: User, turned: Turned, edition: tuple[str, str] | None = None) -> Carried:
    """Turn these references wherever they are cited as the rule; `edition` too, in modules.

    A second call finds nothing to do. What somebody has locked is left, and named.
    """
    carried = Carried()
    changes: list[Change] = []
    for row, name in _rows():
        before = _content(row, name)
        after = replaced({"cites": before} if name == "cites" else before, turned)
        after = after["cites"] if name == "cites" else after
        if after == before:
            continue
        if row.locked:
            carried.locked.append(str(row))
            continue
        _write(by, row, **{name: after})
        refs = sorted(set(refs_in({"cites": before} if name == "cites" else before)) & set(turned))
        changes.append(
            Change(row, before={"cites": refs}, after={"cites": [turned[ref] for ref in refs]})
        )
    changes += _modules(by, carried, turned, edition)
    if changes:
        audit_many(by=by, action="citations.carried_over", changes=changes)
    carried.turned = len(changes)
    return carried


def _rows() -> Iterator[tuple[Any, str]]:
    """Everything that cites, as it was last saved."""
    for model, name in FIELDS.items():
        for row in model.objects.select_related("latest_revision").order_by("pk"):
            waiting = row.has_unpublished_changes and row.latest_revision is not None
            yield (row.get_latest_revision_as_object() if waiting else row), name


def _content(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return list(value.raw_data) if name == "body" else value


def _write(by: User, row: Any, **values: Any) -> None:
    waits = row.has_unpublished_changes
    for name, value in values.items():
        setattr(row, name, value)
    revision = row.save_revision(user=by, clean=False)
    if row.live and not waits:
        revision.publish(user=by)


def _modules(
    by: User, carried: Carried, turned: Turned, edition: tuple[str, str] | None
) -> Iterator[Change]:
    """The modules: which edition they teach, and what the slides of their packs cite."""
    for page in ModulePage.objects.select_related("latest_revision").order_by("path"):
        waiting = page.has_unpublished_changes and page.latest_revision is not None
        row = page.get_latest_revision_as_object() if waiting else page
        before = {"edition": row.edition, "pack": row.pack}
        after = {
            "edition": edition[1] if edition and row.edition == edition[0] else row.edition,
            "pack": _CITES.sub(lambda found: _line(found, turned), row.pack),
        }
        if after == before:
            continue
        if row.locked:
            carried.locked.append(str(row))
            continue
        _write(by, row, **after)
        yield Change(row, before={"edition": before["edition"]}, after={"edition": row.edition})


def _line(found: re.Match[str], turned: Turned) -> str:
    return f"{found[1]}{turned.get(found[2], found[2])}"
