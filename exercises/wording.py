"""Days and counts in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exercises.kinds.audit import Panel
from exercises.kinds.calendar import Count, Counted, Slip
from exercises.responding import Snag

# So many days without work are told one by one.
FEW = 5


def say_day(day: date) -> str:
    """A day with its weekday: Monday 24 August 2026."""
    return date_format(day, "l j F Y")


def say_iso(text: str) -> str:
    """The same for a day that was kept as text."""
    return say_day(date.fromisoformat(text))


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def say_snag(snag: Snag) -> str:
    """What keeps an answer from being used, and what to do about it."""
    return {
        Snag.NOT_OFFERED: _("Choose from what is on offer here."),
        Snag.NOT_A_DAY: _("Write the day as day, month and year: 3 March 2026."),
        Snag.TWO_DAYS: _(
            "You chose one day and wrote another. Clear the box, or write the day that you mean."
        ),
        Snag.TOO_LONG: _("Shorten this to 4,000 characters. Nothing that you wrote is lost."),
        Snag.NOTHING: _("Answer at least one of these, then press the button again."),
    }[snag]


def say_last_day(count: Count) -> str:
    """How the chosen day stands beside the last day of a clock."""
    due = say_day(count.due)
    if count.yours is None:
        return _("The last day is %(due)s.") % {"due": due}
    if count.slip is None:
        return _("Yes: the last day is %(due)s.") % {"due": due}
    return _SLIPS[count.slip]() % {"yours": say_day(count.yours), "due": due}


_SLIPS = {
    Slip.FOLLOWS: lambda: _(
        "You counted well from the day that you chose above. That clock has another last day, "
        "so this one runs to %(due)s."
    ),
    Slip.FIRST_DAY: lambda: _(
        "You come to %(yours)s when the starting day counts as day 1. Counting begins on the "
        "day after, so the last day is %(due)s."
    ),
    Slip.HOLIDAY: lambda: _(
        "You come to %(yours)s when a bank holiday counts. It is no working day, so the last "
        "day is %(due)s."
    ),
    Slip.WEEKEND: lambda: _(
        "You come to %(yours)s when every day counts. Only working days do, so the last day "
        "is %(due)s."
    ),
    Slip.EVENT: lambda: _(
        "You come to %(yours)s when this clock starts with what happened first. It starts "
        "later, so the last day is %(due)s."
    ),
    Slip.EARLIER: lambda: _(
        "News on %(yours)s would be early, which is always allowed. The last day is %(due)s."
    ),
    Slip.LATER: lambda: _("By %(yours)s the limit has passed. The last day was %(due)s."),
}


def say_code(text: str) -> str:
    """A kind's own word in words; what an author wrote stays as it is."""
    return str(_CODES.get(text, text))


_CODES = {
    "change": gettext_lazy("Worth changing"),
    "keep": gettext_lazy("It can stay"),
    "open": gettext_lazy("Open"),
    "closed": gettext_lazy("Not an open promise"),
    "may": gettext_lazy("May be said"),
    "may-not": gettext_lazy("May not be said"),
}


def say_panel(panel: Panel) -> list[str]:
    """What the reviewers said at first, where they differed, and the rule that they settled."""
    if not panel.differed:
        return []
    answers = "; ".join(panel.reviewers)
    first = _("At first the reviewers said: %(answers)s.") % {"answers": answers}
    return [first, _("Their rule for the next time: %(rule)s") % {"rule": panel.rule}]


def say_start(count: Count) -> str:
    """From when to when a clock runs."""
    return _("Counting begins on the day after %(start)s.") % {"start": say_day(count.start)}


def say_left_out(count: Count) -> str:
    """Which days do not count, and why; empty when all do."""
    left = count.left_out
    if not left:
        return ""
    if len(left) <= FEW:
        return _do_not_count(left)
    weekends = [one for one in left if not one.holiday]
    said = ngettext(
        "%(n)d day of weekends does not count.",
        "%(n)d days of weekends do not count.",
        len(weekends),
    ) % {"n": len(weekends)}
    holidays = [one for one in left if one.holiday]
    return f"{said} {_do_not_count(holidays)}" if holidays else said


def _do_not_count(left: Sequence[Counted]) -> str:
    text = ngettext("%(days)s does not count.", "%(days)s do not count.", len(left))
    return text % {"days": listed([_left_out(one) for one in left])}


def _left_out(one: Counted) -> str:
    day = date_format(one.day, "l j F")
    if one.holiday and not one.weekend:
        return _("%(day)s (a bank holiday: %(name)s)") % {"day": day, "name": one.holiday}
    return day


def counted_rows(count: Count) -> list[tuple[str, str]]:
    """Each day of a count, and what it counts as."""
    return [(say_day(one.day), _counts_as(one)) for one in count.days]


def _counts_as(one: Counted) -> str:
    if one.number:
        return _("Day %(n)d") % {"n": one.number}
    return _("Does not count: %(why)s") % {"why": one.holiday or _("weekend")}
