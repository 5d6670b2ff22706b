"""Work that comes round: one list, done by `manage.py sweep` and by Celery beat alike.

An app registers in its tasks.py, imported by apps.ready:

    @every("care.something", seconds=3600)
    @daily("mandatory.reminders", at=time(7))
    def work() -> None: ...

`PeriodicRun` remembers the last run. It is claimed by a conditional UPDATE, so that any
number of sweeps and workers do it once. Work must bear being done again: when it is
killed half way, it starts anew after the lease.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import structlog
from django.db.models import F, Q
from django.utils import timezone

from core.dates import LONDON, london_day
from core.models import PeriodicRun

logger = structlog.get_logger(__name__)

Work = Callable[[], object]
# Work that has not said "finished" after this long was killed, or broke.
LEASE = timedelta(minutes=10)


@dataclass(frozen=True)
class Periodic:
    """One entry of the list. It is due when it was last started before `last_turn`."""

    name: str
    work: Work
    last_turn: Callable[[datetime], datetime]


_entries: dict[str, Periodic] = {}


def _register(name: str, last_turn: Callable[[datetime], datetime]) -> Callable[[Work], Work]:
    def register(work: Work) -> Work:
        if name in _entries:
            raise ValueError(f"{name} is registered already")
        _entries[name] = Periodic(name, work, last_turn)
        return work

    return register


def every(name: str, *, seconds: int) -> Callable[[Work], Work]:
    """Register work to be done when it was last started so many seconds ago, or never."""
    pause = timedelta(seconds=seconds) - timedelta.resolution
    return _register(name, lambda now: now - pause)


def daily(name: str, *, at: time) -> Callable[[Work], Work]:
    """Register work to be done once a day, from this time in London on."""

    def last_turn(now: datetime) -> datetime:
        today = london_day(now)
        turn = datetime.combine(today, at, tzinfo=LONDON)
        if turn > now:
            turn = datetime.combine(today - timedelta(days=1), at, tzinfo=LONDON)
        return turn

    return _register(name, last_turn)


def entries() -> list[Periodic]:
    """Everything that comes round, by name."""
    return [entry for _name, entry in sorted(_entries.items())]


def claim(entry: Periodic, *, now: datetime) -> bool:
    """Whether this process is the one to do it at this moment."""
    PeriodicRun.objects.bulk_create([PeriodicRun(name=entry.name)], ignore_conflicts=True)
    never = Q(started_at__isnull=True)
    finished = Q(finished_at__gte=F("started_at"), started_at__lt=entry.last_turn(now))
    left_behind = Q(started_at__lt=now - LEASE) & (
        Q(finished_at__isnull=True) | Q(finished_at__lt=F("started_at"))
    )
    free = PeriodicRun.objects.filter(never | finished | left_behind, name=entry.name)
    return free.update(started_at=now) == 1


def run_due(
    *, now: datetime | None = None, keep_going: Callable[[], bool] = lambda: True
) -> list[str]:
    """Do what has come round; the names of what was done. What breaks is logged and tried again."""
    done: list[str] = []
    for entry in entries():
        if not keep_going():
            break
        started = now or timezone.now()
        if not claim(entry, now=started):
            continue
        try:
            entry.work()
        except Exception:
            logger.exception("periodic_broke", name=entry.name)
            continue
        # The stamp: an overtaken run does not close the run that overtook it.
        PeriodicRun.objects.filter(name=entry.name, started_at=started).update(
            finished_at=max(timezone.now(), started)
        )
        done.append(entry.name)
        logger.info("periodic_done", name=entry.name)
    return done
