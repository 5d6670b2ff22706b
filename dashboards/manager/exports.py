"""The team's figures as a table: every line that the list has, all pages."""

from collections.abc import Iterator

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
    """A line for each person and requirement; one with no requirement for those with none."""
    day = found.filters.as_of
    terms = {key: wording.Terms.of(row) for key, row in found.requirements.items()}
    words = {status: str(text) for status, text in wording.STATUS_WORDS.items()}
    for person, window in lines(found):
        who = [person.staff_number, person.first_name, person.last_name, where(person, found)]
        if window is None:
            yield [*who, "", _("No requirement"), "", "", "", day.isoformat()]
            continue
        standing = mandatory.standing_in(window, as_of=day)
        of = terms[window.requirement_id]
        yield [
            *who,
            of.name,
            words[standing.status],
            _iso(standing.due_on),
            _iso(window.completed_on),
            wording.why(standing, of),
            day.isoformat(),
        ]


def _iso(day: object) -> str:
    return "" if day is None else str(day)
