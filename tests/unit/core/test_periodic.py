from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from core import periodic
from core.dates import LONDON
from core.models import PeriodicRun

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    pass


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(periodic, "_entries", {})
    return periodic


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


def test_it_is_done_when_its_time_has_passed_and_not_before(entries):
    runs = []
    entries.every("hourly", seconds=3600)(lambda: runs.append(1))
    now = timezone.now()

    for minutes in (0, 30, 59, 60, 61, 121):
        entries.run_due(now=now + timedelta(minutes=minutes))

    assert len(runs) == 3


def test_of_two_sweeps_one_does_it(entries):
    entries.every("hourly", seconds=3600)(lambda: None)
    (entry,) = entries.entries()
    now = timezone.now()

    assert entries.claim(entry, now=now)
    assert not entries.claim(entry, now=now + timedelta(seconds=1))


def test_what_was_killed_is_done_after_the_lease(entries):
    def work() -> None:
        runs.append(1)
        if len(runs) == 1:
            raise Killed

    runs: list[int] = []
    entries.daily("nightly", at=time(2))(work)
    now = timezone.now()
    with pytest.raises(Killed):
        entries.run_due(now=now)

    assert entries.run_due(now=now + timedelta(minutes=5)) == []
    assert entries.run_due(now=now + timedelta(minutes=11)) == ["nightly"]


def test_what_breaks_is_logged_and_does_not_stop_the_others(entries, caplog):
    def broken() -> None:
        raise RuntimeError

    entries.every("a", seconds=60)(broken)
    entries.every("b", seconds=60)(lambda: None)

    assert entries.run_due() == ["b"]
    assert "periodic_broke" in caplog.text
    assert PeriodicRun.objects.get(name="a").finished_at is None


def test_daily_work_is_done_from_its_hour_on_once_a_day(entries):
    runs = []
    entries.daily("morning", at=time(7))(lambda: runs.append(1))

    done = [
        bool(entries.run_due(now=moment))
        for moment in (
            at(2026, 3, 28, 12),
            at(2026, 3, 28, 23),
            at(2026, 3, 29, 6, 59),  # the night on which the clocks go forward
            at(2026, 3, 29, 7),
            at(2026, 3, 30, 0),
            at(2026, 3, 30, 7, 1),
        )
    ]

    # Nothing can be known about runs before the row existed, so the first sweep does it.
    assert done == [True, False, False, True, False, True]


def test_a_name_is_taken_once(entries):
    entries.every("a", seconds=1)(lambda: None)

    with pytest.raises(ValueError, match="registered already"):
        entries.every("a", seconds=1)(lambda: None)
