"""A card to fill in from a case file: what was promised and is open, by when, who knows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.workingdays import Clock, Unit, UnknownYear
from core.yamltext import Path
from exercises.kinds.base import (
    Answers,
    Asks,
    Feedback,
    Field,
    Kind,
    Offer,
    Remark,
    Stand,
    Step,
    Work,
    cites_of,
    stand_of,
)
from exercises.kinds.calendar import GROUPS
from exercises.kinds.form import CITE, CITING, Form

FILE, OPEN, FILL, LINE = "file", "open", "fill", "line"


@dataclass(frozen=True)
class Row:
    """One line of a card: the promise, by when and who knows; as it was filled in, and ours."""

    promise: str
    due: str
    who: tuple[str, ...]
    your_due: str = ""
    your_who: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """A filled card; `line` is what one wrote on it, `model` what we would."""

    rows: tuple[Row, ...]
    model: str = ""
    line: str = ""


# Checking ------------------------------------------------------------------------------------


def check(form: Form, path: Path) -> None:
    """Note what is the matter with the file, the promises and the card."""
    form.keys(path, "parts people promises line")
    files = form.items((*path, "parts"))
    form.ids(files)
    if len(files) > 1 or (files and form.at((*files[0], "id")) != FILE):
        form.problem((*path, "parts"), f"There should be one part, with the id “{FILE}”.")
    for file in files:
        form.keys(file, "id title text entries", "after")
        form.texts(file, "title text after")
        for entry in form.items((*file, "entries")):
            form.keys(entry, "day by text")
            form.texts(entry, "day by text")
    people = form.items((*path, "people"), least=2)
    names = form.ids(people)
    for person in people:
        form.keys(person, "id name")
        form.texts(person, "name")
    promises = form.items((*path, "promises"), least=2)
    form.ids(promises, taken=["promises", "text"])
    for promise in promises:
        _promise(form, promise, names)
    form.keys((*path, LINE), "title ask model", f"after {CITING}")
    form.texts((*path, LINE), "title ask model after")
    form.cites((*path, LINE))


def _promise(form: Form, path: Path, people: list[str]) -> None:
    is_open = form.reader.flag((*path, "open"))
    needs, more = ("dates due who how", "counted") if is_open else ("", "")
    form.keys(path, f"id text open why {needs}", f"{more} {CITING}")
    form.texts(path, "text why how")
    form.cites(path)
    if not is_open:
        return
    dates = form.items((*path, "dates"), least=2)
    names = form.ids(dates)
    for one in dates:
        form.keys(one, "id text")
        form.texts(one, "text")
    form.known((*path, "due"), names, "date")
    for here in form.items((*path, "who")):
        form.known(here, people, "person")
    if form.at((*path, "counted")) is not None:
        _counted(form, (*path, "counted"))


def _counted(form: Form, path: Path) -> None:
    """A day that follows from a limit, so that the release can see whether it still does."""
    form.keys(path, "starts limit group last")
    form.day((*path, "starts"))
    form.day((*path, "last"))
    form.reader.choice((*path, "group"), GROUPS)
    limit = form.reader.text((*path, "limit"))
    if limit and not CITE.fullmatch(limit):
        form.problem((*path, "limit"), f"“{limit}” should be written <edition>/<id>.")


def troubles(work: Work) -> list[str]:
    """Days on the card that no longer follow from the limits that they name."""
    found = []
    for promise in work.data["promises"]:
        counted = promise.get("counted")
        if counted:
            found += _days_apart(work, promise["text"], counted)
    return found


def _days_apart(work: Work, promise: str, counted: Mapping[str, Any]) -> list[str]:
    limits = work.links.get(counted["limit"], {}).get("limits", {})
    limit = limits.get(counted["group"])
    if limit is None:
        return [f"“{counted['limit']}” has no limit for “{counted['group']}”."]
    clock = Clock(limit["amount"], Unit(limit["unit"]))
    try:
        due = clock.due(date.fromisoformat(counted["starts"]))
    except UnknownYear as error:
        return [str(error)]
    if due.isoformat() == counted["last"]:
        return []
    return [f"“{promise}” says {counted['last']}, but its limit runs to {due.isoformat()}."]


# Steps ---------------------------------------------------------------------------------------


def steps(work: Work) -> tuple[Step, ...]:
    """Which promises are open; by when and who knows; a line in one's own words, and the card."""
    promises = tuple(Offer(one["id"], one["text"]) for one in work.data["promises"])
    people = tuple(Offer(person["id"], person["name"]) for person in work.data["people"])
    fields: list[Field] = []
    for promise in _open(work):
        days = tuple(Offer(one["id"], one["text"]) for one in promise["dates"])
        fields.append(Field(f"{FILL}.{promise['id']}-due", Asks.ONE, promise["text"], days))
        fields.append(Field(f"{FILL}.{promise['id']}-who", Asks.MANY, promise["text"], people))
    line = work.data[LINE]
    title = work.part(FILE)["title"]
    return (
        Step(OPEN, FILE, title, (Field(f"{OPEN}.promises", Asks.MANY, title, promises),)),
        Step(FILL, FILE, title, tuple(fields)),
        Step(
            LINE,
            FILE,
            line["title"],
            (Field(f"{LINE}.text", Asks.TEXT, line["ask"]),),
            optional=True,
        ),
    )


def _open(work: Work) -> list[Mapping[str, Any]]:
    return [promise for promise in work.data["promises"] if promise["open"]]


# Marking -------------------------------------------------------------------------------------


def mark(work: Work, step: Step, answers: Answers) -> Feedback:
    """What we would put on the card, and why."""
    if step.id == OPEN:
        return _opened(work, step.fields[0], answers)
    if step.id == FILL:
        promises = zip(_open(work), step.fields[::2], step.fields[1::2], strict=True)
        return Feedback(
            tuple(_filled(work, promise, due, who, answers) for promise, due, who in promises)
        )
    line = work.data[LINE]
    return Feedback(after=line.get("after", ""), cites=cites_of(line), more=card(work, answers))


def _opened(work: Work, field: Field, answers: Answers) -> Feedback:
    chosen = answers.get(field.name, ())
    remarks = []
    for promise in work.data["promises"]:
        same = (promise["id"] in chosen) == promise["open"]
        stand = (Stand.SAME if same else Stand.OTHER) if chosen else Stand.OPEN
        remarks.append(
            Remark(
                about=f"{field.name}.{promise['id']}",
                title=promise["text"],
                stand=stand,
                ours=("open",) if promise["open"] else ("closed",),
                why=promise["why"],
                cites=cites_of(promise),
            )
        )
    return Feedback(tuple(remarks), after=work.part(FILE).get("after", ""))


def _filled(
    work: Work, promise: Mapping[str, Any], due: Field, who: Field, answers: Answers
) -> Remark:
    row = _row(work, promise, answers)
    stands = {
        stand_of(answers.get(due.name, ()), (promise["due"],)),
        stand_of(answers.get(who.name, ()), tuple(promise["who"])),
    }
    stand = stands.pop() if len(stands) == 1 else Stand.OTHER
    yours = [row.your_due, ", ".join(row.your_who)]
    return Remark(
        about=due.name,
        title=promise["text"],
        stand=stand,
        yours=tuple(one for one in yours if one),
        ours=(row.due, ", ".join(row.who)),
        why=promise["how"],
        cites=_cites(promise),
    )


def _cites(promise: Mapping[str, Any]) -> tuple[str, ...]:
    counted = promise.get("counted")
    more = (counted["limit"],) if counted else ()
    return tuple(dict.fromkeys((*cites_of(promise), *more)))


def _row(work: Work, promise: Mapping[str, Any], answers: Answers) -> Row:
    days = {one["id"]: one["text"] for one in promise["dates"]}
    people = {person["id"]: person["name"] for person in work.data["people"]}
    name = f"{FILL}.{promise['id']}"
    your_due = answers.get(f"{name}-due", ())
    your_who = answers.get(f"{name}-who", ())
    return Row(
        promise=promise["text"],
        due=days[promise["due"]],
        who=tuple(people[one] for one in people if one in promise["who"]),
        your_due=days[your_due[0]] if your_due else "",
        your_who=tuple(people[one] for one in people if one in your_who),
    )


def card(work: Work, answers: Answers) -> Card:
    """The whole card, as it was filled in and as we would."""
    rows = tuple(_row(work, promise, answers) for promise in _open(work))
    line = answers.get(f"{LINE}.text", ("",))[0]
    return Card(rows, work.data[LINE]["model"], line)


CARD = Kind(check=check, steps=steps, mark=mark, troubles=troubles)
