"""The staff feed: a file checked, imported, stopped by the brake, and undone by new facts."""

import datetime
import zlib
from io import BytesIO
from typing import BinaryIO

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Job
from accounts.feed import Feed, read
from accounts.feed_plan import Plan, make_plan
from accounts.feed_wording import told
from accounts.models import StaffFeedRun, User
from accounts.queries import known_people, known_units
from accounts.services.feed_steps import apply_plan
from core.errors import Conflict, InvalidInput, NotFound
from core.services import audit, enqueue

STATE = StaffFeedRun.State
KEPT_PROBLEMS = 1000
MAX_UPLOAD = 50 * 1024 * 1024
WAITS_FOR = datetime.timedelta(days=14)
# Any number will do, as long as nothing else in the database uses it.
LOCK = 7_410_221


def import_staff(
    *,
    by: User | None,
    source: BinaryIO,
    name: str,
    dry_run: bool = False,
    confirm_mass_change: bool = False,
) -> StaffFeedRun:
    """Import a staff file and return the run that records it, whatever became of it.

    The run's state is REFUSED when the file could not be read, HELD when the mass-change
    brake stopped it, CHECKED after a dry run, else APPLIED. Good rows are applied, others
    are listed in `problems`. The same file a second time changes nothing.
    """
    feed = _read(source)
    with transaction.atomic():
        run = _new_run(by, name, feed)
        if not feed.cannot_be_used:
            _carry_out(run, feed, by, dry_run=dry_run, confirmed=confirm_mass_change)
    return run


def receive_staff_file(*, by: User, source: BinaryIO, size: int, name: str) -> StaffFeedRun:
    """Check an uploaded file without changing anything, and keep it until it is confirmed.

    `size` is in bytes. Raises `InvalidInput` for a file that is too large for an upload.
    """
    if size > MAX_UPLOAD:
        raise InvalidInput(
            _("The file is larger than 50 MB. Import it with the command import_staff instead.")
        )
    run = import_staff(by=by, source=source, name=name, dry_run=True)
    if run.state == STATE.CHECKED:
        source.seek(0)
        run.content = zlib.compress(source.read())
        run.save(update_fields=["content"])
    return run


@transaction.atomic
def confirm_staff_file(*, by: User, run_id: int, confirm_mass_change: bool = False) -> StaffFeedRun:
    """Have a checked file imported as soon as may be; asking twice changes nothing.

    Raises `NotFound` for an unknown run and `Conflict` for one that is not waiting for it.
    """
    run = _locked(run_id)
    if run.state in (STATE.QUEUED, STATE.APPLIED):
        return run
    if run.content is None or run.state not in (STATE.CHECKED, STATE.HELD):
        raise Conflict(_("This file is no longer waiting to be imported. Send it again."))
    run.state = STATE.QUEUED
    run.save(update_fields=["state"])
    audit(by=by, action="staff_feed.confirmed", obj=run, after={"mass": confirm_mass_change})
    enqueue(
        kind="accounts.staff_feed",
        key=f"accounts.staff_feed:{run.pk}:{timezone.now().isoformat()}",
        payload={"run": run.pk, "by": by.pk, "confirm_mass_change": confirm_mass_change},
    )
    return run


@transaction.atomic
def import_confirmed_file(*, by: User, run_id: int, confirm_mass_change: bool) -> StaffFeedRun:
    """Import the file of a queued run against the facts as they are now."""
    run = _locked(run_id)
    if run.state != STATE.QUEUED or run.content is None:
        return run
    feed = _read(BytesIO(zlib.decompress(bytes(run.content))))
    _carry_out(run, feed, by, dry_run=False, confirmed=confirm_mass_change)
    if run.state == STATE.APPLIED:
        # It holds everybody's details; its hash says which file it was.
        run.content = None
        run.save(update_fields=["content"])
    return run


@transaction.atomic
def forget_staff_files() -> int:
    """Drop the files that nobody has imported for a fortnight; how many. Their runs stay.

    They hold everybody's details, and by then the staff list is another one.
    """
    old = StaffFeedRun.objects.filter(
        content__isnull=False, received_at__lt=timezone.now() - WAITS_FOR
    )
    return old.update(content=None)


def _read(source: BinaryIO) -> Feed:
    jobs = {value: value for value in Job.values}
    jobs |= {str(job.label).lower(): job.value for job in Job}
    return read(source, today=timezone.localdate(), jobs=jobs)


def _new_run(by: User | None, name: str, feed: Feed) -> StaffFeedRun:
    run = StaffFeedRun.objects.create(
        by=by,
        file_name=name[-200:],
        file_hash=feed.sha256,
        state=STATE.REFUSED if feed.cannot_be_used else STATE.CHECKED,
        problems=told(feed.problems[:KEPT_PROBLEMS]),
        problem_count=len(feed.problems),
    )
    audit(by=by, action="staff_feed.received", obj=run, after={"file": feed.sha256})
    return run


def _carry_out(
    run: StaffFeedRun, feed: Feed, by: User | None, *, dry_run: bool, confirmed: bool
) -> None:
    _one_at_a_time()
    plan = make_plan(feed, known_people(), known_units(), never_leaves=by.pk if by else None)
    problems = sorted([*feed.problems, *plan.problems], key=lambda p: (p.line, p.column))
    run.problems = told(problems[:KEPT_PROBLEMS])
    run.problem_count = len(problems)
    run.counts = plan.counts()
    if not feed.rows:
        # Nothing in it could be used, so there is nothing to import either.
        run.state = STATE.REFUSED
    elif plan.brakes and not confirmed and not dry_run:
        run.state = STATE.HELD
    elif dry_run:
        run.state = STATE.CHECKED
    else:
        _apply(run, plan, by)
    run.save()


def _apply(run: StaffFeedRun, plan: Plan, by: User | None) -> None:
    run.done = apply_plan(by=by, plan=plan, on=timezone.localdate(), run_id=run.pk)
    run.state = STATE.APPLIED
    run.applied_at = timezone.now()
    audit(by=by, action="staff_feed.applied", obj=run, after={"counts": run.counts})


def _locked(run_id: int) -> StaffFeedRun:
    run = StaffFeedRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise NotFound(_("There is no staff feed run %s.") % run_id)
    return run


def _one_at_a_time() -> None:
    # Two files at once would each compare with facts that the other is changing. SQLite
    # has one writer in any case.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
