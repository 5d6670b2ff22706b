"""The oracle over live data: what the site shows against what the rawest facts say."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from accounts.models import Post, User
from core.dates import london_day
from mandatory import oracle, queries
from mandatory.enums import Audience
from mandatory.models import Absence, Assignment, Exemption, Requirement
from tracking.enums import ReleaseKind, Verb
from tracking.models import Event, ModuleVersion
from tracking.queries import completion_events

PEOPLE_AT_ONCE = 2000
Verdict = tuple[str, datetime.date | None] | None


@dataclass(frozen=True)
class Disagreement:
    """One person and requirement for whom the two differ."""

    user_id: int
    requirement: Requirement
    shown: Verdict
    expected: Verdict


@dataclass
class Checked:
    """How many standings were compared so far."""

    compared: int = 0


def disagreements(
    *, as_of: datetime.date | None = None, checked: Checked | None = None
) -> Iterator[Disagreement]:
    """Every standing that the oracle sees otherwise; a few queries a batch of people."""
    day = as_of or queries.today()
    counter = checked or Checked()
    people = sorted(
        {
            *User.objects.filter(posts__isnull=False).values_list("pk", flat=True),
            *Assignment.objects.held().values_list("user_id", flat=True),
        }
    )
    for requirement in Requirement.objects.order_by("pk"):
        rule, retakes = _rule(requirement), _retakes(requirement.module_key)
        for begin in range(0, len(people), PEOPLE_AT_ONCE):
            batch = people[begin : begin + PEOPLE_AT_ONCE]
            counter.compared += len(batch)
            yield from _compare(batch, requirement, rule, retakes, day)


def _compare(
    batch: Collection[int],
    requirement: Requirement,
    rule: oracle.Rule,
    retakes: list[oracle.Retake],
    day: datetime.date,
) -> Iterator[Disagreement]:
    rows = queries.standings(as_of=day).filter(user_id__in=batch, requirement=requirement)
    shown: dict[int, Verdict] = {
        row.user_id: (queries.standing_in(row, as_of=day).status.value, row.due_on) for row in rows
    }
    persons = _persons(batch, requirement)
    for user_id in batch:
        expected = oracle.verdict(persons[user_id], rule, retakes, day)
        if shown.get(user_id) != expected:
            yield Disagreement(user_id, requirement, shown.get(user_id), expected)


def _rule(requirement: Requirement) -> oracle.Rule:
    units: set[int] | None = None
    if requirement.audience == Audience.UNITS:
        units = set()
        for unit in requirement.units.all():
            units |= {unit.pk, *unit.get_descendants().values_list("pk", flat=True)}
    return oracle.Rule(
        since=requirement.effective_from,
        until=requirement.closed_on,
        first_days=requirement.first_days,
        repeat_months=requirement.repeat_months,
        units=units,
        jobs=set(requirement.jobs) if requirement.audience == Audience.JOBS else None,
        learnt=requirement.audience == Audience.LEARNT,
    )


def _retakes(module_key: str) -> list[oracle.Retake]:
    asking = ModuleVersion.objects.filter(
        module_key=module_key,
        kind=ReleaseKind.MATERIAL,
        retake_by__isnull=False,
        withdrawn_at__isnull=True,
    )
    return [
        oracle.Retake(number, london_day(released_at), retake_by)
        for number, released_at, retake_by in asking.values_list(
            "number", "released_at", "retake_by"
        )
        if retake_by is not None
    ]


def _persons(batch: Collection[int], requirement: Requirement) -> dict[int, oracle.Person]:
    posts: dict[int, list[oracle.Post]] = {}
    for user_id, unit, job, since, until in Post.objects.filter(user_id__in=batch).values_list(
        "user_id", "unit_id", "job", "starts_on", "ends_on"
    ):
        posts.setdefault(user_id, []).append(oracle.Post(unit, job, since, until))
    absences: dict[int, list[oracle.Break]] = {}
    for away in Absence.objects.held().filter(user_id__in=batch):
        absences.setdefault(away.user_id, []).append((away.from_on, away.until))
    exemptions: dict[int, list[oracle.Break]] = {}
    for exempt in Exemption.objects.held().filter(user_id__in=batch, requirement=requirement):
        exemptions.setdefault(exempt.user_id, []).append((exempt.from_on, exempt.until))
    carried = dict(
        Assignment.objects.held()
        .filter(user_id__in=batch, requirement=requirement, carried_due_on__isnull=False)
        .values_list("user_id", "carried_due_on")
    )
    completions = _completions(batch, requirement.module_key)
    learnt = _learnt(batch, requirement)
    return {
        user_id: oracle.Person(
            posts=posts.get(user_id, []),
            completions=completions.get(user_id, []),
            absences=absences.get(user_id, []),
            exemptions=exemptions.get(user_id, []),
            carried=carried.get(user_id),
            learnt=learnt.get(user_id, ()),
        )
        for user_id in batch
    }


def _completions(batch: Collection[int], module_key: str) -> dict[int, list[oracle.Completion]]:
    """From the ledger itself; prior learning is good for the version that was newest then."""
    versions = list(
        ModuleVersion.objects.filter(module_key=module_key).values_list("released_at", "number")
    )
    found: dict[int, list[oracle.Completion]] = {}
    events = completion_events(module_key).filter(actor_id__in=batch).order_by()
    for user_id, moment, number in events.values_list("actor_id", "occurred_at", "version__number"):
        newest = max((n for released, n in versions if released <= moment), default=0)
        good_for = newest if number is None else number
        found.setdefault(user_id, []).append(oracle.Completion(london_day(moment), good_for))
    return found


def _learnt(batch: Collection[int], requirement: Requirement) -> dict[int, list[datetime.date]]:
    """From the ledger itself: when each person finished a part that the requirement is about."""
    about = set(requirement.taught.values_list("version_id", "part_iri"))
    if not about:
        return {}
    events = Event.objects.standing().filter(
        actor_id__in=batch, object_iri__in={iri for _version, iri in about}
    )
    found: dict[int, list[datetime.date]] = {}
    for user_id, verb, version_id, iri, moment in events.values_list(
        "actor_id", "verb", "version_id", "object_iri", "occurred_at"
    ):
        if verb in (Verb.COMPLETED, Verb.PASSED) and (version_id, iri) in about:
            found.setdefault(user_id, []).append(london_day(moment))
    return found
