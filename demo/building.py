"""Puts invented people and their history on record, through the doors that imports use."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Job
from accounts.models import Post, Unit, User
from accounts.services import (
    Move,
    NewPerson,
    NewUnit,
    add_people,
    add_units,
    deactivate_people,
    move_people,
)
from core.dates import add_months
from core.errors import NotFound
from core.models import AuditEntry
from core.services import audit
from demo.attempts import add_attempts
from demo.history import Done, History, Part, Run, Setting, Someone, Way, history
from demo.staff_file import StaffRow, staff
from demo.stories import add_stories
from mandatory.models import Requirement
from mandatory.services import (
    NewAbsence,
    NewExemption,
    grant_exemptions,
    record_absences,
    set_requirement,
)
from tracking.enums import Verb
from tracking.models import ModuleVersion
from tracking.queries import current_version
from tracking.services import NewPart, NewRun, complete_many, record_prior

MODULE = "victims-code"
REQUIREMENT = "The Victims’ Code in practice"
SIMULATED = "history.simulated"
AT_ONCE = 1000
# Each keeps its questions, some 20 kB: more would fill the disk and tell no more of questions.
MOST_ATTEMPTS = 10_000
Row = TypeVar("Row")
# What is done, how many of how many: (label, total) gives a function that takes steps.
Tell = Callable[[str, int], Callable[[int], None]]


@dataclass
class Simulated:
    """What a call of `simulate` added."""

    people: int = 0
    runs: int = 0
    completions: int = 0
    attempts: int = 0
    rest: History = field(default_factory=History)


@transaction.atomic
def simulate(
    *,
    people: int,
    months: int,
    seed: int,
    tell: Tell,
    ways: Mapping[str, Way] | None = None,
) -> Simulated:
    """Add so many people with a history of so many months: all of it, or nothing.

    Who was added by an earlier call with the same seed stays as they are, so the same call
    twice changes nothing and a larger one adds the difference. `ways` settles how some
    people deal with their training, by staff number. Raises NotFound while the module is
    not released.
    """
    version = current_version(MODULE)
    if version is None:
        raise NotFound(
            _("The module is not released. First: manage.py load_content content/ --release")
        )
    now = timezone.now()
    today = timezone.localdate(now)
    rows = list(staff(people, seed=seed, on=today))
    begin = _simulated_before(seed)
    added = Simulated(people=max(len(rows) - begin, 0))
    if not added.people:
        return added
    users = _add(rows, begin, tell)
    minutes = max(version.minutes // len(version.manifest["parts"]), 1)
    setting = Setting(
        start=add_months(today, -months),
        now=now,
        seed=seed,
        parts=[
            Part(part["iri"], part["satisfied_by"], minutes) for part in version.manifest["parts"]
        ],
        unit_codes=sorted({row.unit_code for row in rows if row.job != Job.SUPERVISOR}),
    )
    _live(version, rows[begin:], users, setting, ways or {}, added, tell)
    _change_posts(added.rest)
    _record_priors(added.rest)
    requirement = _require(setting.start)
    _pause(added.rest, requirement, users)
    audit(
        by=None,
        action=SIMULATED,
        obj=requirement,
        after={"people": people, "months": months, "seed": seed},
    )
    return added


def _simulated_before(seed: int) -> int:
    entries = AuditEntry.objects.filter(action=SIMULATED).values_list("after", flat=True)
    return max((after["people"] for after in entries if after["seed"] == seed), default=0)


def _add(rows: Sequence[StaffRow], begin: int, tell: Tell) -> dict[str, User]:
    """Units and people; the people from `begin` on, by staff number."""
    units = {row.unit_code: row for row in rows}
    add_units(
        by=None,
        units=[
            NewUnit(code=row.unit_code, name=row.unit_name, parent_code=row.parent_unit_code)
            for row in units.values()
        ],
    )
    users: dict[str, User] = {}
    step = tell(_("People"), len(rows) - begin)
    for chunk in chunks(islice(rows, begin, None)):
        for user in add_people(by=None, people=[_new_person(row) for row in chunk]):
            users[str(user.staff_number)] = user
        step(len(chunk))
    return users


def _new_person(row: StaffRow) -> NewPerson:
    return NewPerson(
        email=row.email,
        staff_number=row.staff_number,
        first_name=row.first_name,
        last_name=row.last_name,
        joined_on=datetime.date.fromisoformat(row.joined_on),
        unit_code=row.unit_code,
        job=row.job,
        title=row.title,
        leads=bool(row.leads),
    )


def _live(
    version: ModuleVersion,
    rows: Sequence[StaffRow],
    users: Mapping[str, User],
    setting: Setting,
    ways: Mapping[str, Way],
    added: Simulated,
    tell: Tell,
) -> None:
    """The runs through the module, some people at a time; the rest of the history is kept."""
    step = tell(_("Their training"), len(rows))
    for chunk in chunks(rows):
        told = history(
            [
                Someone(
                    number=row.staff_number,
                    user_id=users[row.staff_number].pk,
                    joined_on=datetime.date.fromisoformat(row.joined_on),
                    unit_code=row.unit_code,
                    leads=bool(row.leads),
                    way=ways.get(row.staff_number),
                )
                for row in chunk
            ],
            setting,
        )
        outcome = complete_many(
            by=None, runs=[new_run(run) for run in told.runs], recorded_as_it_happened=True
        )
        if added.attempts < MOST_ATTEMPTS:
            added.attempts += add_attempts(version, told.runs, seed=setting.seed)
            add_stories(version, told.runs, seed=setting.seed)
        added.runs += len(told.runs)
        added.completions += outcome.completions
        for name in ("moves", "leavers", "absences", "exemptions", "priors"):
            getattr(added.rest, name).extend(getattr(told, name))
        step(len(chunk))


def new_run(run: Run) -> NewRun:
    """A run as the record takes it."""
    return NewRun(
        user_id=run.user_id,
        module_key=MODULE,
        opened_at=run.opened_at,
        parts=[_new_part(done) for done in run.parts],
    )


def _new_part(done: Done) -> NewPart:
    marked = done.verb in (Verb.PASSED, Verb.FAILED)
    return NewPart(
        object_iri=done.iri,
        verb=Verb(done.verb),
        occurred_at=done.at,
        success=done.verb == Verb.PASSED if marked else None,
        result={"band": done.band} if done.band else {},
    )


def _change_posts(told: History) -> None:
    units = {unit.code: unit for unit in Unit.objects.all()}
    posts = _open_posts([move.user_id for move in told.moves])
    move_people(
        by=None,
        moves=[
            Move(
                post=posts[move.user_id],
                unit=units[move.unit_code],
                job=Job(posts[move.user_id].job),
                on=move.on,
                title=posts[move.user_id].title,
            )
            for move in told.moves
            if move.user_id in posts
        ],
    )
    by_day: dict[datetime.date, list[int]] = {}
    for user_id, on in told.leavers:
        by_day.setdefault(on, []).append(user_id)
    for on, ids in sorted(by_day.items()):
        leaving = list(User.objects.filter(pk__in=ids).order_by("pk"))
        deactivate_people(by=None, users=leaving, on=on, reason="Left")


def _open_posts(user_ids: Sequence[int]) -> dict[int, Post]:
    return {
        post.user_id: post
        for ids in chunks(user_ids)
        for post in Post.objects.filter(user__in=ids, ends_on=None).select_related("user", "unit")
    }


def _record_priors(told: History) -> None:
    """Back-dated, by the leader of the unit: what they learnt elsewhere."""
    posts = _open_posts([prior.user_id for prior in told.priors])
    leaders = {
        post.unit_id: post.user
        for post in Post.objects.filter(leads=True, ends_on=None).select_related("user")
    }
    for prior in told.priors:
        post = posts.get(prior.user_id)
        leader = leaders.get(post.unit_id) if post else None
        if post is not None and leader is not None and leader.pk != prior.user_id:
            record_prior(
                by=leader,
                user=post.user,
                module_key=MODULE,
                completed_on=prior.completed_on,
                reason="Took the same course at the force they came from",
                evidence="Certificate seen",
            )


def _require(start: datetime.date) -> Requirement:
    """Everybody takes the module within 28 days, and every 12 months; what is set already stays."""
    standing = Requirement.objects.filter(module_key=MODULE, closed_on=None).first()
    return standing or set_requirement(
        by=None, name=REQUIREMENT, module_key=MODULE, slug=MODULE, effective_from=start
    )


def _pause(told: History, requirement: Requirement, users: Mapping[str, User]) -> None:
    by_id = {user.pk: user for user in users.values()}
    record_absences(
        by=None,
        absences=[
            NewAbsence(user=by_id[span.user_id], from_on=span.from_on, until=span.until)
            for span in told.absences
        ],
    )
    head = User.objects.filter(posts__leads=True, posts__ends_on=None).order_by("pk").first()
    if head is None:
        return
    grant_exemptions(
        by=None,
        exemptions=[
            NewExemption(
                user=by_id[span.user_id],
                requirement=requirement,
                from_on=span.from_on,
                until=span.until,
                reason=span.reason,
                approver=head,
            )
            for span in told.exemptions
            if span.user_id != head.pk
        ],
    )


def chunks(rows: Iterable[Row], size: int = AT_ONCE) -> Iterator[list[Row]]:
    """The rows in lists of at most so many."""
    remaining = iter(rows)
    while chunk := list(islice(remaining, size)):
        yield chunk
