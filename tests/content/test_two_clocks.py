"""The last days of the exercise on two clocks, as they were counted by hand on a paper calendar."""

from datetime import date
from pathlib import Path

from courses.contentfolder import read_content
from exercises.kinds import Work
from exercises.kinds.calendar import counts

CONTENT = read_content(Path(__file__).parents[2] / "content")
BY_HAND = {
    # Monday 31 August is a bank holiday
    "august": [date(2026, 9, 1), date(2026, 9, 2)],
    # Christmas Day, a substitute day for Boxing Day, New Year's Day
    "christmas": [date(2026, 12, 29), date(2027, 1, 6)],
    "enhanced": [date(2026, 12, 29), date(2026, 12, 30)],
    # Good Friday and Easter Monday
    "easter": [date(2027, 3, 30)],
    # received on a Friday, before the spring bank holiday
    "receipt": [date(2027, 6, 1)],
    "contact": [date(2026, 12, 21), date(2027, 1, 21)],
}


def test_they_are_what_the_site_counts() -> None:
    links = {
        f"{edition.slug}/{duty.slug}": {
            "limits": {
                group: {"amount": one.amount, "unit": one.unit} for group, one in duty.limits
            }
        }
        for edition in CONTENT.code.editions
        for duty in edition.duties
    }
    (document,) = (one for one in CONTENT.exercises if one["slug"] == "two-clocks")
    work = Work(document["work"], links)
    counted = {
        case["id"]: [one.due for one in counts(work, case)] for case in document["work"]["parts"]
    }
    assert counted == BY_HAND
