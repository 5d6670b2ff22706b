"""The offer of a few questions some months after a module. Derived, never kept."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Refresher
from assessments.refreshers import refreshers_of, wants_no_refreshers
from assessments.refreshing import Occasion, may_come_unbidden, occasion, topics_of
from core.dates import london_day, say_date
from core.errors import NotFound
from courses.enums import PartKind
from courses.models import CompiledPart
from courses.queries import only_part
from dashboards.learner.queries.rows import Finished, finished
from mandatory.queries import today as london_today
from tracking.exports import moment
from tracking.models import ModuleVersion
from tracking.queries import current_versions, open_registration
from victimscode.queries import news_of


@dataclass(frozen=True)
class Offer:
    """What `/training/` offers. `go_on` is where it was left, if it was begun."""

    module_key: str
    title: str
    occasion: Occasion
    text: str
    go_on: str = ""


def offer(
    user: User,
    done: Sequence[Finished],
    under_way: Collection[str],
    versions: Mapping[str, ModuleVersion],
    today: datetime.date,
) -> Offer | None:
    """The refresher that stands for a person, the one that ends first; None for most people.

    Two queries where some occasion stands, and otherwise none. Prior learning has none, nor
    has a module that the person is taking again.
    """
    standing = {
        key: (one, held)
        for key, one in _last_of_each(done).items()
        if key not in under_way and one.number is not None and key in versions
        if (held := occasion(london_day(one.occurred_at), today)) is not None
        if askable(versions[key].pk)
    }
    if not standing or wants_no_refreshers(user):
        return None
    rows = refreshers_of(user).filter(module_key__in=standing)
    kept = {(one.module_key, one.completed_on, one.months): one for one in rows}
    found = []
    for key, (one, held) in standing.items():
        row = kept.get((key, held.completed_on, held.months))
        if row is None or (row.begun_at is not None and row.finished_at is None):
            found.append((held.until, key, one, held, row))
    if not found:
        return None
    _until, key, one, held, row = min(found, key=lambda each: each[:2])
    return _said(key, versions[key].title, held, row)


def offer_of(user: User, module_key: str) -> tuple[Offer, CompiledPart, list[str]]:
    """The offer of one module with its check and the questions that may be asked.

    Raises NotFound where none stands.
    """
    versions = current_versions()
    done = [one for one in finished(user, versions) if one.module_key == module_key]
    again = {module_key} if open_registration(user, module_key) else set()
    found = offer(user, done, again, versions, london_today())
    part = only_part(versions[module_key].pk, PartKind.CHECK) if found else None
    if found is None or part is None:
        raise NotFound(_("Nothing is offered of this module at present. Thank you for looking in."))
    return found, part, askable(part.version_id)


def askable(version_id: UUID) -> list[str]:
    """The questions of a version's check that may come unbidden and rest on rules that hold."""
    cites = _mild(version_id)
    gone = news_of({ref for refs in cites.values() for ref in refs}) if cites else {}
    changed = {ref for ref, news in gone.items() if news.matters}
    return [ref for ref, refs in cites.items() if changed.isdisjoint(refs)]


@lru_cache(maxsize=64)
def _mild(version_id: UUID) -> dict[str, frozenset[str]]:
    """By ref, what the questions cite that touch nothing difficult. A version never changes."""
    part = only_part(version_id, PartKind.CHECK)
    questions = part.document["questions"] if part else ()
    return {one["ref"]: frozenset(one["cites"]) for one in questions if may_come_unbidden(one)}


def _last_of_each(done: Sequence[Finished]) -> dict[str, Finished]:
    """Of each module the last time that it was finished; `done` has the newest first."""
    return {one.module_key: one for one in reversed(done)}


def _said(key: str, title: str, held: Occasion, row: Refresher | None) -> Offer:
    ago = {3: _("three months ago"), 6: _("six months ago")}[held.months]
    said = {"day": say_date(held.completed_on), "ago": ago, "until": say_date(held.until)}
    if row is None:
        text = _(
            "You finished it %(ago)s, on %(day)s. Five questions on what was hard for you then, "
            "about three minutes, with the answer at once. On offer until %(until)s."
        )
        return Offer(key, title, held, text % said)
    text = _("You began it; it goes on where you stopped. Until %(until)s.") % said
    return Offer(key, title, held, text, reverse("refresher", args=[row.pk]))


TABLE_HEADER = [
    *("module", "finished_module_on", "months_later", "begun_at", "finished_at", "declined_at"),
    *("question", "answer", "right", "answered_at"),
]


def table_rows(user: User) -> Iterator[list[object]]:
    """The rows under `TABLE_HEADER`: one for each answer, or one where there is none."""
    for one in refreshers_of(user):
        first = [
            *(one.module_key, one.completed_on.isoformat(), one.months),
            *(moment(at) if at else "" for at in (one.begun_at, one.finished_at, one.declined_at)),
        ]
        answers = sorted(one.answers.items(), key=lambda each: int(each[0]))
        for index, given in answers:
            ref = one.form["questions"][int(index)]["ref"]
            at = moment(datetime.datetime.fromisoformat(given["at"]))
            yield [*first, ref, json.dumps(given["response"]), given["right"], at]
        if not answers:
            yield [*first, "", "", "", ""]


# A person's own -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """One refresher that a person took or declined, in words."""

    pk: UUID
    title: str
    text: str
    href: str


def kept(user: User) -> list[Kept]:
    """All that is kept of a person's refreshers, the newest first."""
    titles = {key: version.title for key, version in current_versions().items()}
    return [_kept(one, titles) for one in refreshers_of(user)]


def _kept(one: Refresher, titles: Mapping[str, str]) -> Kept:
    title = one.form.get("title") or titles.get(one.module_key, one.module_key)
    if one.begun_at is None:
        day = london_day(one.declined_at) if one.declined_at else one.completed_on
        return Kept(one.pk, title, _("Not this time, said on %s.") % say_date(day), "")
    text = _("%(done)d of %(total)d answered, begun on %(day)s.") % {
        "done": len(one.answers),
        "total": len(one.form["questions"]),
        "day": say_date(london_day(one.begun_at)),
    }
    return Kept(one.pk, title, text, reverse("refresher", args=[one.pk]))


def touched(one: Refresher) -> list[str]:
    """The topics that its questions touch, none of them difficult."""
    found = [topic for question in one.form["questions"] for topic in topics_of(question)]
    return list(dict.fromkeys(str(topic.value) for topic in found))
