"""The sentence of why for each standing, for the person themselves and for those who lead them.

Every status comes with its arithmetic: "Overdue since 3 March 2026: the yearly refresher was
due 12 months after 3 March 2025".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.enums import Job
from core.dates import say_date
from mandatory.enums import Audience, Clock, ReminderKind, Status, Why
from mandatory.models import Requirement
from mandatory.schedule import Because, Standing

STATUS_WORDS = {
    Status.OVERDUE: gettext_lazy("Overdue"),
    Status.DUE_SOON: gettext_lazy("Due soon"),
    Status.TO_DO: gettext_lazy("To do"),
    Status.AWAY: gettext_lazy("Away, clock paused"),
    Status.IN_DATE: gettext_lazy("In date"),
    Status.DONE: gettext_lazy("Done"),
    Status.EXEMPT: gettext_lazy("Exempt"),
}
AUDIENCE_WORDS = {
    Audience.EVERYONE: gettext_lazy("Everyone with a post"),
    Audience.UNITS: gettext_lazy("People in certain units, and below them"),
    Audience.JOBS: gettext_lazy("People in certain jobs"),
    Audience.LEARNT: gettext_lazy("People who learnt what has changed"),
}
WHY_WORDS = {
    Why.STARTED: gettext_lazy("asked for the first time"),
    Why.RETURNED: gettext_lazy("asked again after a time without it"),
    Why.CHANGED: gettext_lazy("the requirement changed"),
    Why.CORRECTED: gettext_lazy("the record of posts was put right"),
}
REMINDER_WORDS = {
    ReminderKind.BEFORE: gettext_lazy("the reminder before it is due"),
    ReminderKind.DUE: gettext_lazy("the reminder that it is due"),
    ReminderKind.AFTER: gettext_lazy("the last reminder"),
}


@dataclass(frozen=True)
class Terms:
    """What of a requirement a sentence says."""

    name: str
    first_days: int
    repeat_months: int | None
    audience: Audience

    @classmethod
    def of(cls, requirement: Requirement) -> "Terms":
        """The terms of a requirement."""
        return cls(
            requirement.name,
            requirement.first_days,
            requirement.repeat_months,
            requirement.audience_kind,
        )


def why(standing: Standing, terms: Terms) -> str:
    """One sentence for those who lead the person: the status and how it came about."""
    reason = standing.because
    sentences = {
        Status.OVERDUE: _overdue,
        Status.DUE_SOON: _due,
        Status.TO_DO: _due,
        Status.IN_DATE: _in_date,
        Status.DONE: _done,
        Status.AWAY: _away,
        Status.EXEMPT: _exempt,
    }
    return sentences[standing.status](reason, terms)


def why_for_you(standing: Standing, terms: Terms) -> str:
    """One sentence for the person themselves: why it is due when it is."""
    reason = standing.because
    if standing.status in {Status.AWAY, Status.EXEMPT, Status.DONE}:
        return _paused_for_you(standing)
    if reason.clock == Clock.RETAKE:
        text = _("It changed on %(changed)s, and you last finished it on %(finished)s.") % {
            "changed": _say(reason.clock_since),
            "finished": _say(reason.completed_on),
        }
    elif reason.clock == Clock.RENEWAL:
        text = _("%(who)s takes it %(often)s, and you last finished it on %(finished)s.") % {
            "who": _who_takes(terms.audience),
            "often": every(terms.repeat_months),
            "finished": _say(reason.completed_on),
        }
    elif _is_carried(reason, terms):
        text = _("It was due by then before its terms changed on %s.") % _say(reason.starts_on)
    else:
        text = _("%(who)s takes it within %(days)s, and for you that began on %(start)s.") % {
            "who": _who_takes(terms.audience),
            "days": days(terms.first_days),
            "start": _say(reason.starts_on),
        }
    moved = _moved(reason)
    if not moved:
        return text
    return f"{text} {_('The date was %s.') % moved}"


def every(months: int | None) -> str:
    """How often: "every year", "every 6 months", "once"."""
    if months is None:
        return _("once")
    if months == 12:
        return _("every year")
    if months % 12 == 0:
        return ngettext("every %d year", "every %d years", months // 12) % (months // 12)
    return ngettext("every %d month", "every %d months", months) % months


def days(number: int) -> str:
    """So many days, in words."""
    return ngettext("%d day", "%d days", number) % number


def months(number: int) -> str:
    """So many months, in words."""
    return ngettext("%d month", "%d months", number) % number


def audience(requirement: Requirement) -> str:
    """Whom a requirement asks, in words. Prefetch `units`."""
    if requirement.audience_kind == Audience.UNITS:
        return ", ".join(unit.name for unit in requirement.units.all())
    if requirement.audience_kind == Audience.JOBS:
        return _join(str(Job(job).label) for job in requirement.jobs)
    return str(AUDIENCE_WORDS[requirement.audience_kind])


def until_due(due_on: date, today: date) -> str:
    """How far off a due date is: "in 11 days", "today", "since yesterday"."""
    left = (due_on - today).days
    if left == 0:
        return _("today")
    if left > 0:
        return ngettext("in %d day", "in %d days", left) % left
    return ngettext("%d day ago", "%d days ago", -left) % -left


def _say(day: date | None) -> str:
    return say_date(day) if day else ""


def _join(words: Iterable[str]) -> str:
    return ", ".join(words)


def _is_carried(reason: Because, terms: Terms) -> bool:
    """Whether the first date is one that was due under the terms before these."""
    if reason.clock != Clock.FIRST or reason.due_on is None:
        return False
    base = reason.due_on - timedelta(days=reason.moved_days)
    return base != reason.starts_on + timedelta(days=terms.first_days)


def _moved(reason: Because) -> str:
    if reason.leave_days and reason.exempt_days:
        return _("moved on %s by long leave and an exemption") % days(reason.moved_days)
    if reason.leave_days:
        return _("moved on %s by long leave") % days(reason.leave_days)
    if reason.exempt_days:
        return _("moved on %s by an exemption") % days(reason.exempt_days)
    return ""


def _with_moved(text: str, reason: Because) -> str:
    moved = _moved(reason)
    return f"{text}, {moved}." if moved else f"{text}."


def _overdue(reason: Because, terms: Terms) -> str:
    facts = _facts(reason, terms)
    if reason.clock == Clock.RETAKE:
        text = _(
            "Overdue since %(due)s: “%(name)s” changed on %(changed)s, "
            "and was last finished on %(finished)s"
        )
    elif reason.clock == Clock.RENEWAL:
        text = _("Overdue since %(due)s: “%(name)s” was due %(months)s after %(finished)s")
    elif _is_carried(reason, terms):
        text = _(
            "Overdue since %(due)s: “%(name)s” was due then, before its terms changed on %(start)s"
        )
    else:
        text = _("Overdue since %(due)s: “%(name)s” was due %(days)s after %(start)s")
    return _with_moved(text % facts, reason)


def _due(reason: Because, terms: Terms) -> str:
    facts = _facts(reason, terms)
    if reason.clock == Clock.RETAKE:
        text = _(
            "Due on %(due)s: “%(name)s” changed on %(changed)s, "
            "and was last finished on %(finished)s"
        )
    elif reason.clock == Clock.RENEWAL:
        text = _("Due on %(due)s: “%(name)s” is due %(months)s after %(finished)s")
    elif _is_carried(reason, terms):
        text = _("Due on %(due)s: “%(name)s” was due then before its terms changed on %(start)s")
    else:
        text = _("Due on %(due)s: “%(name)s” is due %(days)s after %(start)s")
    return _with_moved(text % facts, reason)


def _in_date(reason: Because, terms: Terms) -> str:
    facts = _facts(reason, terms)
    if reason.clock == Clock.RETAKE:
        text = _(
            "In date until %(due)s: “%(name)s” was finished on %(finished)s, "
            "and changed on %(changed)s"
        )
    else:
        text = _(
            "In date until %(due)s: “%(name)s” was finished on %(finished)s, "
            "and is due again after %(months)s"
        )
    return _with_moved(text % facts, reason)


def _done(reason: Because, terms: Terms) -> str:
    text = _("Done: “%(name)s” was finished on %(finished)s. Once is enough.")
    return text % _facts(reason, terms)


def _away(reason: Because, _terms: Terms) -> str:
    return _paused(
        reason,
        _("Away since %(from)s. The clock is paused."),
        _("Away from %(from)s until %(until)s. The clock is paused."),
    )


def _exempt(reason: Because, terms: Terms) -> str:
    still = _("Exempt from “%(name)s” since %(from)s.")
    ending = _("Exempt from “%(name)s” from %(from)s until %(until)s.")
    return _paused(reason, still, ending, name=terms.name)


def _paused(reason: Because, still: str, ending: str, *, name: str = "") -> str:
    text = ending if reason.paused_until else still
    return text % {
        "name": name,
        "from": _say(reason.paused_from),
        "until": _say(reason.paused_until),
    }


def _paused_for_you(standing: Standing) -> str:
    reason = standing.because
    if standing.status == Status.DONE:
        return _("You finished it on %s. Once is enough.") % _say(reason.completed_on)
    if standing.status == Status.AWAY:
        return _("You are away, so nothing is due. The clock runs on when you are back.")
    return _paused(
        reason,
        _("You are exempt since %(from)s."),
        _("You are exempt from %(from)s until %(until)s."),
    )


def _facts(reason: Because, terms: Terms) -> dict[str, str]:
    return {
        "name": terms.name,
        "due": _say(reason.due_on),
        "start": _say(reason.starts_on),
        "finished": _say(reason.completed_on),
        "changed": _say(reason.clock_since),
        "days": days(terms.first_days),
        "months": months(terms.repeat_months or 0),
    }


def _who_takes(kind: Audience) -> str:
    return {
        Audience.EVERYONE: _("Everyone"),
        Audience.UNITS: _("Everyone in your unit"),
        Audience.JOBS: _("Everyone in your job"),
        Audience.LEARNT: _("Everyone who learnt what has changed"),
    }[kind]
