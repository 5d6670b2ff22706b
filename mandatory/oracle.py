"""The naive second opinion: where somebody stands, worked out a day at a time.

It shares nothing with `schedule.py` and `matching.py` (import-linter forbids it) and reads
the rawest facts there are: posts, completions in the ledger, releases, absences. Slow and
obvious on purpose; `manage.py verify_record` compares it with what the site shows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Post:
    """A post; `until` is its last day."""

    unit: int
    job: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Rule:
    """A requirement. `units` and `jobs` are None when it does not ask about them."""

    since: date
    until: date | None
    first_days: int
    repeat_months: int | None
    units: Collection[int] | None = None
    jobs: Collection[str] | None = None
    # Whether it asks nobody before they have finished one of the parts that it is about.
    learnt: bool = False


@dataclass(frozen=True)
class Completion:
    """A completion, and the number of the newest version that it is good for."""

    day: date
    version: int


@dataclass(frozen=True)
class Retake:
    """Everybody whose completion is good for an earlier version only retakes by a day."""

    version: int
    released: date
    by: date


Break = tuple[date, date | None]


@dataclass(frozen=True)
class Person:
    """What is known about one person and one requirement."""

    posts: Sequence[Post]
    completions: Sequence[Completion] = ()
    absences: Sequence[Break] = ()
    exemptions: Sequence[Break] = ()
    # What was due under the terms that this requirement replaced.
    carried: date | None = None
    # The days on which they finished a part that the requirement is about.
    learnt: Sequence[date] = ()


def asked(person: Person, rule: Rule, day: date) -> bool:
    """Whether the requirement asks this person on this day."""
    if day < rule.since or (rule.until is not None and day > rule.until):
        return False
    if rule.learnt and not any(learnt <= day for learnt in person.learnt):
        return False
    for post in person.posts:
        if post.since <= day and (post.until is None or day <= post.until):
            unit_fits = rule.units is None or post.unit in rule.units
            job_fits = rule.jobs is None or post.job in rule.jobs
            if unit_fits and job_fits:
                return True
    return False


def on_break(breaks: Sequence[Break], day: date) -> bool:
    """Whether a day lies in one of the breaks."""
    return any(since <= day and (until is None or day <= until) for since, until in breaks)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last day of that month."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month > 12:
            year, month = year + 1, 1
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def put_off(person: Person, start: date, due: date, today: date) -> date:
    """The due date when each day of a break, up to today, puts it off by one."""
    breaks = [*person.absences, *person.exemptions]
    if not breaks:
        return due
    day = start + ONE_DAY
    while day <= due:
        if day < today and on_break(breaks, day):
            due += ONE_DAY
        day += ONE_DAY
    return due


def begun(person: Person, rule: Rule, today: date) -> date:
    """The first of the unbroken run of days, up to today, on which they are asked."""
    day = today
    while asked(person, rule, day - ONE_DAY):
        day -= ONE_DAY
    return day


def verdict(
    person: Person, rule: Rule, retakes: Sequence[Retake], today: date
) -> tuple[str, date | None] | None:
    """The status and the due date at the end of a day; None when they are not asked."""
    if not asked(person, rule, today):
        return None
    if on_break(person.exemptions, today):
        return "exempt", None
    if on_break(person.absences, today):
        return "away", None
    start = begun(person, rule, today)
    first = start + timedelta(days=rule.first_days)
    if person.carried is not None and start == rule.since and person.carried < first:
        first = person.carried
    first = put_off(person, start, first, today)

    last = None
    for completion in person.completions:
        if completion.day <= today and (
            last is None or (completion.day, completion.version) > (last.day, last.version)
        ):
            last = completion
    if last is None:
        return _judged(first, today, never_done=True)

    dates = []
    if rule.repeat_months is not None:
        dates.append(put_off(person, last.day, months_later(last.day, rule.repeat_months), today))
    for retake in retakes:
        if retake.released <= today and retake.version > last.version:
            dates.append(put_off(person, retake.released, retake.by, today))
    if not dates:
        return "done", None
    due = min(dates)
    if last.day < start and due < first:
        return _judged(first, today, never_done=True)
    return _judged(due, today, never_done=False)


def _judged(due: date, today: date, *, never_done: bool) -> tuple[str, date]:
    if today > due:
        return "overdue", due
    if (due - today).days <= 30:
        return "due-soon", due
    return ("to-do" if never_done else "in-date"), due
