"""What an edition, a right, a duty or a limit touches: passages served and written, and learners."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotFound
from dashboards.editor import drafts, released
from dashboards.editor.drafts import Key, Passage
from dashboards.editor.learnt import Learnt, learnt
from dashboards.editor.released import Served
from victimscode import queries
from victimscode.formats import LimitText, read_limit
from victimscode.models import Duty, Edition


@dataclass(frozen=True)
class Scope:
    """What is asked about: its duties, and the way up."""

    edition: Edition
    title: str
    duties: list[Duty]
    up: str = ""
    up_title: str = ""


@dataclass
class Row:
    """A passage, as learners are served it and as it is written now. Either may be missing."""

    key: Key
    served: list[Served] = field(default_factory=list)
    draft: Passage | None = None
    # Whether the draft cites the duty that this row stands under.
    cites: bool = False

    @property
    def place(self) -> str:
        """Where it stands."""
        if self.served:
            return ", ".join(dict.fromkeys(one.place for one in self.served))
        return self.draft.place if self.draft else ""

    @property
    def words(self) -> str:
        """What it says, in a few words."""
        return self.draft.words if self.draft else self.served[0].words


@dataclass(frozen=True)
class Touched:
    """A duty with the passages that rest on it."""

    duty: Duty
    rows: list[Row]

    @property
    def served(self) -> int:
        """How many of them learners are served."""
        return sum(bool(row.served) for row in self.rows)

    @property
    def written(self) -> int:
        """How many of them stand in what editors have written."""
        return sum(row.cites for row in self.rows)


@dataclass(frozen=True)
class Touch:
    """All that a scope touches. `learnt` is by version."""

    scope: Scope
    touched: list[Touched]
    learnt: list[Learnt]

    @property
    def passages(self) -> int:
        """How many passages there are, each once."""
        return len({row.key for one in self.touched for row in one.rows})


def touch(scope: Scope) -> Touch:
    """Passages and learners of a scope; the queries do not grow with either."""
    by_id = {duty.pk: duty for duty in scope.duties}
    served = released.served(by_id)
    written = drafts.passages()
    touched = [Touched(duty, rows_of(duty.pk, duty.ref, served, written)) for duty in scope.duties]
    return Touch(scope, touched, learnt(by_id))


def rows_of(
    duty: int, ref: str, served: Iterable[Served], written: Collection[Passage]
) -> list[Row]:
    """The passages that cite a duty, those that learners are served first."""
    rows: dict[Key, Row] = {}
    for one in served:
        if duty in one.duties:
            rows.setdefault(one.key, Row(one.key)).served.append(one)
    for draft in written:
        if draft.cites(ref):
            rows.setdefault(draft.key, Row(draft.key)).cites = True
    by_key = {draft.key: draft for draft in written}
    for key, row in rows.items():
        row.draft = by_key.get(key)
    return list(rows.values())


# What may be asked about ------------------------------------------------------------------


def edition_scope(slug: str) -> Scope:
    """A whole edition. Raises NotFound."""
    edition = _edition(slug)
    up = reverse("touch_editions")
    return Scope(edition, edition.title, list(edition.duties.all()), up, _("The Code"))


def right_scope(slug: str, number: int) -> Scope:
    """A right. Raises NotFound."""
    edition = _edition(slug)
    chapter = queries.chapter(edition, number)
    if chapter is None:
        raise NotFound(_("This edition has no such right. Choose one from its page."))
    return _within(edition, str(chapter.right), chapter.duties)


def duty_scope(slug: str, key: str) -> Scope:
    """One duty or definition. Raises NotFound."""
    edition = _edition(slug)
    found = [duty for duty in edition.duties.all() if duty.slug == key]
    if not found:
        raise NotFound(_("This edition has no such duty. Choose one from its page."))
    return _within(edition, found[0].says, found)


def limit_scope(slug: str, limit: str) -> Scope:
    """Every duty with this limit ("5-working-days"), for either group. Raises NotFound."""
    edition = _edition(slug)
    wanted = read_limit(limit.replace("-", " "))
    found = [
        duty
        for duty in edition.duties.all()
        if any(LimitText(one.amount, one.unit) == wanted for one in duty.limits.all())
    ]
    if not found:
        raise NotFound(_("No duty of this edition has that limit. Choose one from its page."))
    return _within(edition, _("Everything with a limit of %s") % wanted, found)


def limits_of(edition: Edition) -> list[tuple[str, str]]:
    """The limits that an edition knows: as an address has them, and in words."""
    found = {
        (one.unit, one.amount): str(LimitText(one.amount, one.unit))
        for duty in edition.duties.all()
        for one in duty.limits.all()
    }
    order = {"working_days": 0, "calendar_days": 1, "months": 2}
    keys = sorted(found, key=lambda key: (order[key[0]], key[1]))
    return [(re.sub(" ", "-", found[key]), found[key]) for key in keys]


def _edition(slug: str) -> Edition:
    edition = queries.edition_with_rights(slug)
    if edition is None:
        raise NotFound(_("We know no edition of that name. Choose one from the list."))
    return edition


def _within(edition: Edition, title: str, duties: list[Duty]) -> Scope:
    return Scope(
        edition, title, duties, reverse("touch_edition", args=[edition.slug]), edition.title
    )
