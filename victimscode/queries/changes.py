"""What an edition changes in the one whose place it takes, as rows of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from victimscode import changing, telling
from victimscode.models import Adoption, Duty, Edition
from victimscode.queries.files import edition_file
from victimscode.queries.shelf import whole_editions


@dataclass(frozen=True)
class DutyChange:
    """Old duties and those that take their place. `words` say what is different, in sentences."""

    change: changing.Change
    old: Sequence[Duty]
    new: Sequence[Duty]
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """A name for it that lasts."""
        return self.change.key

    @property
    def unchanged(self) -> bool:
        """Whether nothing but the edition is different."""
        return self.change.unchanged

    @property
    def now(self) -> Duty | None:
        """The first of the duties that hold today; None when it has ended."""
        return self.new[0] if self.new else None


@dataclass(frozen=True)
class Replacement:
    """An edition, the one that it follows, and every change between them."""

    older: Edition
    newer: Edition
    changes: tuple[DutyChange, ...]

    @cached_property
    def by_old(self) -> dict[int, DutyChange]:
        """The change in which each old duty stands, by its id."""
        return {duty.pk: one for one in self.changes for duty in one.old}

    @property
    def changed(self) -> list[DutyChange]:
        """What is different, but for what is wholly new."""
        return [one for one in self.changes if one.old and not one.unchanged]

    @property
    def unchanged(self) -> list[DutyChange]:
        """What stands as it stood."""
        return [one for one in self.changes if one.unchanged]

    @property
    def added(self) -> list[DutyChange]:
        """What is wholly new."""
        return [one for one in self.changes if not one.old]

    @property
    def carried(self) -> dict[str, str]:
        """References that may be turned without a thought: the old one to the new one."""
        return {one.old[0].ref: one.new[0].ref for one in self.unchanged}


def replacement_by(edition: Edition) -> Replacement | None:
    """What this edition changes in the one that it follows; None when it follows none."""
    if edition.follows_id is None:
        return None
    rows = {one.pk: one for one in whole_editions(pk__in=[edition.pk, edition.follows_id])}
    older, newer = rows[edition.follows_id], rows[edition.pk]
    before, after = ({duty.slug: duty for duty in one.duties.all()} for one in (older, newer))
    names = {
        agency.slug: agency.name
        for one in (*before.values(), *after.values())
        for agency in one.agencies.all()
    }
    files = edition_file(older), edition_file(newer)
    rights = changing.right_changes(*files)
    changes = tuple(
        DutyChange(
            change,
            tuple(before[slug] for slug in change.old),
            tuple(after[slug] for slug in change.new),
            telling.sentences(
                change,
                [before[slug].says for slug in change.old],
                [after[slug].says for slug in change.new],
                agencies=names,
                rights=rights,
            ),
        )
        for change in changing.between(*files)
    )
    return Replacement(older, newer, changes)


def replacement_today() -> Replacement | None:
    """What today's Code has changed in the one whose place it took; None when it took none's."""
    current = Edition.objects.current_codes().filter(follows__superseded_on__isnull=False).first()
    return replacement_by(current) if current else None


def may_follow() -> QuerySet[Edition]:
    """Editions that may take the place of the Code that applies today."""
    today = Edition.objects.current_codes()
    return Edition.objects.filter(follows__in=today).exclude(pk__in=today)


def adoptions() -> QuerySet[Adoption]:
    """Every adoption there ever was, the newest first."""
    return Adoption.objects.select_related("edition", "replaced", "by", "ended_by")


def adoption_of(edition: Edition) -> Adoption | None:
    """The adoption by which this edition applies today; None when it was not adopted here."""
    return adoptions().filter(edition=edition, ended_at__isnull=True).first()
