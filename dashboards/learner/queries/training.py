"""What `/training/` shows, read in a fixed number of queries."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.dates import london_day, say_date
from core.durations import say_minutes
from courses.enums import PartKind
from courses.queries import Anew, anew, parts_of
from dashboards.learner.queries import paths
from dashboards.learner.queries.going_on import GoOn, check_of, go_on, module_url
from dashboards.learner.queries.refreshing import Offer, offer
from dashboards.learner.queries.rows import Begun, Finished, begun, finished
from mandatory import queries as mandatory
from mandatory import wording
from mandatory.enums import NOT_ASKED, UP_TO_DATE, Status
from mandatory.queries import PersonStanding
from scenarios.models import Run
from tracking.models import ModuleVersion
from tracking.queries import current_versions

OPEN = frozenset({Status.OVERDUE, Status.DUE_SOON, Status.TO_DO})


@dataclass(frozen=True)
class Due:
    """Something that is asked and not done."""

    title: str
    href: str
    due_on: datetime.date
    status: Status
    when: str
    left: str
    why: str
    anew: Anew | None = None


@dataclass(frozen=True)
class Line:
    """A line of a list: what, and a few words about it."""

    title: str
    href: str
    text: str
    certificate: uuid.UUID | None = None


@dataclass(frozen=True)
class Training:
    """What `/training/` shows."""

    lead: str
    go_on: GoOn | None
    due: Sequence[Due]
    paused: Sequence[Line]
    started: Sequence[Line]
    done: Sequence[Line]
    paths: Sequence[Line] = ()
    refresher: Offer | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all yet."""
        shown = (self.go_on, self.due, self.paused, self.started, self.done, self.paths)
        return not any(shown)


def training(user: User) -> Training:
    """All that a person has to do, has begun and has done."""
    today = mandatory.today()
    stands = mandatory.standings_of(user, as_of=today)
    versions = current_versions()
    under_way = {one.module_key: one for one in begun(user)}
    asked = {one.requirement.module_key for one in stands}
    done = finished(user, versions)
    changed = _changed(stands, done)
    due = [
        replace(_due(one, under_way, versions, today), anew=changed.get(one.requirement.module_key))
        for one in stands
        if one.standing.status in OPEN
    ]
    now = go_on(user, under_way) or _begin(due)
    finished_keys = {one.module_key for one in done}
    known_paths = paths.paths_known(under_way.values(), finished_keys, versions)
    taken = paths.taken_from(known_paths)
    return Training(
        lead=_lead(stands, today),
        go_on=now,
        due=due,
        paused=[_paused(one) for one in stands if one.standing.status in NOT_ASKED],
        started=[
            *(
                _started(one)
                for key, one in under_way.items()
                if key not in asked and not paths.only_for_a_path(one, taken)
            ),
            *_stories(user),
        ],
        done=_done(stands, done),
        paths=[
            Line(
                part.title,
                reverse("pathway", args=[part.key]),
                f"{part.document['summary']} {paths.length(part)}",
            )
            for part in paths.paths_for_post(user, versions, {*asked, *under_way, *finished_keys})
        ],
        refresher=offer(user, done, under_way, versions, today),
    )


def _changed(stands: Sequence[PersonStanding], finished: Sequence[Finished]) -> dict[str, Anew]:
    """What changed in modules that were finished and are due again, by the key of the module."""
    due = {one.requirement.module_key for one in stands if one.standing.status in OPEN}
    # The newest first, so the last one that is put in is the newest.
    last = {one.module_key: (one.occurred_at, one.number) for one in reversed(finished)}
    return anew({key: when for key, when in last.items() if key in due})


def _begin(due: Sequence[Due]) -> GoOn | None:
    """The first thing that is due, for somebody who has begun nothing."""
    if not due:
        return None
    first = due[0]
    return GoOn(title=first.title, href=first.href, button=_("Begin"), left=first.left)


# What is due, begun and done -----------------------------------------------------------------


def _due(
    one: PersonStanding,
    begun: Mapping[str, Begun],
    versions: Mapping[str, ModuleVersion],
    today: datetime.date,
) -> Due:
    key = one.requirement.module_key
    due_on = one.standing.due_on or today
    version = versions.get(key)
    return Due(
        title=one.requirement.name,
        href=module_url(key),
        due_on=due_on,
        status=one.standing.status,
        when=_when(due_on, today),
        left=_left(begun[key]) if key in begun else _length(version),
        why=wording.why_for_you(one.standing, wording.Terms.of(one.requirement)),
    )


def _left(one: Begun) -> str:
    """What is left of a module that was begun."""
    path = paths.path_of(one)
    if path is not None:
        minutes = sum(part["minutes"] for _m, part in paths.parts_left(path, one.parts_done))
        return _("About %s left.") % say_minutes(minutes) if minutes else ""
    parts = parts_of(one.version_id)
    done = set(one.parts_done)
    lessons = [part for part in parts if part.kind == PartKind.LESSON and part.iri not in done]
    minutes = sum(part.minutes for part in lessons)
    check = check_of(parts)
    asked = check is not None and check.iri not in done
    if minutes and asked:
        return _("About %s left, then a knowledge check.") % say_minutes(minutes)
    if minutes:
        return _("About %s left.") % say_minutes(minutes)
    return _("Only the knowledge check is left.") if asked else ""


def _length(version: ModuleVersion | None) -> str:
    return _("About %s.") % say_minutes(version.minutes) if version and version.minutes else ""


def _paused(one: PersonStanding) -> Line:
    why = wording.why_for_you(one.standing, wording.Terms.of(one.requirement))
    return Line(one.requirement.name, module_url(one.requirement.module_key), why)


def _started(one: Begun) -> Line:
    text = _("%(done)d of %(total)d parts done.") % {
        "done": len(one.parts_done),
        "total": one.parts_total,
    }
    return Line(one.title, module_url(one.module_key), text)


def _stories(user: User) -> list[Line]:
    """Scenarios that were begun on their own and not finished."""
    runs = Run.objects.filter(user=user, registration=None, finished_at=None)
    titles = runs.annotate(title=KeyTextTransform("title", "document__document"))
    return [
        Line(title, f"/scenarios/runs/{pk}/", _("A scenario. You can go on where you left it."))
        for pk, title in titles.order_by("-started_at").values_list("pk", "title")
    ]


def _done(stands: Sequence[PersonStanding], finished: Sequence[Finished]) -> list[Line]:
    """What was finished, each module once, with how long it is good for."""
    good = {one.requirement.module_key: one for one in stands if one.standing.status in UP_TO_DATE}
    open_again = {one.requirement.module_key for one in stands if one.standing.status in OPEN}
    lines, seen = [], set()
    for one in finished:
        if one.module_key in seen:
            continue
        seen.add(one.module_key)
        line = _finished_line(one, good.get(one.module_key))
        if one.module_key in open_again:
            line = replace(line, text=f"{line.text} {_('It is due again, and this stays yours.')}")
        lines.append(line)
    return lines


def _finished_line(one: Finished, stand: PersonStanding | None) -> Line:
    text = _("Finished %s.") % say_date(london_day(one.occurred_at))
    if stand is not None and stand.standing.due_on is not None:
        text += " " + _("In date until %s.") % say_date(stand.standing.due_on)
    return Line(one.title, module_url(one.module_key), text, one.certificate)


# Words -------------------------------------------------------------------------------------


def _lead(stands: Sequence[PersonStanding], today: datetime.date) -> str:
    """How things stand, in a sentence or two."""
    overdue = [one for one in stands if one.standing.status == Status.OVERDUE]
    soon = [
        one.standing.due_on
        for one in stands
        if one.standing.status == Status.DUE_SOON and one.standing.due_on
    ]
    if not stands:
        return _("Nothing is asked of you at present.")
    if not overdue and not soon:
        return _("Nothing is due in the next 30 days.")
    said = []
    if soon:
        text = ngettext(
            "%(n)s thing is due by %(day)s.", "%(n)s things are due by %(day)s.", len(soon)
        )
        said.append(text % {"n": _number(len(soon)), "day": say_date(max(soon))})
    if overdue:
        text = ngettext("%s thing is overdue.", "%s things are overdue.", len(overdue))
        said.insert(0, text % _number(len(overdue)))
    else:
        said.append(_("Nothing is overdue."))
    return " ".join(said)


def _number(number: int) -> str:
    return capfirst(str(apnumber(number)))


def _when(due_on: datetime.date, today: datetime.date) -> str:
    """When it is or was due, as people say it."""
    if due_on < today:
        return _("It was due on %s.") % say_date(due_on)
    return f"{due_on:%A}, {wording.until_due(due_on, today)}."
