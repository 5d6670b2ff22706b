"""The team's figures as a table: every line that the list has, all pages."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from dashboards.manager.screens import where
from dashboards.manager.team import Team, lines
from mandatory import queries as mandatory
from mandatory import wording


def header() -> list[str]:
    """The names of the columns."""
    return [
        _("Staff number"),
        _("First name"),
        _("Last name"),
        _("Unit and post"),
        _("Requirement"),
        _("Status"),
        _("Due"),
        _("Last finished"),
        _("Why"),
        _("As at"),
    ]


def rows(found: Team) -> Iterator[list[object]]:
    """A line for each person and requirement; one with no requirement for those with none.

    Many people share the same dates, so a sentence is made once for all of them.
    """
    as_at = found.filters.as_of.isoformat()
    said: dict[tuple[int, tuple[Any, ...]], list[object]] = {}
    places: dict[tuple[tuple[int, str], ...], str] = {}
    for person, requirement_id, facts in lines(found):
        posts = tuple(person.posts)
        if posts not in places:
            places[posts] = where(person, found)
        who = [person.staff_number, person.first_name, person.last_name, places[posts]]
        if requirement_id is None:
            yield [*who, "", _("No requirement"), "", "", "", as_at]
            continue
        # Without the first fact, `starts_on`: what a sentence says of it is `clock_since` too.
        key = (requirement_id, facts[1:])
        if key not in said:
            said[key] = _says(found, requirement_id, facts)
        yield [*who, *said[key], as_at]


def _says(found: Team, requirement_id: int, facts: tuple[Any, ...]) -> list[object]:
    """The columns from the requirement to the sentence of why."""
    standing = mandatory.standing_of(facts, as_of=found.filters.as_of)
    terms = wording.Terms.of(found.requirements[requirement_id])
    completed_on = standing.because.completed_on
    return [
        terms.name,
        str(wording.STATUS_WORDS[standing.status]),
        standing.due_on.isoformat() if standing.due_on else "",
        completed_on.isoformat() if completed_on else "",
        wording.why(standing, terms),
    ]
