"""What an edition changes in the one that it follows. Pure: duties in, changes out.

A change joins old duties with the new ones that take their place: usually one and one; one
and several where a duty is split, several and one where some are merged. Every duty, old and
new, is in exactly one change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from victimscode.formats import DutyFile, EditionFile, LimitText

GROUPS = ("standard", "enhanced")


class Aspect(StrEnum):
    """In what a duty has changed, in the order in which it matters to somebody who learnt it."""

    NEW = "new"
    ENDED = "ended"
    LIMIT = "limit"
    AGENCY = "agency"
    SPLIT = "split"
    MERGED = "merged"
    RIGHT = "right"
    FORCE = "force"
    WORDING = "wording"


@dataclass(frozen=True)
class LimitChange:
    """A limit for one group, before and after; empty where there is none, or was none."""

    group: str
    before: tuple[LimitText, ...]
    after: tuple[LimitText, ...]


@dataclass(frozen=True)
class Change:
    """Old duties and the new ones that take their place, by key, and in what they differ."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    aspects: tuple[Aspect, ...] = ()
    limits: tuple[LimitChange, ...] = ()
    rights: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    agencies: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    @property
    def unchanged(self) -> bool:
        """Whether the new duty is the old one by another edition's name."""
        return not self.aspects

    @property
    def key(self) -> str:
        """A name for it that lasts: the first of the old duties, or of the new ones."""
        return (*self.old, *self.new)[0]


def between(older: EditionFile, newer: EditionFile) -> list[Change]:
    """What `newer`, which follows `older`, changes."""
    return changes(older.duties, newer.duties, {one.slug: one.continues for one in newer.duties})


def changes(
    old: Sequence[DutyFile], new: Sequence[DutyFile], continues: Mapping[str, Collection[str]]
) -> list[Change]:
    """All changes, the unchanged ones included, in the order of the old duties; new ones last.

    `continues` gives for a new duty the old ones, by key, whose place it takes.
    """
    before, after = {one.slug: one for one in old}, {one.slug: one for one in new}
    return [
        _change([before[slug] for slug in olds], [after[slug] for slug in news])
        for olds, news in _joined(before, after, continues)
    ]


def _joined(
    before: Mapping[str, DutyFile],
    after: Mapping[str, DutyFile],
    continues: Mapping[str, Collection[str]],
) -> Iterable[tuple[list[str], list[str]]]:
    """The old and new duties that hang together, directly or by way of others."""
    onward: dict[str, list[str]] = {slug: [] for slug in before}
    for slug in after:
        for was in continues.get(slug, ()):
            if was in onward:
                onward[was].append(slug)
    seen: set[str] = set()
    for slug in before:
        if slug in seen:
            continue
        olds, news = {slug}, set(onward[slug])
        while True:
            more = {was for now in news for was in continues.get(now, ()) if was in before}
            further = {now for was in olds | more for now in onward[was]}
            if more <= olds and further <= news:
                break
            olds, news = olds | more, news | further
        seen |= olds
        yield [one for one in before if one in olds], [one for one in after if one in news]
    for slug in after:
        if not any(was in before for was in continues.get(slug, ())):
            yield [], [slug]


def _change(old: Sequence[DutyFile], new: Sequence[DutyFile]) -> Change:
    olds, news = tuple(one.slug for one in old), tuple(one.slug for one in new)
    if not old or not new:
        return Change(olds, news, (Aspect.NEW if new else Aspect.ENDED,))
    limits = tuple(
        change
        for group in GROUPS
        if (change := LimitChange(group, _limits(old, group), _limits(new, group)))
        and change.before != change.after
    )
    rights = _rights(old), _rights(new)
    agencies = _agencies(old), _agencies(new)
    said = {
        Aspect.LIMIT: bool(limits),
        Aspect.AGENCY: agencies[0] != agencies[1],
        Aspect.SPLIT: len(new) > 1,
        Aspect.MERGED: len(old) > 1,
        Aspect.RIGHT: rights[0] != rights[1],
        Aspect.FORCE: {one.in_force for one in old} != {one.in_force for one in new},
        Aspect.WORDING: _words(old) != _words(new),
    }
    aspects = tuple(aspect for aspect, holds in said.items() if holds)
    return Change(olds, news, aspects, limits, rights, agencies)


def _limits(duties: Iterable[DutyFile], group: str) -> tuple[LimitText, ...]:
    found = {limit for duty in duties for name, limit in duty.limits if name == group}
    return tuple(sorted(found, key=lambda limit: (limit.unit, limit.amount)))


def _rights(duties: Iterable[DutyFile]) -> frozenset[int]:
    return frozenset(duty.right for duty in duties if duty.right is not None)


def _agencies(duties: Iterable[DutyFile]) -> frozenset[str]:
    return frozenset(slug for duty in duties for slug in duty.agencies)


def _words(duties: Iterable[DutyFile]) -> frozenset[tuple[str, str, str, str]]:
    return frozenset((one.kind, one.says, one.trigger, one.note) for one in duties)


@dataclass(frozen=True)
class RightChange:
    """What became of a right: the numbers under which its duties stand now.

    `retitled` when it is still one right with its number, under another title.
    """

    number: int
    now: tuple[int, ...]
    retitled: bool = False

    @property
    def split(self) -> bool:
        """Whether it has become more than one right."""
        return len(self.now) > 1


def right_changes(older: EditionFile, newer: EditionFile) -> list[RightChange]:
    """Rights that were split, renumbered, retitled or have ended, by their old number."""
    where = {one.slug: one.right for one in newer.duties}
    onward: dict[str, set[int]] = {}
    for duty in newer.duties:
        number = where[duty.slug]
        for slug in duty.continues:
            onward.setdefault(slug, set()).update([number] if number is not None else [])
    titles = dict(newer.rights)
    found = []
    for number, title in older.rights:
        own = [one.slug for one in older.duties if one.right == number]
        now = tuple(sorted({to for slug in own for to in onward.get(slug, ())}))
        retitled = now == (number,) and titles.get(number) != title
        if now != (number,) or retitled:
            found.append(RightChange(number, now, retitled))
    return found
