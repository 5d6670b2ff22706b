import csv
import datetime
import io
from collections import Counter

import pytest

from accounts.enums import Job
from accounts.feed import read
from demo.staff_file import COLUMNS, bad_rows, spread, staff, write

ON = datetime.date(2026, 11, 25)
JOBS = {job: job for job in Job.values}


def people(count, seed=1):
    return list(staff(count, seed=seed, on=ON))


def as_bytes(rows):
    out = io.StringIO()
    write(out, rows)
    return io.BytesIO(out.getvalue().encode())


def test_the_same_seed_gives_the_same_people_and_another_others():
    assert people(300) == people(300)
    assert people(300) != people(300, seed=2)


def test_a_larger_force_begins_with_the_smaller_one():
    assert people(2000)[:600] == people(600)


def test_people_can_be_told_apart():
    rows = people(3000)
    assert len({row.staff_number for row in rows}) == len({row.email for row in rows}) == 3000


def test_units_are_a_tree_of_four_levels_each_with_a_leader():
    rows = people(1200)
    parents = {row.unit_code: row.parent_unit_code for row in rows}

    def depth(code):
        return 1 + depth(parents[code]) if parents[code] else 1

    assert {depth(code) for code in parents} == {1, 2, 3, 4}
    assert all(parent in parents for parent in parents.values() if parent)
    assert {row.unit_code for row in rows if row.leads} == set(parents)


def test_a_unit_has_one_name():
    names = {(row.unit_code, row.unit_name) for row in people(5000)}
    assert len(names) == len({code for code, _name in names}) == len({n for _c, n in names})


def test_jobs_come_in_plausible_shares():
    jobs = Counter(row.job for row in people(5000))
    assert jobs["response-officer"] > jobs["investigator"] > jobs["witness-care"] > 0
    assert 0.03 < jobs["supervisor"] / 5000 < 0.12
    assert set(jobs) <= set(Job.values)


def test_the_staff_feed_takes_every_row():
    feed = read(as_bytes(people(700)), today=ON, jobs=JOBS)
    assert (len(feed.rows), feed.problems) == (700, [])


@pytest.mark.parametrize("bad", [1, 10, 23])
def test_bad_rows_are_refused_one_by_one_and_the_others_taken(bad):
    rows = list(spread(people(600), bad_rows(bad, seed=1, on=ON), people=600))
    feed = read(as_bytes(rows), today=ON, jobs=JOBS)
    assert len(feed.rows) == 600
    assert len({problem.line for problem in feed.problems}) == len(feed.problems) == bad
    assert all(problem.column in COLUMNS for problem in feed.problems)


def test_the_columns_are_those_of_the_feed():
    from accounts import feed

    header = next(csv.reader(io.StringIO(as_bytes([]).getvalue().decode())))
    assert tuple(header) == COLUMNS == feed.COLUMNS
