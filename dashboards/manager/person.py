"""One person as the one who leads them sees them: what is asked, why, and what happened.

Finished modules and a band; never an answer, a score or a number of tries.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Role
from accounts.models import Post, User
from accounts.queries import has_role, people_seen_by, posts_of
from core.dates import london_day, say_date
from core.errors import NotFound
from core.iris import module_iri
from dashboards.manager.screens import TAGS
from mandatory import queries as mandatory
from mandatory import wording
from mandatory.enums import Status, Why
from mandatory.models import Absence, Assignment, Exemption, Reminder, RetakeOrder
from mandatory.queries import PersonStanding
from tracking.enums import Verb
from tracking.queries import RecordEvent, current_versions, record_events_for


@dataclass(frozen=True)
class Stand:
    """A requirement and how the person stands with it."""

    name: str
    tag: str
    words: str
    why: str
    band: str


@dataclass(frozen=True)
class Happening:
    """A line of the history. `kind` is "look", "on" or nothing."""

    day: datetime.date
    text: str
    kind: str = ""


@dataclass(frozen=True)
class PersonScreen:
    """A person's page."""

    person: User
    posts: Sequence[Post]
    lead: str
    as_of: datetime.date
    stands: Sequence[Stand]
    history: Sequence[Happening]
    asked: Sequence[int]
    away: Absence | None

    @property
    def all_exempt(self) -> bool:
        """Whether they are let off all that is asked, so that there is nothing to remind of."""
        return bool(self.stands) and all(one.tag == TAGS[Status.EXEMPT] for one in self.stands)


def person_seen(viewer: User, pk: int) -> User:
    """A person in the units that the viewer leads. Raises NotFound for anybody else."""
    found = people_seen_by(viewer).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is nobody like this in the units that you lead."))
    return found


def person_for(viewer: User, pk: int) -> User:
    """The same; for an administrator anybody, but never the viewer themself."""
    if not has_role(viewer, Role.ADMINISTRATOR):
        return person_seen(viewer, pk)
    found = User.objects.filter(pk=pk, is_active=True).exclude(pk=viewer.pk).first()
    if found is None:
        raise NotFound(_("There is nobody like this."))
    return found


def screen(viewer: User, person: User, *, as_of: datetime.date | None = None) -> PersonScreen:
    """Everything that the page shows, in a fixed number of queries."""
    day = as_of or mandatory.today()
    stands = mandatory.standings_of(person, as_of=day)
    posts = list(posts_of(person))
    events = record_events_for(viewer, people=[person.pk])
    titles = {key: version.title for key, version in current_versions().items()}
    absences = list(Absence.objects.held().filter(user=person))
    return PersonScreen(
        person=person,
        posts=[post for post in posts if _held(post, day)],
        lead=_lead(stands),
        as_of=day,
        stands=[_stand(one, events) for one in stands],
        history=_history(person, posts, events, titles, absences),
        asked=[one.requirement.pk for one in stands],
        away=next((one for one in absences if one.until is None or one.until >= day), None),
    )


def _held(post: Post, day: datetime.date) -> bool:
    return post.starts_on <= day and (post.ends_on is None or post.ends_on >= day)


def _lead(stands: Sequence[PersonStanding]) -> str:
    overdue = sum(one.standing.status == Status.OVERDUE for one in stands)
    soon = sum(one.standing.status == Status.DUE_SOON for one in stands)
    if not stands:
        return _("Nothing is asked of them on this day.")
    if not overdue and not soon:
        return _("Nothing is overdue, and nothing is due in the next 30 days.")
    said = []
    if overdue:
        said.append(ngettext("%d thing is overdue.", "%d things are overdue.", overdue) % overdue)
    if soon:
        said.append(ngettext("%d thing is due soon.", "%d things are due soon.", soon) % soon)
    return " ".join(said)


def _stand(one: PersonStanding, events: Sequence[RecordEvent]) -> Stand:
    standing, requirement = one.standing, one.requirement
    iri = module_iri(requirement.module_key)
    # Newest first: the band of the last check that was passed in this module.
    band = next(
        (event.band for event in events if event.band and event.object_iri.startswith(f"{iri}/")),
        "",
    )
    return Stand(
        name=requirement.name,
        tag=TAGS[standing.status],
        words=_tag_words(standing.status, standing.due_on),
        why=wording.why(standing, wording.Terms.of(requirement)),
        band=_("Band: %s.") % band if band else "",
    )


def _tag_words(status: Status, due_on: datetime.date | None) -> str:
    if due_on is None:
        return str(wording.STATUS_WORDS[status])
    said = {
        Status.OVERDUE: _("Overdue since %s"),
        Status.IN_DATE: _("In date until %s"),
    }.get(status, _("Due on %s"))
    return said % say_date(due_on)


# History ---------------------------------------------------------------------------------


def _history(
    person: User,
    posts: Sequence[Post],
    events: Sequence[RecordEvent],
    titles: Mapping[str, str],
    absences: Sequence[Absence],
) -> list[Happening]:
    """What happened, the newest first; on one day in the order in which it is listed here."""
    assigned = list(Assignment.objects.held().filter(user=person).select_related("requirement"))
    lines = [
        *_asked(assigned),
        *_finished(events, titles),
        *_retakes({one.requirement.module_key for one in assigned}, titles),
        *_reminded(person),
        *_breaks(person, absences),
        *_posts(posts),
    ]
    today = mandatory.today()
    return sorted(
        (line for line in lines if line.day <= today), key=lambda line: line.day, reverse=True
    )


def _asked(assigned: Sequence[Assignment]) -> Iterator[Happening]:
    for one in assigned:
        how = wording.WHY_WORDS[Why(one.why)]
        yield Happening(
            one.starts_on, _("“%(name)s”: %(how)s") % {"name": one.requirement.name, "how": how}
        )
        if one.closed_on is not None:
            text = _("“%s” is no longer asked") % one.requirement.name
            yield Happening(one.closed_on + datetime.timedelta(days=1), text)


def _finished(events: Sequence[RecordEvent], titles: Mapping[str, str]) -> Iterator[Happening]:
    modules = module_iri("")
    for event in events:
        key = event.object_iri.removeprefix(modules)
        if event.verb == Verb.COMPLETED and event.object_iri.startswith(modules) and "/" not in key:
            text = _("Finished “%s”") % titles.get(key, key)
            yield Happening(london_day(event.occurred_at), text, "on")


def _retakes(module_keys: set[str], titles: Mapping[str, str]) -> Iterator[Happening]:
    for order in RetakeOrder.objects.held().filter(module_key__in=module_keys):
        text = _("“%(name)s” changed to version %(number)d: to be taken again by %(day)s") % {
            "name": titles.get(order.module_key, order.module_key),
            "number": order.number,
            "day": say_date(order.due_by),
        }
        yield Happening(order.released_on, text)


def _reminded(person: User) -> Iterator[Happening]:
    rows = Reminder.objects.filter(user=person).select_related("requirement", "by")
    for one in rows:
        names = {"name": one.requirement.name, "by": one.by}
        text = _("Reminded of “%(name)s”, by %(by)s") if one.by else _("Reminded of “%(name)s”")
        yield Happening(london_day(one.recorded_at), text % names)


def _breaks(person: User, absences: Sequence[Absence]) -> Iterator[Happening]:
    after = datetime.timedelta(days=1)
    for one in absences:
        yield Happening(one.from_on, _("Long leave began: clock paused"))
        if one.until is not None:
            days = wording.days((one.until - one.from_on).days + 1)
            text = _("Back from long leave after %s: clock runs again") % days
            yield Happening(one.until + after, text)
    exempt = Exemption.objects.held().filter(user=person)
    for exemption in exempt.select_related("requirement", "approver"):
        text = _("Exempt from “%(name)s”: %(reason)s. Approved by %(approver)s") % {
            "name": exemption.requirement.name,
            "reason": exemption.reason.rstrip("."),
            "approver": exemption.approver,
        }
        yield Happening(exemption.from_on, text)
        if exemption.until is not None:
            over = _("“%s” is asked again") % exemption.requirement.name
            yield Happening(exemption.until + after, over)


def _posts(posts: Sequence[Post]) -> Iterator[Happening]:
    for post in posts:
        text = _("%(job)s, %(unit)s") % {
            "job": post.title or post.get_job_display(),
            "unit": post.unit.name,
        }
        yield Happening(post.starts_on, text)
        if post.ends_on is not None:
            over = _("Left %s") % post.unit.name
            yield Happening(post.ends_on + datetime.timedelta(days=1), over)
