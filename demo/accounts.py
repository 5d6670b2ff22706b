"""The demo's six accounts and their places, made through services. Twice changes nothing."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.enums import Job, Role
from accounts.models import Unit, User
from accounts.services import grant_role, open_post
from care.queries import contacts_to_check
from care.services import mark_checked
from core.dates import LONDON, add_months
from demo.attempts import add_attempts
from demo.building import MODULE, Simulated, Tell, new_run, simulate
from demo.history import Done, Run, Way
from demo.people import ACCOUNTS, PASSWORD
from demo.staff_file import StaffRow, staff
from evaluation.services import make_item_reports
from mandatory.services import send_due_reminders
from tracking.enums import Verb
from tracking.queries import current_version
from tracking.services import complete_many

SEED, MONTHS = 1, 12
# The first station that any force gets: about 60 people in three teams.
STATION, TEAM = "F1-001", "F1-001A"
# What the manager should find among their people, whatever the dice say.
SHOWN = (
    Way.NEVER, Way.RUNNING_OUT, Way.AWAY, Way.EXEMPT, Way.LATE, Way.PARTIAL, Way.PRIOR, Way.PROMPT,
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """Who an account of the demo is."""

    first_name: str
    last_name: str
    role: Role | None = None


PEOPLE = {
    "practitioner": Account("Amina", "Yusuf"),
    "manager": Account("Helen", "Marsh"),
    "editor": Account("Joel", "Mensah", Role.EDITOR),
    "reviewer": Account("Farah", "Lowe", Role.REVIEWER),
    "evaluator": Account("Ines", "Carvalho", Role.EVALUATOR),
    "admin": Account("Alex", "Rowe", Role.ADMINISTRATOR),
}


@transaction.atomic
def load_demo(*, people: int, tell: Tell) -> Simulated:
    """Six accounts with their roles, a force of so many people with a year behind them.

    All of it or nothing; what is there already stays as it is. Raises NotFound while the
    module is not released.
    """
    accounts = {email.partition("@")[0]: _account(email) for email, _does in ACCOUNTS}
    today = timezone.localdate()
    rows = list(staff(people, seed=SEED, on=today))
    added = simulate(people=people, months=MONTHS, seed=SEED, tell=tell, ways=_ways(rows, today))
    _place(accounts)
    if added.people:
        _learnt_before(accounts["manager"], today)
    # Whoever runs the demo is taken to have rung them: an unchecked contact is not shown.
    mark_checked(by=accounts["admin"], contacts=list(contacts_to_check()), on=today)
    # Invented people have no letter boxes: what is in season counts as sent.
    send_due_reminders(today=today, letters=False)
    make_item_reports()
    return added


def _account(email: str) -> User:
    name = email.partition("@")[0]
    person = PEOPLE[name]
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        # The practitioner has just begun; the manager has been here for long.
        days = {"practitioner": 18, "manager": 2600}.get(name)
        make = User.objects.create_superuser if name == "admin" else User.objects.create_user
        user = make(
            email,
            PASSWORD,
            first_name=person.first_name,
            last_name=person.last_name,
            joined_on=timezone.localdate() - datetime.timedelta(days=days) if days else None,
        )
    if person.role is not None:
        grant_role(by=None, user=user, role=person.role, reason="Demonstration")
    return user


def _place(accounts: Mapping[str, User]) -> None:
    """The manager leads a station, the practitioner works in it; the others hold no post."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[STATION, TEAM])}
    for name, code, job, title in (
        ("manager", STATION, Job.SUPERVISOR, "Chief inspector"),
        ("practitioner", TEAM, Job.RESPONSE_OFFICER, "Police constable"),
    ):
        user = accounts[name]
        if not user.posts.exists():
            open_post(
                by=None,
                user=user,
                unit=units[code],
                job=job,
                starts_on=user.joined_on or timezone.localdate(),
                leads=name == "manager",
                title=title,
            )


def _learnt_before(user: User, today: datetime.date) -> None:
    """The manager finished the module a good three months ago, and is offered a refresher."""
    version = current_version(MODULE)
    if version is None:
        return
    moment = datetime.datetime.combine(
        add_months(today, -3) - datetime.timedelta(days=5), datetime.time(10), tzinfo=LONDON
    )
    done = []
    for part in version.manifest["parts"]:
        moment += datetime.timedelta(minutes=14)
        passes = part["satisfied_by"] == Verb.PASSED
        done.append(Done(part["iri"], part["satisfied_by"], moment, "secure" if passes else ""))
    run = Run(user.pk, done[0].at - datetime.timedelta(minutes=14), tuple(done))
    complete_many(by=None, runs=[new_run(run)], recorded_as_it_happened=True)
    add_attempts(version, [run], seed=SEED)


def _ways(rows: Sequence[StaffRow], today: datetime.date) -> dict[str, Way]:
    """How some people of the station deal with their training: people of long standing."""
    year_ago = add_months(today, -MONTHS).isoformat()
    settled = [
        row.staff_number
        for row in rows
        if row.unit_code.startswith(STATION) and not row.leads and row.joined_on < year_ago
    ]
    return dict(zip(settled, SHOWN, strict=False))
