"""What a change of the law asks of editors: each passage that rests on a rule that is no more.

Nothing of it is stored. What was served when the edition was adopted, what is served now and
what is written now say together what is still to be done.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from dashboards.editor import drafts, released
from dashboards.editor.drafts import Key, Passage
from dashboards.editor.released import Served
from tracking.models import ModuleVersion
from tracking.queries import current_versions
from victimscode.queries import DutyChange, Replacement

# Nothing in these can be marked as history, but they may tell of then and now.
UNMARKED = frozenset({"question", "choice"})


class State(StrEnum):
    """How far a passage is. Derived."""

    OPEN = "open"
    REVISED = "revised"
    RELEASED = "released"


STATES = {
    State.OPEN: _("To be revised"),
    State.REVISED: _("Revised, not yet released"),
    State.RELEASED: _("Done: learners are served it"),
}


@dataclass(frozen=True)
class Item:
    """A passage that a change asks to be revised."""

    key: Key
    place: str
    words: str
    state: State
    edit: str = ""
    read: str = ""

    @property
    def said(self) -> str:
        """The state in words."""
        return str(STATES[self.state])


@dataclass(frozen=True)
class Group:
    """A change with the passages that it asks to be revised, what is open first."""

    change: DutyChange
    items: tuple[Item, ...]

    @property
    def open(self) -> int:
        """How many are still to be revised."""
        return sum(item.state == State.OPEN for item in self.items)


@dataclass(frozen=True)
class Worklist:
    """All that an edition asks of editors. `carried` counts what one click can turn."""

    replacement: Replacement
    groups: tuple[Group, ...]
    carried: int

    @cached_property
    def total(self) -> int:
        """How many passages there are, each once for each change."""
        return sum(len(group.items) for group in self.groups)

    @cached_property
    def open(self) -> int:
        """How many are still to be revised."""
        return sum(group.open for group in self.groups)

    @property
    def done(self) -> int:
        """How many are revised, released or not."""
        return self.total - self.open


def worklist(replacement: Replacement, *, since: datetime.datetime | None = None) -> Worklist:
    """What is to be revised for an edition that was adopted at a moment (None: would be now)."""
    now = {version.pk: version for version in current_versions().values()}
    then = now if since is None else versions_at(since)
    duties = [duty.pk for change in replacement.changed for duty in change.old]
    served = released.passages({**then, **now}, duties, as_rule=True)
    written = drafts.passages()
    groups = (_group(change, served, written, then, now) for change in replacement.changed)
    return Worklist(
        replacement=replacement,
        groups=tuple(group for group in groups if group.items),
        carried=citing(written, replacement.carried),
    )


def citing(written: Iterable[Passage], refs: Collection[str]) -> int:
    """How many passages that are written cite one of these."""
    return sum(not set(refs).isdisjoint(draft.refs) for draft in written)


def versions_at(moment: datetime.datetime) -> dict[UUID, ModuleVersion]:
    """What learners were served at a moment: of each module the newest version until then."""
    found = ModuleVersion.objects.filter(released_at__lte=moment).exclude(withdrawn_at__lte=moment)
    newest = {version.module_key: version for version in found.order_by("number")}
    return {version.pk: version for version in newest.values()}


def _group(
    change: DutyChange,
    served: Iterable[Served],
    written: Iterable[Passage],
    then: Collection[UUID],
    now: Collection[UUID],
) -> Group:
    duties = {duty.pk for duty in change.old}
    old, new = {duty.ref for duty in change.old}, {duty.ref for duty in change.new}
    before = [one for one in served if not duties.isdisjoint(one.duties)]
    still = {one.key for one in before if one.version_id in now}
    drafted = {draft.key: draft for draft in written}
    cites = {draft.key for draft in written if _still_cites(draft, old, new)}
    items: dict[Key, Item] = {}
    for one in before:
        if one.version_id in then or one.key in cites:
            items.setdefault(one.key, _item(one.key, one, drafted.get(one.key), cites, still))
    for key in cites:
        items.setdefault(key, _item(key, None, drafted[key], cites, still))
    rank = list(State)
    return Group(change, tuple(sorted(items.values(), key=lambda item: rank.index(item.state))))


def _still_cites(draft: Passage, old: set[str], new: set[str]) -> bool:
    if old.isdisjoint(draft.refs):
        return False
    return draft.kind not in UNMARKED or new.isdisjoint(draft.refs)


def _item(
    key: Key,
    one: Served | None,
    draft: Passage | None,
    cites: Collection[Key],
    still: Collection[Key],
) -> Item:
    state = State.OPEN if key in cites else State.REVISED if key in still else State.RELEASED
    return Item(
        key=key,
        place=one.place if one else draft.place if draft else "",
        words=draft.words if draft else one.words if one else "",
        state=state,
        edit=draft.edit if draft else "",
        read=one.read if one else "",
    )
