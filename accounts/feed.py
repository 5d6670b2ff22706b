"""Reads a staff file: bytes in, rows and problems out. Knows no Django and no database.

The file is read line by line in bounded pieces, so that no line, however long, is ever held
whole. A problem names its line and column and carries a code and values; the sentences are
in `feed_wording.py`.
"""

import csv
import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

COLUMNS = (
    "staff_number",
    "email",
    "first_name",
    "last_name",
    "joined_on",
    "unit_code",
    "unit_name",
    "parent_unit_code",
    "job",
    "title",
    "leads",
)
REQUIRED = frozenset({"staff_number", "email", "last_name", "joined_on", "unit_code", "job"})
WIDTHS = {
    "staff_number": 32,
    "email": 254,
    "first_name": 150,
    "last_name": 150,
    "unit_code": 32,
    "unit_name": 200,
    "parent_unit_code": 32,
    "title": 120,
}
MAX_LINE = 64 * 1024
# What a spreadsheet would run instead of show.
FORMULA = ("=", "+", "-", "@")
EMAIL = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+")
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"", "no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class Row:
    """One person as the file has them. `job` is one of the site's own names."""

    line: int
    staff_number: str
    email: str
    first_name: str
    last_name: str
    joined_on: datetime.date
    unit_code: str
    unit_name: str
    parent_unit_code: str
    job: str
    title: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to put right. Line 0 is the file itself, an empty column the whole line."""

    line: int
    column: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


# How files of Excel begin, the new ones (.xlsx) and the old.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass
class Feed:
    """What was read. A feed that `cannot_be_used` has no rows.

    `named` and `addressed` hold everybody whom the file mentions, also in rows that cannot
    be used: they are in the file, so they have not left. `nameless` counts the rows of which
    nobody can say whom they mention; `doubtful` holds what a broken line seems to say,
    number and address, for whoever knows the people.
    """

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    addressed: set[str] = field(default_factory=set)
    nameless: int = 0
    doubtful: list[tuple[str, str]] = field(default_factory=list)
    lines: int = 0
    sha256: str = ""
    cannot_be_used: bool = False


class _Unusable(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, line: int, code: str, **values: object) -> None:
        super().__init__(code)
        self.problem = Problem(line, "", code, values)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    content: bytes
    too_long: bool


def read(source: BinaryIO, *, today: datetime.date, jobs: Mapping[str, str]) -> Feed:
    """Read a staff file. `jobs` maps every accepted way to write a job, in small letters, to its name."""
    digest = hashlib.sha256()
    lines = _lines(source, digest)
    feed = Feed()
    try:
        header = _header(next(lines, None))
        reader = _Reader(feed, header, today, jobs)
        for line in lines:
            reader.take(line)
        if not reader.seen:
            raise _Unusable(0, "no_rows")
    except _Unusable as error:
        for _rest in lines:
            pass  # the digest is that of the whole file
        feed = Feed(problems=[error.problem], cannot_be_used=True)
    feed.sha256 = digest.hexdigest()
    return feed


def _lines(source: BinaryIO, digest: "hashlib._Hash") -> Iterator[_Line]:
    number = 0
    while piece := source.readline(MAX_LINE + 1):
        number += 1
        digest.update(piece)
        content, too_long = piece, len(piece) > MAX_LINE
        while too_long and piece and not piece.endswith(b"\n"):
            piece = source.readline(MAX_LINE)
            digest.update(piece)
        yield _Line(number, content.rstrip(b"\r\n"), too_long)


def _header(line: _Line | None) -> list[str]:
    if line is None or not line.content.strip():
        raise _Unusable(0, "empty")
    if line.content.startswith(WORKBOOKS):
        raise _Unusable(1, "workbook")
    if b"\r" in line.content:
        raise _Unusable(1, "line_ends")
    if line.too_long:
        raise _Unusable(1, "header_too_long")
    text = _text(line, "utf-8-sig")
    if "\0" in text:
        raise _Unusable(1, "encoding")
    names = [name.strip().lower() for name in next(csv.reader([text]), [])]
    missing = [column for column in COLUMNS if column not in names]
    if missing and len(names) == 1 and (";" in text or "\t" in text):
        raise _Unusable(1, "separator")
    if missing:
        raise _Unusable(1, "columns_missing", columns=", ".join(missing))
    twice = sorted({column for column in COLUMNS if names.count(column) > 1})
    if twice:
        raise _Unusable(1, "columns_twice", columns=", ".join(twice))
    return names


def _text(line: _Line, encoding: str = "utf-8") -> str:
    if line.content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Unusable(line.number, "encoding")
    try:
        return line.content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _Unusable(line.number, "encoding") from error


class _Reader:
    """Takes line after line and remembers who was seen where."""

    def __init__(
        self, feed: Feed, header: list[str], today: datetime.date, jobs: Mapping[str, str]
    ) -> None:
        self.feed = feed
        self.header = header
        self.today = today
        self.jobs = jobs
        self.seen = 0
        self.numbers: dict[str, int] = {}
        self.addresses: dict[str, int] = {}

    def take(self, line: _Line) -> None:
        """Add the line to the feed's rows, or its problems to the feed's problems."""
        self.feed.lines = line.number
        if not line.content.strip():
            return
        self.seen += 1
        if line.too_long:
            self._guess(line.content[:MAX_LINE].decode("utf-8", "replace"))
            self._problem(line, "", "line_too_long", limit=MAX_LINE // 1024)
            return
        text = _text(line)
        cells = _split(text.replace("\0", "\ufffd"))
        if cells is None or len(cells) != len(self.header):
            self._guess(text)
            if cells is None:
                self._problem(line, "", "quotes")
            else:
                self._problem(line, "", "cells", found=len(cells), wanted=len(self.header))
            return
        record = dict(zip(self.header, cells, strict=True))
        self._mention(record)
        if row := self._row(line, record):
            self.feed.rows.append(row)

    def _row(self, line: _Line, record: Mapping[str, str]) -> Row | None:
        before = len(self.feed.problems)
        raw = {column: record[column] for column in COLUMNS}
        value = {column: cell.strip() for column, cell in raw.items()}
        for column in COLUMNS:
            if code := _fault(column, raw[column], value[column]):
                self._problem(line, column, code, limit=WIDTHS.get(column, 0))
        faulty = {problem.column for problem in self.feed.problems[before:]}
        email = value["email"].lower()
        if "email" not in faulty and not EMAIL.fullmatch(email):
            self._problem(line, "email", "email", value=email)
        joined_on = None if "joined_on" in faulty else self._date(line, value["joined_on"])
        job = self.jobs.get(value["job"].lower(), "")
        if "job" not in faulty and not job:
            self._problem(line, "job", "job", value=value["job"][:60])
        leads = value["leads"].lower()
        if "leads" not in faulty and leads not in YES | NO:
            self._problem(line, "leads", "yes_or_no", value=leads[:60])
        self._refuse_second(line, "staff_number", value["staff_number"].casefold(), self.numbers)
        self._refuse_second(line, "email", email, self.addresses)
        if len(self.feed.problems) > before or joined_on is None:
            return None
        return Row(
            line=line.number,
            staff_number=value["staff_number"],
            email=email,
            first_name=value["first_name"],
            last_name=value["last_name"],
            joined_on=joined_on,
            unit_code=value["unit_code"],
            unit_name=value["unit_name"],
            parent_unit_code=value["parent_unit_code"],
            job=job,
            title=value["title"],
            leads=leads in YES,
        )

    def _date(self, line: _Line, text: str) -> datetime.date | None:
        day = parse_date(text)
        if day is None:
            self._problem(line, "joined_on", "date", value=text[:60])
        elif day > self.today:
            self._problem(line, "joined_on", "date_ahead", value=day)
        elif day.year < 1920:
            self._problem(line, "joined_on", "date_long_ago", value=day)
        return day

    def _refuse_second(self, line: _Line, column: str, key: str, seen: dict[str, int]) -> None:
        if not key:
            return
        first = seen.setdefault(key, line.number)
        if first != line.number:
            self._problem(line, column, "second", first=first, value=key)

    def _guess(self, text: str) -> None:
        """Note whom a broken line seems to mention."""
        cells = [cell.strip() for cell in text.replace('"', "").split(",")]
        record = dict(zip(self.header, cells, strict=False))
        number = record.get("staff_number", "").casefold()
        self.feed.doubtful.append((number, record.get("email", "").lower()))

    def _mention(self, record: Mapping[str, str]) -> None:
        number = record.get("staff_number", "").strip().casefold()
        email = record.get("email", "").strip().lower()
        if number:
            self.feed.named.add(number)
        if email:
            self.feed.addressed.add(email)
        if not number and not email:
            self.feed.nameless += 1

    def _problem(self, line: _Line, column: str, code: str, **values: object) -> None:
        self.feed.problems.append(Problem(line.number, column, code, values))


def _split(text: str) -> list[str] | None:
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error:
        return None


def _fault(column: str, raw: str, value: str) -> str:
    if "\ufffd" in raw:
        return "unreadable"
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in raw):
        return "control"
    if value.startswith(FORMULA):
        return "formula"
    if column in REQUIRED and not value:
        return "missing"
    if len(value) > WIDTHS.get(column, 200):
        return "too_wide"
    return ""


def parse_date(text: str) -> datetime.date | None:
    """A date written YYYY-MM-DD or D/M/YYYY; None for anything else."""
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII):
        year, month, day = match.groups()
    elif match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII):
        day, month, year = match.groups()
    else:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
