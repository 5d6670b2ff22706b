"""Reads of reach and of how questions perform.

What comes out has been through `evaluation.disclosure`; there is no other way.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Job
from accounts.models import Post, Unit
from assessments.enums import Use
from assessments.models import Check, Question, Regrade
from core.dates import end_of_day
from courses.enums import PartKind
from courses.models import CompiledPart
from evaluation.disclosure import ProtectedTable, protect
from evaluation.itemreport import Document, Key
from evaluation.models import ItemReport
from evaluation.reach import RULES, Group, UnitName, Words, reach_table
from mandatory.models import Assignment, Requirement
from tracking.models import Registration
from tracking.queries import completion_events, current_versions


@dataclass(frozen=True)
class Reach:
    """Whom a requirement has reached by a day. `table` is None when it asked nobody."""

    slug: str
    requirement: str
    module_key: str
    as_at: datetime.date
    edition: str
    table: ProtectedTable | None


@dataclass(frozen=True)
class Choice:
    """A requirement that the figures can be had for, and the days on which."""

    slug: str
    name: str
    module_key: str
    days: Sequence[datetime.date]


def choices(today: datetime.date | None = None) -> list[Choice]:
    """The requirements that ever asked anybody, those that still do first."""
    day = today or timezone.localdate()
    first = dict(
        Assignment.objects.held()
        .values_list("requirement__slug")
        .annotate(first=Min("starts_on"))
        .filter(first__lte=day)
        .order_by()
    )
    found: dict[str, Choice] = {}
    rows = Requirement.objects.filter(slug__in=first).order_by("closed_on", "-effective_from")
    for row in sorted(rows, key=lambda one: (one.closed_on is not None, one.name)):
        days = days_since(first[row.slug], day)
        found.setdefault(row.slug, Choice(row.slug, row.name, row.module_key, days))
    return list(found.values())


def days_since(first: datetime.date, today: datetime.date) -> list[datetime.date]:
    """Today, and the ends of the months before it, the newest first.

    No other days: who could ask for any two would see what one person did between them. Today
    moves, so somebody who keeps a copy of each day still could; downloads are in the audit log.
    """
    days = [today]
    while (end := days[-1].replace(day=1) - datetime.timedelta(days=1)) >= first:
        days.append(end)
    return days


def reach(choice: Choice, *, as_at: datetime.date) -> Reach:
    """Who was asked, began and finished, by unit and post, as at the end of a day."""
    table = reach_table(_groups(choice, as_at), _units(), job_names(), _words())
    version = current_versions().get(choice.module_key)
    return Reach(
        slug=choice.slug,
        requirement=choice.name,
        module_key=choice.module_key,
        as_at=as_at,
        edition=version.edition if version else "",
        table=protect(table, RULES) if table else None,
    )


def _groups(choice: Choice, day: datetime.date) -> list[Group]:
    """People who were asked on the day, counted by where they work and how far they got.

    Put together here and not by the database: some plan "for each person, look whether"
    over the whole ledger each time.
    """
    moment = end_of_day(day)
    asked = Assignment.objects.held().filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=day),
        requirement__slug=choice.slug,
        starts_on__lte=day,
    )
    begun = Registration.objects.filter(module_key=choice.module_key, opened_at__lte=moment)
    finished = completion_events(choice.module_key).filter(occurred_at__lte=moment)
    begun_by = set(begun.values_list("user_id", flat=True))
    finished_by = set(finished.values_list("actor_id", flat=True))
    places: dict[int, tuple[str | None, str | None]] = {}
    held = Post.objects.held_on(day).order_by("starts_on", "pk")
    for holder, code, kind in held.values_list("user_id", "unit__code", "job").iterator():
        places.setdefault(holder, (code, kind))
    people: Counter[tuple[str | None, str | None, bool, bool]] = Counter()
    for user_id in set(asked.values_list("user_id", flat=True)):
        unit, job = places.get(user_id, (None, None))
        people[unit, job, user_id in begun_by, user_id in finished_by] += 1
    return [
        Group(unit, job, started, completed, number)
        for (unit, job, started, completed), number in people.items()
    ]


def _units() -> list[UnitName]:
    """All units, parents first."""
    codes: dict[str, str] = {}
    found = []
    for path, code, name in Unit.objects.order_by("path").values_list("path", "code", "name"):
        codes[path] = code
        found.append(UnitName(code, name, codes.get(path[: -Unit.steplen])))
    return found


def job_names() -> dict[str, str]:
    """Kinds of post in words."""
    return {job.value: str(job.label) for job in Job}


def _words() -> Words:
    return Words(
        total=_("Everybody"),
        nowhere=_("No post on that day"),
        directly_in=_("{unit}, not in a part of it"),
    )


# How questions perform --------------------------------------------------------------------


def banks_with_checks() -> dict[str, str]:
    """The banks that have questions for a check that counts, by name, with the check's title.

    Those of which there are figures come first.
    """
    titles = dict(Check.objects.order_by("-pk").values_list("bank", "title"))
    counting = Question.objects.filter(use=Use.COUNTING)
    banks = counting.order_by("bank").values_list("bank", flat=True).distinct()
    told = set(
        ItemReport.objects.exclude(document__items=[]).values_list("bank", flat=True).distinct()
    )
    return {bank: titles.get(bank, bank) for bank in sorted(banks, key=lambda one: one not in told)}


def item_report(bank: str) -> ItemReport | None:
    """The newest report on the questions of a bank, or None while there is none."""
    return ItemReport.objects.filter(bank=bank).order_by("-as_of", "-pk").first()


def released_questions(bank: str) -> dict[Key, Document]:
    """The questions of a bank as they were ever released, by ref and revision."""
    checks = CompiledPart.objects.filter(kind=PartKind.CHECK).order_by("pk")
    documents = checks.filter(document__bank=bank).values_list("document", flat=True)
    return {
        (question["ref"], question["revision"]): question
        for document in documents
        for question in document["questions"]
    }


def regraded_since(moment: datetime.datetime) -> frozenset[str]:
    """The refs of questions of which answers were marked anew since a moment."""
    since = Regrade.objects.filter(finished_at__gte=moment)
    return frozenset(since.values_list("ref", flat=True))
