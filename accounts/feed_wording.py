"""What the staff feed says to people: problems as sentences that say what to do, counts in words."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext, ngettext_lazy

from accounts.enums import Job
from accounts.feed import Problem

SENTENCES = {
    # The file as a whole
    "empty": _lazy("The file is empty. Export the staff list again."),
    "no_rows": _lazy("There is nobody in the file below the column names. Export the list again."),
    "encoding": _lazy(
        "The file is not in UTF-8, so names would be damaged. In Excel choose Save as, then "
        "“CSV UTF-8 (comma delimited)”; elsewhere choose the encoding UTF-8."
    ),
    "workbook": _lazy(
        "This is a workbook: save it as CSV UTF-8. In Excel choose Save as, then “CSV UTF-8 "
        "(comma delimited)”, and send that file."
    ),
    "line_ends": _lazy(
        "The lines end in an old way. Open the file and save it as “CSV UTF-8 (comma delimited)”."
    ),
    "header_too_long": _lazy(
        "The first line is not a line of column names. Export the list again."
    ),
    "separator": _lazy(
        "The columns are separated by semicolons or tabs. Save the file with commas between them."
    ),
    "columns_missing": _lazy("These columns are missing: %(columns)s. Add them, empty if need be."),
    "columns_twice": _lazy("These columns are there twice: %(columns)s. Take one of each out."),
    "leavers_held": _lazy(
        "%(rows)s rows name nobody, so we cannot tell whether the %(people)s people who seem to "
        "be absent have left. Nobody's account was closed. Mend those rows and import again."
    ),
    "importer_absent": _lazy(
        "You are not in the file. Your own account stays open; another administrator can close it."
    ),
    # A whole line
    "line_too_long": _lazy(
        "This line is longer than %(limit)s kB. A quotation mark or a line break is probably "
        "missing before it. Mend it and import again."
    ),
    "quotes": _lazy("A quotation mark is opened and not closed, or stands in the wrong place."),
    "cells": _lazy(
        "There are %(found)s cells and there should be %(wanted)s. Put a value that holds a comma "
        "in quotation marks."
    ),
    # A cell
    "missing": _lazy("Nothing is here. Fill it in."),
    "unreadable": _lazy("There is a character here that cannot be read. Type the value again."),
    "control": _lazy("There is an invisible character here. Type the value again."),
    "formula": _lazy(
        "It begins like a formula. Put the value itself, without = + - or @ in front."
    ),
    "too_wide": _lazy("It is longer than %(limit)s characters. Shorten it."),
    "email": _lazy("“%(value)s” is not a whole e-mail address. Write it as name@organisation."),
    "date": _lazy("“%(value)s” is not a date. Write it as 2026-03-31 or 31/3/2026."),
    "date_ahead": _lazy("%(value)s is still to come. Send this person once they have joined."),
    "date_long_ago": _lazy("%(value)s is too long ago. Check the year."),
    "job": _lazy("“%(value)s” is not a job that is known here. Use one of: %(jobs)s."),
    "yes_or_no": _lazy("“%(value)s” is neither yes nor no. Write yes, no or nothing."),
    "second": _lazy("“%(value)s” is already in line %(first)s. Keep the line that is right."),
    "email_taken": _lazy(
        "%(value)s is the address of staff number %(number)s. Correct one of the two."
    ),
    "email_taken_unnumbered": _lazy(
        "%(value)s is the address of somebody without a staff number. Ask an administrator."
    ),
    "unit_differs": _lazy(
        "Line %(first)s says “%(value)s” for unit %(unit)s. Make all lines of a unit say the same."
    ),
    "unit_unnamed": _lazy("Unit %(unit)s is new. Give its name."),
    "parent_unknown": _lazy(
        "Unit %(unit)s is below %(parent)s, which is not known and has no line of its own. "
        "Correct the code, or send %(parent)s as well."
    ),
    "unit_loop": _lazy("These units are below one another: %(loop)s. Correct one of the parents."),
    "unit_deep": _lazy("Unit %(unit)s is more than %(limit)s levels down. Check the parents."),
}

# What a run does, in this order. Done and to be done are said with the same words.
COUNTS = {
    "new_people": ngettext_lazy("%d person is added", "%d people are added"),
    "returners": ngettext_lazy("%d person comes back", "%d people come back"),
    "moves": ngettext_lazy("%d person moves to another post", "%d people move to another post"),
    "openings": ngettext_lazy("%d person gets a post", "%d people get a post"),
    "ends": ngettext_lazy("%d further post ends", "%d further posts end"),
    "details": ngettext_lazy(
        "the name, address, number or date of %d person changes",
        "the names, addresses, numbers or dates of %d people change",
    ),
    "leavers": ngettext_lazy(
        "%d person is no longer in the file: their post ends and their account closes",
        "%d people are no longer in the file: their posts end and their accounts close",
    ),
    "new_units": ngettext_lazy("%d unit is added", "%d units are added"),
    "renamed_units": ngettext_lazy("%d unit gets another name", "%d units get another name"),
    "moved_units": ngettext_lazy(
        "%d unit moves within the organisation", "%d units move within the organisation"
    ),
    "reopened_units": ngettext_lazy("%d unit opens again", "%d units open again"),
    "unchanged": ngettext_lazy("%d person stays as they are", "%d people stay as they are"),
}


def sentence(problem: Problem) -> str:
    """What is amiss and what to do, without the place."""
    values = dict(problem.values)
    values["jobs"] = ", ".join(Job.values)
    if isinstance(day := values.get("value"), datetime.date):
        values["value"] = date_format(day, "j F Y")
    return str(SENTENCES[problem.code]) % values


def told(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Problems as JSON values: line, column and sentence."""
    return [
        {"line": problem.line, "column": problem.column, "says": sentence(problem)}
        for problem in problems
    ]


def place(problem: Mapping[str, object]) -> str:
    """Where a problem is, for one line of text."""
    if not problem["line"]:
        return _("The file")
    if not problem["column"]:
        return _("Line %s") % problem["line"]
    return _("Line %(line)s, %(column)s") % problem


def in_words(counts: Mapping[str, int]) -> list[str]:
    """What a run does, one sentence part for everything that there is any of."""
    return [_with_commas(words, counts[name]) for name, words in COUNTS.items() if counts.get(name)]


def brake(leavers: int, staff: int) -> str:
    """Why a feed was stopped, and what to do."""
    return ngettext(
        "This file would close %(n)s of %(staff)s accounts (%(share).1f%%). That is more than one "
        "in twenty, so nothing was changed. If it is right, confirm it; if not, export the list again.",
        "This file would close %(n)s of %(staff)s accounts (%(share).1f%%). That is more than one "
        "in twenty, so nothing was changed. If it is right, confirm it; if not, export the list again.",
        leavers,
    ) % {"n": f"{leavers:,}", "staff": f"{staff:,}", "share": 100 * leavers / staff}


def _with_commas(words: Any, count: int) -> str:
    return str(words % count).replace(str(count), f"{count:,}", 1)
