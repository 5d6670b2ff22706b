"""How questions perform: the report on a bank, and what is known of one question."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from assessments.models import Question
from core.components.data import Cell, Column, Entry
from core.dates import say_date
from dashboards.editor import itemwords as words
from evaluation.models import ItemReport
from evaluation.queries import item_report

Item = Mapping[str, Any]
# What to order by: its word in the address, and how.
ORDERS: Mapping[str, Callable[[Item], tuple[Any, ...]]] = {
    "ref": lambda item: (item["ref"],),
    "flags": lambda item: (-len(item["flags"]), item["ref"]),
    "easiest": lambda item: (-item["facility"]["percent"], item["ref"]),
    "hardest": lambda item: (item["facility"]["percent"], item["ref"]),
    "discrimination": lambda item: (item["r_rest"] is None, item["r_rest"] or 0, item["ref"]),
    "time": lambda item: (-(item["time"]["median"] if item["time"] else -1), item["ref"]),
}


@dataclass(frozen=True)
class Wanted:
    """Which questions of a report, in which order. Empty means all."""

    flag: str = ""
    level: str = ""
    order: str = "ref"


@dataclass(frozen=True)
class Report:
    """The report on a bank: items by question, each by the newest wording that has figures."""

    report: ItemReport
    items: Sequence[Item]
    few: Sequence[str]

    @property
    def flagged(self) -> int:
        """How many questions have something to be looked at."""
        return sum(bool(item["flags"]) for item in self.items)


def report(bank: str) -> Report | None:
    """The newest report on a bank; None while there is none. One query."""
    kept = item_report(bank)
    if kept is None:
        return None
    newest: dict[str, Item] = {}
    for item in kept.document["items"]:
        newest.setdefault(item["ref"], item)
    few = sorted({ref for ref, _revision in kept.document["few"]} - set(newest))
    return Report(kept, list(newest.values()), few)


def chosen(found: Report, wanted: Wanted) -> list[Item]:
    """The items that were asked for, in the order that was asked for."""
    items = [
        item
        for item in found.items
        if (not wanted.flag or wanted.flag in _flags_of(item))
        and (not wanted.level or item["level"] == wanted.level)
    ]
    return sorted(items, key=ORDERS[wanted.order])


def _flags_of(item: Item) -> set[str]:
    flags = {flag for flag, _options in item["flags"]}
    return flags | {"any"} if flags else flags


COLUMNS = (
    _("Question"),
    Column(_("People"), number=True),
    Column(_("Right"), number=True),
    Column(_("Discrimination"), number=True),
    Column(_("Median time"), number=True),
    _("Look at"),
)


def rows(items: Sequence[Item]) -> list[list[Cell]]:
    """The report as a table."""
    return [
        [
            Cell(item["ref"], href=reverse("item", args=[item["ref"]]), note=item["stem"]),
            Cell(f"{item['n']:,}"),
            Cell(words.share(item["facility"])),
            Cell(words.correlation(item["r_rest"])),
            Cell(words.median(item)),
            Cell(". ".join(words.flag_names(item)) or words.NONE),
        ]
        for item in items
    ]


# One question ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wording:
    """The figures of one wording of a question, as a page shows them."""

    title: str
    lead: str
    advice: Sequence[tuple[str, str]]
    entries: Sequence[Entry]
    tables: Sequence[tuple[str, Sequence[Any], Sequence[Sequence[Cell]]]]
    why_no_table: str
    rounded: str


@dataclass(frozen=True)
class ItemPage:
    """What is known of one question. `changed` says so where the newest wording has none."""

    question: Question
    report: ItemReport | None
    wordings: Sequence[Wording]
    changed: str
    edit: str


def item_page(question: Question, *, may_edit: bool) -> ItemPage:
    """All wordings of a question that have figures, the newest first. Two queries."""
    kept = item_report(question.bank)
    items = [one for one in kept.document["items"] if one["ref"] == question.ref] if kept else []
    ids = {item["revision"] for item in items} | {question.live_revision_id}
    made = dict(Revision.objects.filter(pk__in=ids - {None}).values_list("pk", "created_at"))
    return ItemPage(
        question=question,
        report=kept,
        wordings=[_wording(item, question, made) for item in items],
        changed=_changed(question, items, made),
        edit=reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])
        if may_edit
        else "",
    )


def _changed(
    question: Question, items: Sequence[Item], made: Mapping[int, datetime.datetime]
) -> str:
    now = question.live_revision_id
    if not items or now is None or items[0]["revision"] == now or now not in made:
        return ""
    return _(
        "The question was changed on %(day)s. Since then fewer than 30 people have answered it, so "
        "the figures are of the wording before."
    ) % {"day": say_date(made[now].date())}


def _wording(item: Item, question: Question, made: Mapping[int, datetime.datetime]) -> Wording:
    day = made.get(item["revision"])
    now = item["revision"] == question.live_revision_id
    if now:
        title = _("As it is now")
    elif day is not None:
        title = _("As it was written on %s") % say_date(day.date())
    else:
        title = _("An earlier wording")
    as_of = datetime.datetime.fromisoformat(item["as_of"])
    return Wording(
        title=title,
        lead=_("First attempts of %(n)s people, as at %(day)s.")
        % {"n": f"{item['n']:,}", "day": say_date(as_of.date())},
        advice=words.flag_advice(item),
        entries=_entries(item),
        tables=_tables(item),
        why_no_table=_why_no_table(item),
        rounded=_(
            "Shares are rounded to %s%%, so that no group of fewer than 10 can be worked out."
        )
        % item["step"]
        if item["options"] and item["step"] > 1
        else "",
    )


def _entries(item: Item) -> list[Entry]:
    time, tails = item["time"], item["tails"]
    found = [
        Entry(
            _("Mean mark") if item["is_partial"] else _("Right"),
            words.share(item["facility"]),
        ),
        Entry(
            _("Discrimination"),
            f"{words.correlation(item['r_rest'])}. {words.separates(item)}"
            if item["r_rest"] is not None
            else words.separates(item),
        ),
    ]
    if item["efficiency"] is not None:
        found.append(
            Entry(
                _("Discriminative efficiency"),
                _("%s of what these marks could reach") % words.percent(item["efficiency"]),
            )
        )
    if tails:
        found.append(
            Entry(
                _("Upper less lower 27%"),
                _("%(index)s (%(upper)s people with the highest totals, %(lower)s with the lowest)")
                % {
                    "index": words.percent(tails["index"]),
                    "upper": f"{tails['upper']:,}",
                    "lower": f"{tails['lower']:,}",
                },
            )
        )
    if time:
        said = _("%(median)s; half of all between %(lower)s and %(upper)s") % {
            name: words.seconds(time[name]) for name in ("median", "lower", "upper")
        }
        found.append(Entry(_("Time"), said))
    else:
        found.append(Entry(_("Time"), _("Not known of 30 people yet.")))
    return found


def _tables(item: Item) -> list[tuple[str, Sequence[Any], Sequence[Sequence[Cell]]]]:
    """What was chosen: one table, or one for each item that was matched, rated or placed."""
    texts = {(group, key): text for group, _of, key, text in item["choices"]}
    of = {group: name for group, name, _key, _text in item["choices"]}
    groups: dict[str, list[Item]] = {}
    for one in item["options"]:
        groups.setdefault(one["group"], []).append(one)
    columns = [
        _("Answer"),
        Column(_("Chosen by"), number=True),
        Column(_("Mean on the rest"), number=True),
        Column(_("Goes with the rest"), number=True),
    ]
    return [
        (
            of.get(group) or _("What people chose"),
            columns,
            [[_answer(one, texts), *_cells(one)] for one in options],
        )
        for group, options in groups.items()
    ]


def _answer(one: Item, texts: Mapping[tuple[str, str], str]) -> Cell:
    if not one["key"]:
        return Cell(_("No answer"))
    text = texts.get((one["group"], one["key"]), one["key"])
    return Cell(text, note=_("The right answer") if one["is_right"] else "")


def _cells(one: Item) -> list[Cell]:
    return [
        Cell(words.share(one["share"])),
        Cell(words.percent(one["mean_rest"])),
        Cell(words.correlation(one["r_rest"])),
    ]


def _why_no_table(item: Item) -> str:
    if item["options"]:
        return ""
    if item["choices"]:
        return _("What people chose is not shown: a group of fewer than 10 could be worked out.")
    return _("Answers to this question are written, so there is no table of them.")
