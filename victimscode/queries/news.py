"""What has changed since a passage was released: for readers, at the passage.

Compiled passages never change. Whether what they cite still holds is asked when they are
served: one query, which finds nothing as long as no edition was superseded.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from victimscode.models import Citation, Duty, Edition
from victimscode.queries.changes import replacement_today

# For how many seconds a process keeps the words of a change.
KEPT = 60


@dataclass(frozen=True)
class News:
    """What became of a rule that a passage cites. `more` leads to all that the edition changes.

    `changed` is empty when the rule stands as it stood; `in_force` is False when the edition
    itself does not apply, as after going back from a rehearsal.
    """

    ref: str
    changed: tuple[str, ...]
    url: str
    edition: str = ""
    since: datetime.date | None = None
    more: str = ""
    now: tuple[str, ...] = ()
    in_force: bool = True

    @property
    def matters(self) -> bool:
        """Whether a reader must know of it at the passage."""
        return bool(self.changed) or not self.in_force


Passage = tuple[str, News]


def news_in(version_id: UUID, part_iri: str) -> list[Passage]:
    """The passages of a released part that rest on what is not in force any more.

    By the id of the passage. One query when there are none.
    """
    stale = Q(duty__edition__superseded_on__isnull=False) | Q(duty__edition__kind="draft")
    rows = Citation.objects.filter(stale, version_id=version_id, part_iri=part_iri)
    cited = rows.filter(was_in_force=True).values_list(
        "block_id", "duty__edition__slug", "duty__slug"
    )
    found = [(block_id, f"{edition}/{slug}") for block_id, edition, slug in cited]
    news = _known_of(ref for _block, ref in found) if found else {}
    return [(block_id, news[ref]) for block_id, ref in found if ref in news]


def news_of(refs: Iterable[str]) -> dict[str, News]:
    """News of those of these references that hold no longer: replaced, or gone back from.

    What stands beside what takes its place is no news: it tells of then and now.
    """
    wanted = set(refs)
    return {ref: one for ref, one in _known_of(wanted).items() if wanted.isdisjoint(one.now)}


def _known_of(refs: Iterable[str]) -> dict[str, News]:
    wanted = set(refs)
    if not wanted:
        return {}
    states = _states()
    known = _news(states, get_language() or "", int(time.monotonic() // KEPT))
    gone = {slug for slug, kind, _begun, _ended, left in states if left and kind == "draft"}
    return {
        ref: known.get(ref) or _not_in_force(ref)
        for ref in sorted(wanted)
        if ref in known or ref.partition("/")[0] in gone
    }


# Asked for with every question and lesson; the ORM would take longer to write it than any
# database to answer it.
_STATES = """
    SELECT slug, kind, in_force, superseded_on, EXISTS (
        SELECT 1 FROM victimscode_adoption
        WHERE edition_id = victimscode_edition.id AND ended_at IS NOT NULL
    )
    FROM victimscode_edition ORDER BY id
"""


def _states() -> tuple[tuple[Any, ...], ...]:
    """How the editions stand: slug, kind, in force, superseded on, whether it was gone back from."""
    with connection.cursor() as cursor:
        cursor.execute(_STATES)
        return tuple(cursor.fetchall())


def _not_in_force(ref: str) -> News:
    return News(ref, (), reverse("code"), in_force=False)


@lru_cache(maxsize=8)
def _news(states: tuple[object, ...], language: str, moment: int) -> dict[str, News]:
    """The news of everything that was replaced, as the editions stand (`states`)."""
    replaced = replacement_today()
    if replaced is None:
        return {}
    return {
        duty.ref: News(
            duty.ref,
            change.words,
            _url(change.now, replaced.newer),
            replaced.newer.title,
            replaced.newer.in_force,
            f"{replaced.newer.get_absolute_url()}#new",
            tuple(one.ref for one in change.new),
        )
        for change in replaced.changes
        for duty in change.old
    }


def that_matter(news: Iterable[News]) -> list[News]:
    """What a reader must know of, each change once."""
    return list({(one.changed, one.url): one for one in news if one.matters}.values())


def _url(now: Duty | None, edition: Edition) -> str:
    return now.get_absolute_url() if now else edition.get_absolute_url()
