import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.feed import COLUMNS, MAX_LINE, parse_date, read
from accounts.feed_wording import SENTENCES, sentence

TODAY = datetime.date(2026, 3, 3)
JOBS = {
    "other": "other",
    "supervisor": "supervisor",
    "supervisor or reviewing officer": "supervisor",
}
HEAD = ",".join(COLUMNS)
GOOD = "N1,a@example.org,Ann,Bell,2020-01-31,T1,Team 1,,other,,"


def take(data):
    if isinstance(data, str):
        data = data.encode()
    return read(io.BytesIO(data), today=TODAY, jobs=JOBS)


def file(*lines):
    return "\n".join([HEAD, *lines]) + "\n"


def changed(**cells):
    return ",".join(
        cells.get(column, value) for column, value in zip(COLUMNS, GOOD.split(","), strict=True)
    )


def codes(feed):
    return [(p.line, p.column, p.code) for p in feed.problems]


def test_a_good_row():
    feed = take(file(changed(leads="Yes", job="Supervisor", title='"Sergeant, nights"')))

    [row] = feed.rows
    assert feed.problems == []
    assert (row.line, row.staff_number, row.email) == (2, "N1", "a@example.org")
    assert row.joined_on == datetime.date(2020, 1, 31)
    assert (row.leads, row.job, row.title) == (True, "supervisor", "Sergeant, nights")


def test_columns_come_in_any_order_and_others_are_left_alone():
    lines = [line.split(",") for line in (HEAD, GOOD)]
    text = "\n".join(",".join([*reversed(line), "more"]) for line in lines)

    assert [row.email for row in take(text).rows] == ["a@example.org"]


def test_a_byte_order_mark_and_windows_line_ends():
    assert len(take(b"\xef\xbb\xbf" + file(GOOD).replace("\n", "\r\n").encode()).rows) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (HEAD.encode(), "no_rows"),
        (HEAD.encode() + b"\n\n \n", "no_rows"),
        (file(changed(last_name="Müller")).encode("latin-1"), "encoding"),
        (file(GOOD).encode("utf-16"), "encoding"),
        (file(GOOD).encode("utf-16-le"), "encoding"),
        (file(GOOD).replace("\n", "\r").encode(), "line_ends"),
        (file(GOOD).replace(",", ";").encode(), "separator"),
        (b"x" * (MAX_LINE + 9), "header_too_long"),
        (f"{HEAD},email\n{GOOD},x\n".encode(), "columns_twice"),
    ],
)
def test_a_file_that_cannot_be_used(data, code):
    feed = take(data)

    assert feed.cannot_be_used
    assert feed.rows == []
    assert [problem.code for problem in feed.problems] == [code]


def test_missing_columns_are_named():
    feed = take("staff_number,email\nN1,a@example.org\n")

    assert feed.cannot_be_used
    assert "first_name" in sentence(feed.problems[0])


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"staff_number": ""}, "staff_number", "missing"),
        ({"email": ""}, "email", "missing"),
        ({"email": "ann at example"}, "email", "email"),
        ({"email": "ann@localhost"}, "email", "email"),
        ({"last_name": '"=HYPERLINK(""x"")"'}, "last_name", "formula"),
        ({"title": "@SUM(A1)"}, "title", "formula"),
        ({"title": "+44"}, "title", "formula"),
        ({"first_name": "-1"}, "first_name", "formula"),
        ({"first_name": "An\0n"}, "first_name", "unreadable"),
        ({"first_name": "An\tn"}, "first_name", "control"),
        ({"joined_on": "31/31/2020"}, "joined_on", "date"),
        ({"joined_on": "last week"}, "joined_on", "date"),
        ({"joined_on": "2026-03-04"}, "joined_on", "date_ahead"),
        ({"joined_on": "1820-01-01"}, "joined_on", "date_long_ago"),
        ({"job": "detective chief"}, "job", "job"),
        ({"leads": "perhaps"}, "leads", "yes_or_no"),
        ({"unit_name": "x" * 201}, "unit_name", "too_wide"),
    ],
)
def test_a_bad_cell_is_named_and_the_other_rows_are_good(cells, column, code):
    other = changed(staff_number="N2", email="b@example.org")

    feed = take(file(changed(**cells), other))

    assert codes(feed) == [(2, column, code)]
    assert [row.staff_number for row in feed.rows] == ["N2"]


def test_several_faults_of_a_row_are_all_named():
    feed = take(file(changed(email="x", joined_on="y", job="z")))

    assert [column for _line, column, _code in codes(feed)] == ["email", "joined_on", "job"]


@pytest.mark.parametrize(
    ("line", "code"),
    [("N9,b@example.org,only,four", "cells"), ('N9,b@example.org,"open', "quotes")],
)
def test_a_broken_line_does_not_swallow_the_next(line, code):
    feed = take(file(line, GOOD))

    assert codes(feed) == [(2, "", code)]
    assert len(feed.rows) == 1
    assert feed.doubtful == [("n9", "b@example.org")]


@pytest.mark.parametrize("column", ["staff_number", "email"])
def test_the_second_of_two_is_reported_with_the_line_of_the_first(column):
    second = {"staff_number": "N2", "email": "b@example.org"}
    second[column] = {"staff_number": "n1", "email": "A@Example.org"}[column]

    feed = take(file(GOOD, changed(**second)))

    assert codes(feed) == [(3, column, "second")]
    assert feed.problems[0].values["first"] == 2
    assert len(feed.rows) == 1


class Endless(io.RawIOBase):
    """A header, a good row, a line of 200 MB that is never in memory, a good row."""

    def __init__(self):
        self.pieces = [HEAD + "\n", GOOD + "\n", "N7,c@example.org,"]
        self.left = 200 * 1024 * 1024
        self.asked = 0

    def readline(self, size=-1):
        assert 0 < size <= MAX_LINE + 1
        self.asked = max(self.asked, size)
        if self.pieces:
            if len(self.pieces) == 1:
                start = self.pieces.pop().encode()
                return start + b"x" * (size - len(start))
            return self.pieces.pop(0).encode()
        if self.left > 0:
            self.left -= size
            return b"x" * (size - 1) + (b"\n" if self.left <= 0 else b"x")
        if self.left > -1_000_000_000:
            self.left = -2_000_000_000
            return changed(staff_number="N2", email="b@example.org").encode() + b"\n"
        return b""


def test_a_line_of_200_megabytes_is_refused_without_being_held():
    feed = read(Endless(), today=TODAY, jobs=JOBS)

    assert codes(feed) == [(3, "", "line_too_long")]
    assert [row.staff_number for row in feed.rows] == ["N1", "N2"]
    # Whoever it seems to be about is in the file, and so has not left.
    assert feed.doubtful[0][0] == "n7"


def test_a_row_that_names_nobody_is_counted():
    feed = take(file(changed(staff_number="", email=""), GOOD))

    assert feed.nameless == 1


def test_the_digest_is_that_of_the_whole_file():
    assert take(file(GOOD)).sha256 == take(file(GOOD)).sha256
    assert take(b"bad\n" + b"1" * 100_000).sha256 != take(b"bad\n" + b"2" * 100_000).sha256


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    feed = take(file(GOOD).encode() + data)

    for problem in feed.problems:
        assert sentence(problem)


@given(st.lists(st.text(max_size=20), min_size=11, max_size=11))
def test_whatever_is_accepted_is_whole(cells):
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)

    for row in take(file(quoted)).rows:
        assert row.staff_number
        assert "@" in row.email
        assert row.job in JOBS.values()


@given(st.dates(min_value=datetime.date(1920, 1, 1)))
def test_both_ways_to_write_a_date(day):
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}") == day


def test_every_code_has_a_sentence():
    import inspect
    import re

    from accounts import feed, feed_plan

    source = inspect.getsource(feed) + inspect.getsource(feed_plan)
    used = set(re.findall(r'(?:_Unusable\(\S+, |_problem\(line, \S+, )"(\w+)"', source))

    assert len(used) > 12
    assert used <= SENTENCES.keys()
