"""What `/training/` shows, read in a fixed number of queries."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.dates import london, london_day, say_date
from core.durations import say_minutes
from core.iris import module_iri
from courses.enums import PartKind
from courses.models import CompiledPart, Place
from courses.queries import Anew, anew, parts_of
from mandatory import queries as mandatory
from mandatory import wording
from mandatory.enums import NOT_ASKED, UP_TO_DATE, Status
from mandatory.queries import PersonStanding
from scenarios.models import Run
from tracking.enums import Verb
from tracking.models import Event, ModuleVersion, Registration
from tracking.queries import current_versions

OPEN = frozenset({Status.OVERDUE, Status.DUE_SOON, Status.TO_DO})


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
class Begun:
    """A module that the person is in the middle of."""

    version_id: uuid.UUID
    module_key: str
    title: str
    is_open: bool
    opened_at: datetime.datetime
    last_at: datetime.datetime | None
    parts_done: Sequence[str]
    parts_total: int


@dataclass(frozen=True)
class Finished:
    """A module that the person has finished."""

    module_key: str
    title: str
    occurred_at: datetime.datetime
    certificate: uuid.UUID | None
    number: int | None


@dataclass(frozen=True)
class Training:
    """What `/training/` shows."""

    lead: str
    go_on: GoOn | None
    due: Sequence[Due]
    paused: Sequence[Line]
    started: Sequence[Line]
    done: Sequence[Line]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all yet."""
        return not (self.go_on or self.due or self.paused or self.started or self.done)


def training(user: User) -> Training:
    """All that a person has to do, has begun and has done."""
    today = mandatory.today()
    stands = mandatory.standings_of(user, as_of=today)
    versions = current_versions()
    begun = {one.module_key: one for one in _begun(user)}
    asked = {one.requirement.module_key for one in stands}
    finished = _finished(user, versions)
    changed = _changed(stands, finished)
    due = [
        replace(_due(one, begun, versions, today), anew=changed.get(one.requirement.module_key))
        for one in stands
        if one.standing.status in OPEN
    ]
    go_on = _go_on(user, begun) or _begin(due)
    return Training(
        lead=_lead(stands, today),
        go_on=go_on,
        due=due,
        paused=[_paused(one) for one in stands if one.standing.status in NOT_ASKED],
        started=[
            *(_started(one) for key, one in begun.items() if key not in asked),
            *_stories(user),
        ],
        done=_done(stands, finished),
    )


def _changed(stands: Sequence[PersonStanding], finished: Sequence[Finished]) -> dict[str, Anew]:
    """What changed in modules that were finished and are due again, by the key of the module."""
    due = {one.requirement.module_key for one in stands if one.standing.status in OPEN}
    # The newest first, so the last one that is put in is the newest.
    last = {one.module_key: (one.occurred_at, one.number) for one in reversed(finished)}
    return anew({key: when for key, when in last.items() if key in due})


def module_url(module_key: str) -> str:
    """The page of a module."""
    return reverse("module", args=[module_key])


# Bare rows, because this is the page that everybody opens first: reading whole objects with
# their versions, as `/record/` does, takes a third of its time.


def _begun(user: User) -> list[Begun]:
    rows = Registration.objects.filter(user=user, closed_at=None, progress__isnull=False)
    found = rows.order_by("-opened_at").values_list(
        "version_id",
        "module_key",
        "version__title",
        "version__withdrawn_at",
        "opened_at",
        "progress__last_at",
        "progress__parts_done",
        "progress__parts_total",
    )
    return [
        Begun(version_id, key, title, withdrawn_at is None, *rest)
        for version_id, key, title, withdrawn_at, *rest in found
    ]


def _finished(user: User, versions: Mapping[str, ModuleVersion]) -> list[Finished]:
    """Effective completions, prior learning included, the newest first."""
    modules = module_iri("")
    events = Event.objects.standing().filter(actor=user, verb=Verb.COMPLETED)
    of_modules = events.filter(Q(object_iri=F("version__iri")) | Q(version=None))
    rows = of_modules.order_by("-occurred_at").values_list(
        "object_iri", "version__title", "occurred_at", "certificate__pk", "version__number"
    )
    found = []
    for iri, title, occurred_at, certificate, number in rows:
        key = iri.removeprefix(modules)
        if "/" not in key:
            current = versions.get(key)
            said = title or (current.title if current else key)
            found.append(Finished(key, said, occurred_at, certificate, number))
    return found


# The one thing to do now -----------------------------------------------------------------


def _go_on(user: User, begun: Mapping[str, Begun]) -> GoOn | None:
    """The module that was touched last, at the lesson where it was left."""
    last = {key: one.last_at or one.opened_at for key, one in begun.items() if one.is_open}
    if not last:
        return None
    places = list(Place.objects.filter(user=user, module_key__in=last).order_by("-at"))
    for place in places:
        last[place.module_key] = max(last[place.module_key], place.at)
    key = max(last, key=lambda module_key: last[module_key])
    return _at(begun[key], [one for one in places if one.module_key == key], last[key])


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
        if _check(parts) is None:
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


def _begin(due: Sequence[Due]) -> GoOn | None:
    """The first thing that is due, for somebody who has begun nothing."""
    if not due:
        return None
    first = due[0]
    return GoOn(title=first.title, href=first.href, button=_("Begin"), left=first.left)


def _check(parts: Sequence[CompiledPart]) -> CompiledPart | None:
    return next((part for part in parts if part.kind == PartKind.CHECK), None)


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
    parts = parts_of(one.version_id)
    done = set(one.parts_done)
    lessons = [part for part in parts if part.kind == PartKind.LESSON and part.iri not in done]
    minutes = sum(part.minutes for part in lessons)
    check = _check(parts)
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
