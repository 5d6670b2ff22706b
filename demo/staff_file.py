"""A believable staff file of a force that does not exist. Pure: numbers in, rows out.

The same seed gives the same people, and a larger force begins with the smaller one: whoever
imports the file of 19,000 over a demo of 600 adds people and loses nobody.
"""

import csv
import datetime
import random
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from typing import TextIO

from demo.names import AREAS, FIRST, LAST, PLACES

TEAMS_IN_A_STATION = 3
SMALL_FORCE = 200
OLDEST = datetime.date(1996, 1, 8)
# People who joined since are placed by days before the day on which the file is made.
SETTLED_BY = datetime.date(2025, 6, 30)
RECENT_SHARE = 0.07


@dataclass(frozen=True)
class Kind:
    """A kind of station or department, and the jobs in it: (job, title, share)."""

    name: str
    jobs: tuple[tuple[str, str, int], ...]


RESPONSE = Kind(
    "response",
    (
        ("response-officer", "Police constable", 88),
        ("response-officer", "Special constable", 8),
        ("other", "Station duty officer", 4),
    ),
)
NEIGHBOURHOOD = Kind(
    "neighbourhood",
    (
        ("neighbourhood-officer", "Police constable", 55),
        ("neighbourhood-officer", "Community support officer", 33),
        ("schools-officer", "Schools officer", 12),
    ),
)
INVESTIGATION = Kind(
    "investigation",
    (
        ("investigator", "Detective constable", 66),
        ("investigator", "Civilian investigator", 22),
        ("family-liaison", "Family liaison officer", 8),
        ("other", "Digital examiner", 4),
    ),
)
CONTACT = Kind(
    "contact centre",
    (("contact-handler", "Contact handler", 82), ("contact-handler", "Front counter officer", 18)),
)
JUSTICE = Kind(
    "criminal justice",
    (
        ("witness-care", "Witness care officer", 45),
        ("other", "Case file officer", 30),
        ("victim-service", "Victim liaison caseworker", 15),
        ("standards", "Complaints officer", 6),
        ("assurance", "Inspection officer", 4),
    ),
)
ROADS = Kind(
    "roads and custody",
    (
        ("family-liaison", "Roads policing officer", 45),
        ("other", "Detention officer", 45),
        ("youth-justice", "Youth justice officer", 10),
    ),
)
# The stations of a force, over and over.
ROUND = (
    RESPONSE, NEIGHBOURHOOD, INVESTIGATION, RESPONSE, CONTACT,
    NEIGHBOURHOOD, RESPONSE, INVESTIGATION, JUSTICE, ROADS,
)  # fmt: skip


@dataclass(frozen=True)
class StaffRow:
    """One line of the staff feed. The names of the fields are the columns."""

    staff_number: str
    email: str
    first_name: str
    last_name: str
    joined_on: str
    unit_code: str
    unit_name: str
    parent_unit_code: str
    job: str
    title: str
    leads: str = ""


@dataclass(frozen=True)
class Place:
    """A place in the tree to be filled: who leads, and how many jobs of which kind."""

    code: str
    name: str
    parent: str


COLUMNS = tuple(field.name for field in fields(StaffRow))


def staff(people: int, *, seed: int, on: datetime.date) -> Iterator[StaffRow]:
    """So many people in a tree of four levels, the leader of a unit before those in it."""
    areas = AREAS[: max(1, min(len(AREAS), people * len(AREAS) // SMALL_FORCE))]
    seats = _seats(areas, seed)
    for index in range(people):
        place, job, title, leads = next(seats)
        yield _person(index, place, job, title, leads=leads, seed=seed, on=on)


Seat = tuple[Place, str, str, bool]


def _seats(areas: list[str], seed: int) -> Iterator[Seat]:
    """Endless seats, in the order in which a growing force fills them."""
    force = Place("F", "Exampleshire Constabulary", "")
    yield force, "supervisor", "Chief constable", True
    districts = [Place(f"F{n}", f"{name} Area", "F") for n, name in enumerate(areas, start=1)]
    for district in districts:
        yield district, "supervisor", "Chief superintendent", True
    number = 0
    while True:
        yield from _station(number, districts[number % len(districts)], seed)
        number += 1


def _station(number: int, district: Place, seed: int) -> Iterator[Seat]:
    kind = ROUND[number % len(ROUND)]
    draw = random.Random(f"{seed}:station:{number}")
    again, town = divmod(number, len(PLACES))
    town_name = PLACES[town] if not again else f"{PLACES[town]} {again + 1}"
    station = Place(f"{district.code}-{number + 1:03d}", f"{town_name} {kind.name}", district.code)
    yield station, "supervisor", "Inspector", True
    teams = [
        Place(f"{station.code}{letter}", f"{station.name}, team {letter}", station.code)
        for letter in "ABC"[:TEAMS_IN_A_STATION]
    ]
    for team in teams:
        yield team, "supervisor", "Sergeant", True
    weights = [share for _job, _title, share in kind.jobs]
    for seat in range(draw.randint(44, 70)):
        job, title, _share = draw.choices(kind.jobs, weights)[0]
        yield teams[seat % len(teams)], job, title, False


def _person(
    index: int, place: Place, job: str, title: str, *, leads: bool, seed: int, on: datetime.date
) -> StaffRow:
    draw = random.Random(f"{seed}:person:{index}")
    first, last = draw.choice(FIRST), draw.choice(LAST)
    number = f"{10 + seed % 90}{index:05d}"
    if not leads and draw.random() < RECENT_SHARE:
        joined_on = on - datetime.timedelta(days=draw.randint(1, 330))
    else:
        days = int((SETTLED_BY - OLDEST).days * draw.random() ** 0.6)
        joined_on = OLDEST + datetime.timedelta(days=days)
    return StaffRow(
        staff_number=number,
        email=f"{first}.{last}.{number}@example.org".lower(),
        first_name=first,
        last_name=last,
        joined_on=joined_on.isoformat(),
        unit_code=place.code,
        unit_name=place.name,
        parent_unit_code=place.parent,
        job=job,
        title=title,
        leads="yes" if leads else "",
    )


# Rows that cannot be used, one kind after another: what goes wrong in real files.
FAULTS = (
    {"email": "no address {}"},
    {"staff_number": ""},
    {"joined_on": "31/02/2024"},
    {"job": "wizard"},
    {"first_name": '=HYPERLINK("http://example.org")'},
    {"leads": "perhaps"},
    {"last_name": ""},
    {"joined_on": "2999-01-01"},
    {"unit_code": ""},
    {"title": "Deputy " * 20},
)


def bad_rows(count: int, *, seed: int, on: datetime.date) -> list[StaffRow]:
    """Rows of people who are in no other row, each with one fault."""
    found = []
    for index in range(count):
        place = Place("F", "Exampleshire Constabulary", "")
        # Far beyond anybody in the force.
        good = _person(90_000 + index, place, "other", "Analyst", leads=False, seed=seed, on=on)
        fault = FAULTS[index % len(FAULTS)]
        found.append(replace(good, **{name: text.format(index) for name, text in fault.items()}))
    return found


def spread(rows: Iterable[StaffRow], bad: list[StaffRow], *, people: int) -> Iterator[StaffRow]:
    """The bad rows at even distances among the good ones."""
    step = max(people // (len(bad) + 1), 1)
    left = iter(bad)
    for number, row in enumerate(rows, start=1):
        yield row
        if number % step == 0 and (fault := next(left, None)) is not None:
            yield fault
    yield from left


def write(out: TextIO, rows: Iterable[StaffRow]) -> int:
    """Write the file; how many rows it has below its header."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    count = 0
    for row in rows:
        writer.writerow(astuple(row))
        count += 1
    return count
