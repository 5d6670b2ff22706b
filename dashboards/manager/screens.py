"""What the team's page shows, worked out once for its template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Job
from core.components.data import Figure
from core.dates import say_date
from dashboards.manager.team import (
    AHEAD,
    NOTHING_ASKED,
    Count,
    Filters,
    Group,
    Person,
    Team,
    groups,
    sentences,
)
from mandatory import queries as mandatory
from mandatory.enums import Status

PEOPLE_ON_A_PAGE = 50


def address(filters: Filters, name: str = "team", **changes: object) -> str:
    """The address of the team's page (or its download) with these filters."""
    chosen = replace(filters, **changes)  # type: ignore[arg-type]  # names of fields
    pairs = {
        "unit": chosen.unit,
        "direct": "1" if chosen.direct else "",
        "requirement": chosen.requirement,
        "post": chosen.job,
        "status": chosen.status,
        "q": chosen.search,
        "as-at": "" if chosen.as_of == mandatory.today() else chosen.as_of.isoformat(),
    }
    query = urlencode({key: value for key, value in pairs.items() if value})
    return f"{reverse(name)}?{query}" if query else reverse(name)


@dataclass(frozen=True)
class HeatCell:
    """One unit and one requirement: shade, figures and where the names are."""

    shade: str
    label: str
    main: str
    more: str
    href: str = ""
    icon: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One unit."""

    name: str
    href: str
    note: str
    cells: Sequence[HeatCell]


@dataclass(frozen=True)
class PersonRow:
    """One person of the list."""

    person: Person
    where: str
    tag: str
    words: str
    sentences: Sequence[str]

    @property
    def may_remind(self) -> bool:
        """Whether a reminder could be sent to them at all: who is exempt is asked nothing."""
        return self.person.status != Status.EXEMPT


@dataclass(frozen=True)
class Screen:
    """The team's page."""

    title: str
    lead: str
    as_at: str
    figures: Sequence[Figure]
    also: Sequence[tuple[str, str]]
    columns: Sequence[str]
    rows: Sequence[HeatRow]
    list_title: str
    people: Sequence[PersonRow]
    page: Page[Person]
    export: str
    remind: str
    nobody: bool
    clear: str


def screen(found: Team, *, page: str | None) -> Screen:
    """Everything that the page shows."""
    listed = found.people
    page_of_people = Paginator(listed, PEOPLE_ON_A_PAGE).get_page(page)
    said = sentences(page_of_people.object_list, found)
    filters = found.filters
    return Screen(
        title=found.chosen.name if found.chosen else _("Your team"),
        lead=_lead(found),
        as_at=_as_at(found),
        figures=_figures(found),
        also=_also(found),
        columns=[row.name for row in found.requirements.values()],
        rows=[_heat_row(group, found) for group in groups(found)],
        list_title=_list_title(found, len(listed)),
        people=[_person(one, found, said.get(one.pk, [])) for one in page_of_people.object_list],
        page=page_of_people,
        export=address(filters, "team_csv"),
        remind=address(filters, "remind"),
        nobody=not found.everybody,
        clear=address(Filters(as_of=filters.as_of)),
    )


def where(person: Person, found: Team) -> str:
    """Units and jobs of a person: "Northgate response, response officer"."""
    return "; ".join(f"{found.units[unit].name}, {Job(job).label}" for unit, job in person.posts)


def _people(number: int) -> str:
    return ngettext("%d person", "%d people", number) % number


def _lead(found: Team) -> str:
    tally = found.tally
    asked = sum(number for status, number in tally.items() if status is not None)
    if not asked:
        return _("Nothing is asked of these people yet.")
    text = ngettext(
        "%(good)d of %(all)d person is in date.", "%(good)d of %(all)d people are in date.", asked
    ) % {"good": tally[Status.IN_DATE], "all": asked}
    ahead = say_date(found.filters.as_of + AHEAD)
    parts = [
        _("%d overdue") % tally[Status.OVERDUE],
        _("%(n)d due by %(day)s") % {"n": tally[Status.DUE_SOON], "day": ahead},
    ]
    if tally[Status.TO_DO]:
        parts.append(_("%d to do later") % tally[Status.TO_DO])
    if tally[Status.AWAY]:
        parts.append(_("%d away with the clock paused") % tally[Status.AWAY])
    if tally[Status.EXEMPT]:
        parts.append(_("%d exempt") % tally[Status.EXEMPT])
    return f"{text} {', '.join(parts)}."


def _as_at(found: Team) -> str:
    day = found.filters.as_of
    number = found.overdue_ahead
    ahead = ngettext(
        "If nothing more is finished, %(n)d person will be overdue on %(day)s.",
        "If nothing more is finished, %(n)d people will be overdue on %(day)s.",
        number,
    ) % {"n": number, "day": say_date(day + AHEAD)}
    return f"{_('As at %s.') % f'{day:%A} {say_date(day)}'} {ahead}"


def _figures(found: Team) -> list[Figure]:
    tally = found.tally
    shown = [
        (Status.OVERDUE, _("overdue")),
        (Status.DUE_SOON, _("due by %s") % say_date(found.filters.as_of + AHEAD)),
        (Status.IN_DATE, _("in date")),
        (Status.AWAY, _("away, paused")),
    ]
    return [
        Figure(tally[status], words, address(found.filters, status=status.value), status.value)
        for status, words in shown
    ]


def _also(found: Team) -> list[tuple[str, str]]:
    """Smaller figures: a sentence each, with the address of the people."""
    tally = found.tally
    shown = [
        (
            Status.TO_DO.value,
            tally[Status.TO_DO],
            ngettext(
                "%d person has it to do later", "%d people have it to do later", tally[Status.TO_DO]
            ),
        ),
        (
            Status.EXEMPT.value,
            tally[Status.EXEMPT],
            ngettext("%d person is exempt", "%d people are exempt", tally[Status.EXEMPT]),
        ),
        (
            NOTHING_ASKED,
            tally[None],
            ngettext("%d person has no requirement", "%d people have no requirement", tally[None]),
        ),
    ]
    return [
        (text % number, address(found.filters, status=status))
        for status, number, text in shown
        if number
    ]


def _heat_row(group: Group, found: Team) -> HeatRow:
    unit = group.unit
    note = _people(group.people)
    if group.away:
        note = _("%(people)s, %(n)d away") % {"people": note, "n": group.away}
    name = _("%s itself") % unit.name if group.direct and len(found.led) > 1 else unit.name
    return HeatRow(
        name=name,
        href=address(found.filters, unit=unit.code, direct=group.direct),
        note=note,
        cells=[
            _cell(group, group.counts.get(key), row.name, row.slug, found.filters)
            for key, row in found.requirements.items()
        ],
    )


def _cell(group: Group, count: Count | None, label: str, slug: str, filters: Filters) -> HeatCell:
    if count is None:
        return HeatCell("none", label, _("Not required"), _("of these people"), icon="m-none")
    href = address(filters, unit=group.unit.code, direct=group.direct, requirement=slug, status="")
    main = _("%(good)d of %(all)d") % {"good": count.in_date, "all": count.must}
    if not count.must:
        return HeatCell("none", label, main, _("all away or exempt"), href, "m-none")
    if count.overdue:
        more = _("%d overdue") % count.overdue
        if count.soon:
            more = _("%(overdue)s, %(n)d soon") % {"overdue": more, "n": count.soon}
        return HeatCell("over", label, main, more, href, "m-over")
    if count.in_date < count.must:
        more = _("%d due soon") % count.soon if count.soon else _("the rest due later")
        return HeatCell("soon", label, main, more, href, "m-soon")
    return HeatCell("all", label, main, _("all in date"), href, "m-all")


TAGS = {
    Status.OVERDUE: "overdue",
    Status.DUE_SOON: "due-soon",
    Status.TO_DO: "plain",
    Status.AWAY: "away",
    Status.IN_DATE: "in-date",
    Status.DONE: "done",
    Status.EXEMPT: "exempt",
}


def _person(person: Person, found: Team, said: Sequence[str]) -> PersonRow:
    status = person.status
    return PersonRow(
        person=person,
        where=where(person, found),
        tag="not-required" if status is None else TAGS[status],
        words=_("To do") if status == Status.TO_DO else "",
        sentences=said or [_("Nothing is asked of them on this day.")],
    )


def _list_title(found: Team, number: int) -> str:
    filters = found.filters
    words = {
        Status.OVERDUE.value: _("Overdue"),
        Status.DUE_SOON.value: _("Due soon"),
        Status.TO_DO.value: _("To do later"),
        Status.IN_DATE.value: _("In date"),
        Status.AWAY.value: _("Away"),
        Status.EXEMPT.value: _("Exempt"),
        NOTHING_ASKED: _("No requirement"),
    }.get(filters.status, _("People"))
    requirement = next(iter(found.requirements.values()), None) if filters.requirement else None
    title = f"{words}: {_people(number)}"
    return f"{requirement.name}. {title}" if requirement else title
