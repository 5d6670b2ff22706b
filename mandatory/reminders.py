"""Who may be reminded of what today, and what the letter says. Reads only."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import people_seen_by
from core.dates import london_day, say_date
from mandatory import queries, schedule, wording
from mandatory.enums import ReminderKind, State
from mandatory.models import Reminder, Window, WindowQuerySet
from tracking.queries import current_versions

FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True)
class ToSend:
    """A reminder that may go today."""

    window: Window
    kind: ReminderKind
    clock_since: datetime.date
    due_on: datetime.date


@dataclass(frozen=True)
class LeftOut:
    """Somebody who is not reminded of something, and why."""

    user: User
    sentence: str


@dataclass(frozen=True)
class Plan:
    """What would happen if these people were reminded now."""

    to_send: Sequence[ToSend]
    left_out: Sequence[LeftOut]


@dataclass(frozen=True)
class Letter:
    """One e-mail in plain text."""

    name: str
    to: str
    subject: str
    text: str


def offer(window: Window, today: datetime.date) -> ToSend | None:
    """The reminder that a window may have today; None when nothing is due or it is too early."""
    if window.state != State.RUNNING or window.due_on is None or window.clock_since is None:
        return None
    kind = schedule.reminder_kind(window.due_on, today)
    return ToSend(window, kind, window.clock_since, window.due_on) if kind else None


def plan(viewer: User, *, user_ids: Collection[int]) -> Plan:
    """Who of these people, as far as the viewer sees them, would be reminded now, and who not."""
    today = queries.today()
    rows = _windows(today).filter(user__in=people_seen_by(viewer).filter(pk__in=user_ids))
    found = list(rows.order_by("user__last_name", "user__first_name", "user_id", "due_on"))
    already = {
        (one.user_id, one.requirement_id, one.clock_since, one.kind): one
        for one in Reminder.objects.filter(user__in={row.user_id for row in found})
    }
    to_send, left_out = [], []
    for row in found:
        offered = offer(row, today)
        sent = None
        if offered:
            key = (row.user_id, row.requirement_id, offered.clock_since, offered.kind.value)
            sent = already.get(key)
        if offered and not sent:
            to_send.append(offered)
        else:
            left_out.append(LeftOut(row.user, _why_not(row, sent)))
    return Plan(to_send, left_out)


def preview(plan: Plan) -> list[Letter]:
    """The letters of a plan, to be read before they are sent."""
    return compose(plan.to_send, today=queries.today())


def in_season(today: datetime.date) -> Iterator[ToSend]:
    """Windows whose reminder is in season today and has not gone, in a steady order.

    The last one is in season for a fortnight like the others, so that switching the site
    on does not send letters about what was due long ago.
    """
    rows = _windows(today).filter(state=State.RUNNING)
    sent = Reminder.objects.filter(
        user=OuterRef("user"),
        requirement=OuterRef("requirement"),
        clock_since=OuterRef("clock_since"),
    )
    for kind, first, last in (
        (ReminderKind.BEFORE, today + timedelta(days=1), today + FORTNIGHT),
        (ReminderKind.DUE, today - FORTNIGHT + timedelta(days=1), today),
        (ReminderKind.AFTER, today - 2 * FORTNIGHT + timedelta(days=1), today - FORTNIGHT),
    ):
        waiting = rows.filter(~Exists(sent.filter(kind=kind)), due_on__range=(first, last))
        for row in waiting.order_by("pk"):
            if offered := offer(row, today):
                yield offered


def compose(offers: Sequence[ToSend], *, today: datetime.date) -> list[Letter]:
    """The letter for each reminder, in order; the lengths of modules are read once."""
    versions = current_versions()
    letters = []
    for offered in offers:
        window, requirement = offered.window, offered.window.requirement
        version = versions.get(requirement.module_key)
        standing = queries.standing_in(window, as_of=today)
        was = (
            _("“%(name)s” was due on %(day)s.")
            if offered.due_on < today
            else _("“%(name)s” is due on %(day)s.")
        )
        context = {
            "first_name": window.user.first_name or window.user,
            "due": was % {"name": requirement.name, "day": say_date(offered.due_on)},
            "why": wording.why_for_you(standing, wording.Terms.of(requirement)),
            "minutes": version.minutes if version else 0,
            "module": version.title if version else requirement.name,
            "address": f"{settings.SITE_URL}/training/",
        }
        letters.append(
            Letter(
                name=str(window.user),
                to=window.user.email,
                subject=_("A module to finish: %s") % requirement.name,
                text=render_to_string("emails/mandatory/reminder.txt", context),
            )
        )
    return letters


def _windows(today: datetime.date) -> WindowQuerySet:
    rows = queries.standings(as_of=today).select_related("user", "requirement")
    return rows.filter(user__is_active=True)


def _why_not(row: Window, sent: Reminder | None) -> str:
    names = {"person": row.user, "name": row.requirement.name}
    if row.state == State.AWAY:
        return _("%(person)s is away. It will wait until they are back.") % names
    if row.state == State.EXEMPT:
        return _("%(person)s is exempt from “%(name)s”.") % names
    if row.due_on is None:
        return _("%(person)s has done “%(name)s”.") % names
    if sent is not None:
        names["day"] = say_date(london_day(sent.recorded_at))
        return (
            _(
                "%(person)s was reminded of “%(name)s” on %(day)s. "
                "Three in all are the most, a fortnight apart."
            )
            % names
        )
    names["day"] = say_date(row.due_on)
    return (
        _("“%(name)s” is due for %(person)s on %(day)s. A reminder may go a fortnight before.")
        % names
    )
