"""The team as a manager sees it on one day: read once, counted in memory.

Whoever leads a unit sees it and the units below it as they lead them today; the people are
those who held a post there on the day that is asked about. Counting in memory keeps every
number on the screen, and every line of the download, from the same list.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Post, Unit, User
from accounts.queries import units_led_by
from core.errors import NotFound
from mandatory import queries as mandatory
from mandatory import wording
from mandatory.enums import NOT_ASKED, RANK, UP_TO_DATE, Status
from mandatory.models import Requirement, Window

NOTHING_ASKED = "nothing-asked"
OPEN = frozenset({Status.OVERDUE, Status.DUE_SOON, Status.TO_DO})
AHEAD = datetime.timedelta(days=30)
PEOPLE_AT_ONCE = 2000


@dataclass(frozen=True)
class Filters:
    """What of the team to show. `direct` leaves out the units below the chosen one."""

    as_of: datetime.date
    unit: str = ""
    direct: bool = False
    requirement: str = ""
    job: str = ""
    status: str = ""
    search: str = ""


@dataclass
class Person:
    """Somebody with a post in the chosen units on the day."""

    pk: int
    first_name: str
    last_name: str
    staff_number: str
    # (unit, job) of each post in the chosen units.
    posts: list[tuple[int, str]] = field(default_factory=list)
    # (requirement, status, due) of what is asked of them, as far as it is chosen.
    stands: list[tuple[int, Status, datetime.date | None]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def status(self) -> Status | None:
        """The status that matters most; None when nothing is asked."""
        found = min((RANK[status] for _key, status, _due in self.stands), default=None)
        return None if found is None else BY_RANK[found]

    def matches(self, words: Sequence[str]) -> bool:
        """Whether each word is in the name or the staff number."""
        text = f"{self.name} {self.staff_number}".casefold()
        return all(word in text for word in words)


BY_RANK = {rank: status for status, rank in RANK.items()}


@dataclass(frozen=True)
class Team:
    """The chosen units and their people on the day."""

    filters: Filters
    units: Mapping[int, Unit]
    # All units that the viewer leads, for the choice; and the one that is chosen.
    led: Sequence[Unit]
    chosen: Unit | None
    requirements: Mapping[int, Requirement]
    # Everybody in the chosen units, before status and search narrow the list.
    everybody: Sequence[Person]

    @property
    def people(self) -> list[Person]:
        """The people of the list: by what matters most, then by name."""
        words = self.filters.search.casefold().split()
        found = [one for one in self.everybody if self._is_shown(one) and one.matches(words)]
        last = len(RANK)
        return sorted(
            found,
            key=lambda one: (
                last if one.status is None else RANK[one.status],
                one.last_name.casefold(),
                one.first_name.casefold(),
                one.pk,
            ),
        )

    def _is_shown(self, person: Person) -> bool:
        wanted = self.filters.status
        if not wanted:
            return person.status is not None or not self.filters.requirement
        if wanted == NOTHING_ASKED:
            return person.status is None
        if wanted == Status.IN_DATE:
            return person.status in UP_TO_DATE
        return person.status == wanted

    @property
    def tally(self) -> Counter[Status | None]:
        """How many people stand how; finished for good counts as in date."""
        counts: Counter[Status | None] = Counter(one.status for one in self.everybody)
        counts[Status.IN_DATE] += counts.pop(Status.DONE, 0)
        return counts

    @property
    def overdue_ahead(self) -> int:
        """How many people will be overdue in 30 days if nothing more is finished."""
        day = self.filters.as_of + AHEAD
        return sum(
            any(due is not None and due < day for _key, _status, due in one.stands)
            for one in self.everybody
        )


def team(viewer: User, filters: Filters) -> Team:
    """The team of this viewer, in five queries. Raises NotFound for a unit that is not theirs."""
    led = list(units_led_by(viewer).order_by("path"))
    chosen = _chosen(led, filters.unit)
    if chosen is not None:
        filters = replace(filters, unit=chosen.code)
    scope = _scope(led, chosen, direct=filters.direct)
    people = _people(scope, filters)
    requirements = {
        row.pk: row for row in Requirement.objects.filter(_with_slug(filters)).order_by("name")
    }
    asked = set()
    for user_id, key, status, due_on in _stands(scope, filters, requirements):
        person = people.get(user_id)
        if person is not None:
            person.stands.append((key, Status(status), due_on))
            asked.add(key)
    return Team(
        filters=filters,
        units={unit.pk: unit for unit in led},
        led=led,
        chosen=chosen,
        requirements={key: row for key, row in requirements.items() if key in asked},
        everybody=list(people.values()),
    )


def _with_slug(filters: Filters) -> Q:
    return Q(slug=filters.requirement) if filters.requirement else Q()


def _chosen(led: Sequence[Unit], code: str) -> Unit | None:
    if not code:
        return None
    # People type addresses in small letters; a code that is written exactly so comes first.
    same = [unit for unit in led if unit.code.casefold() == code.casefold()]
    found = next((unit for unit in same if unit.code == code), same[0] if same else None)
    if found is None:
        raise NotFound(
            _("There is no unit with the code “%s” among those that you lead.") % code[:40]
        )
    return found


def _scope(led: Sequence[Unit], chosen: Unit | None, *, direct: bool) -> list[int]:
    """The ids of the units whose people are meant."""
    if chosen is None:
        return [unit.pk for unit in led]
    if direct:
        return [chosen.pk]
    return [unit.pk for unit in led if unit.path.startswith(chosen.path)]


def _posts(scope: Collection[int], filters: Filters) -> QuerySet[Post]:
    posts = Post.objects.held_on(filters.as_of).filter(unit__in=scope)
    return posts.filter(job=filters.job) if filters.job else posts


def _people(scope: Collection[int], filters: Filters) -> dict[int, Person]:
    rows = (
        _posts(scope, filters)
        .order_by("pk")
        .values_list(
            "user_id",
            "user__first_name",
            "user__last_name",
            "user__staff_number",
            "unit_id",
            "job",
        )
    )
    people: dict[int, Person] = {}
    for user_id, first_name, last_name, number, unit_id, job in rows.iterator(chunk_size=5000):
        person = people.get(user_id)
        if person is None:
            person = people[user_id] = Person(user_id, first_name, last_name, number or "")
        person.posts.append((unit_id, job))
    return people


def _stands(
    scope: Collection[int], filters: Filters, requirements: Collection[int]
) -> Iterable[tuple[int, int, str, datetime.date | None]]:
    rows = Window.objects.on(filters.as_of).filter(
        user__in=_posts(scope, filters).values("user_id")
    )
    if filters.requirement:
        rows = rows.filter(requirement__in=list(requirements))
    return rows.statuses(filters.as_of)


# By unit and requirement ------------------------------------------------------------------


@dataclass
class Count:
    """People of one unit and one requirement, by how they stand."""

    statuses: Counter[Status] = field(default_factory=Counter)

    @property
    def must(self) -> int:
        """Those who must: the away and the exempt are left out."""
        return sum(n for status, n in self.statuses.items() if status not in NOT_ASKED)

    @property
    def in_date(self) -> int:
        """Those who are in date, finished for good included."""
        return sum(self.statuses[status] for status in UP_TO_DATE)

    @property
    def overdue(self) -> int:
        """Those who are overdue."""
        return self.statuses[Status.OVERDUE]

    @property
    def soon(self) -> int:
        """Those for whom it is due within 30 days."""
        return self.statuses[Status.DUE_SOON]


@dataclass
class Group:
    """A row of the table: a unit with all below it, or (`direct`) the unit alone."""

    unit: Unit
    direct: bool
    people: int = 0
    away: int = 0
    counts: dict[int, Count] = field(default_factory=dict)


def groups(found: Team) -> list[Group]:
    """The rows: the units at the top of what is chosen, each with what is below it."""
    rows = _rows(found)
    row_of = {
        unit.pk: next((row for row in rows if _holds(row, unit)), None)
        for unit in found.units.values()
    }
    for person in found.everybody:
        mine = {id(row): row for pk, _job in person.posts if (row := row_of.get(pk)) is not None}
        for row in mine.values():
            row.people += 1
            row.away += person.status == Status.AWAY
            for key, status, _due in person.stands:
                row.counts.setdefault(key, Count()).statuses[status] += 1
    return [row for row in rows if row.people]


def _holds(row: Group, unit: Unit) -> bool:
    return unit.pk == row.unit.pk if row.direct else _is_below(unit, row.unit)


def _is_below(unit: Unit, top: Unit) -> bool:
    """Whether a unit is another or below it."""
    path: str = unit.path
    return path.startswith(top.path)


def _rows(found: Team) -> list[Group]:
    tops = [found.chosen] if found.chosen else _tops(found.led)
    if found.chosen and found.filters.direct:
        return [Group(found.chosen, direct=True)]
    if len(tops) != 1:
        return [Group(unit, direct=False) for unit in tops]
    (top,) = tops
    below = [
        unit for unit in found.led if unit.path.startswith(top.path) and unit.depth == top.depth + 1
    ]
    return [*(Group(unit, direct=False) for unit in below), Group(top, direct=True)]


def _tops(led: Sequence[Unit]) -> list[Unit]:
    """Units that are not below another one that is led. `led` is in tree order."""
    tops: list[Unit] = []
    for unit in led:
        if not tops or not unit.path.startswith(tops[-1].path):
            tops.append(unit)
    return tops


# Sentences --------------------------------------------------------------------------------


def sentences(people: Iterable[Person], found: Team) -> dict[int, list[str]]:
    """Why these people stand as they do, in one query: what is open, or else everything."""
    chosen = {one.pk: one for one in people}
    rows = (
        mandatory.standings(as_of=found.filters.as_of)
        .filter(user__in=list(chosen), requirement__in=list(found.requirements))
        .order_by("due_on", "requirement__name")
    )
    said: dict[int, list[tuple[Status, str]]] = {}
    for row in rows:
        status, sentence = _why(row, found)
        said.setdefault(row.user_id, []).append((status, sentence))
    return {
        key: [text for status, text in lines if status in OPEN] or [text for _s, text in lines]
        for key, lines in said.items()
    }


def _why(row: Window, found: Team) -> tuple[Status, str]:
    standing = mandatory.standing_in(row, as_of=found.filters.as_of)
    terms = wording.Terms.of(found.requirements[row.requirement_id])
    return standing.status, wording.why(standing, terms)


def lines(found: Team) -> Iterator[tuple[Person, int | None, tuple[Any, ...]]]:
    """Every person of the list with each requirement and its facts (`mandatory.WINDOW_FACTS`).

    In the order of the screen, for the download: read a batch of people at a time, and as
    bare rows, because there may be many thousands. (person, None, ()) when nothing is asked.
    """
    people = found.people
    for begin in range(0, len(people), PEOPLE_AT_ONCE):
        batch = people[begin : begin + PEOPLE_AT_ONCE]
        rows: dict[int, list[tuple[Any, ...]]] = {}
        windows = Window.objects.on(found.filters.as_of).filter(
            user__in=[one.pk for one in batch], requirement__in=list(found.requirements)
        )
        facts = windows.order_by("due_on", "pk").values_list(
            "user_id", "requirement_id", *mandatory.WINDOW_FACTS
        )
        for row in facts.iterator(chunk_size=PEOPLE_AT_ONCE):
            rows.setdefault(row[0], []).append(row)
        for person in batch:
            mine = rows.get(person.pk)
            if mine is None:
                yield person, None, ()
                continue
            for row in mine:
                yield person, row[1], row[2:]
