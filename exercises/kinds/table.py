"""A table with margins of error and small numbers withheld: what may be said from it. Pure.

The margins are checked: a table that claims to be surer than its numbers allow is a mistake.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.yamltext import Path
from exercises.kinds.base import (
    Answers,
    Asks,
    Feedback,
    Field,
    Kind,
    Offer,
    Remark,
    Step,
    Work,
    cites_of,
    stand_of,
)
from exercises.kinds.form import CITING, Form

MAY, MAY_NOT = "may", "may-not"
OFFERS = (Offer(MAY, MAY), Offer(MAY_NOT, MAY_NOT))
# Fewer people than this are not told of, and neither is what would give them away.
FEWEST = 10
SMALL, COMPLEMENT = "small", "complement"


@dataclass(frozen=True)
class Line:
    """One row: how many people, what share of them, and the range of 95%; None if withheld."""

    name: str
    people: int | None
    share: int | None = None
    low: int | None = None
    high: int | None = None
    withheld: str = ""


def margin(share: int, people: int) -> float:
    """Half the 95% range of a share in per cent, for a simple random sample of so many people."""
    part = share / 100
    return 196 * math.sqrt(part * (1 - part) / people)


def lines(part: Mapping[str, Any]) -> tuple[Line, ...]:
    """The rows of a table. A margin is the half of its range; a range stays between 0 and 100."""
    found = []
    for row in part["rows"]:
        if row.get("withheld"):
            found.append(Line(row["name"], None, withheld=row["withheld"]))
            continue
        share, half = row["share"], row["margin"]
        low, high = max(0, share - half), min(100, share + half)
        found.append(Line(row["name"], row["people"], share, low, high))
    return tuple(found)


# Checking ------------------------------------------------------------------------------------


def check(form: Form, path: Path) -> None:
    """Note what is the matter with the tables and the sentences about them."""
    form.keys(path, "parts")
    parts = form.items((*path, "parts"))
    form.ids(parts)
    for part in parts:
        form.keys(part, "id title text caption measure rows statements", f"note after {CITING}")
        form.texts(part, "title text caption measure note after")
        form.cites(part)
        rows = form.items((*part, "rows"), least=2)
        for row in rows:
            _row(form, row)
        _alone(form, part, rows)
        statements = form.items((*part, "statements"), least=2)
        form.ids(statements)
        for one in statements:
            form.keys(one, "id text may why", CITING)
            form.texts(one, "text why")
            form.reader.flag((*one, "may"))
            form.cites(one)


def _row(form: Form, path: Path) -> None:
    if form.at((*path, "withheld")) is not None:
        form.keys(path, "name withheld")
        form.texts(path, "name")
        form.reader.choice((*path, "withheld"), (SMALL, COMPLEMENT))
        return
    form.keys(path, "name people share margin")
    form.texts(path, "name")
    people = form.number((*path, "people"), FEWEST, 1_000_000)
    share = form.number((*path, "share"), 1, 99)
    half = form.number((*path, "margin"), 0, 50)
    if people and share and half is not None:
        right = margin(share, people)
        if abs(half - right) > 0.6:
            message = f"The margin of {share}% of {people} people is about {right:.1f} points."
            form.problem((*path, "margin"), message)


def _alone(form: Form, part: Path, rows: list[Path]) -> None:
    """One withheld row could be worked out from the total, so another goes with it."""
    withheld = [row for row in rows if form.at((*row, "withheld")) is not None]
    if len(withheld) == 1:
        form.problem((*part, "rows"), "One withheld row alone can be worked out: withhold two.")


# Steps and marking -----------------------------------------------------------------------------


def steps(work: Work) -> tuple[Step, ...]:
    """Each table is a step, with a choice for each sentence about it."""
    return tuple(
        Step(
            id=part["id"],
            part=part["id"],
            title=part["title"],
            fields=tuple(
                Field(f"{part['id']}.{one['id']}", Asks.ONE, one["text"], OFFERS)
                for one in part["statements"]
            ),
        )
        for part in work.data["parts"]
    )


def mark(work: Work, step: Step, answers: Answers) -> Feedback:
    """What may be said, what may not, and why."""
    part = work.part(step.part)
    remarks = []
    for one, field in zip(part["statements"], step.fields, strict=True):
        ours = (MAY if one["may"] else MAY_NOT,)
        yours = answers.get(field.name, ())
        remarks.append(
            Remark(
                about=field.name,
                title=one["text"],
                stand=stand_of(yours, ours),
                yours=yours,
                ours=ours,
                why=one["why"],
                cites=cites_of(one),
            )
        )
    return Feedback(tuple(remarks), after=part.get("after", ""), cites=cites_of(part))


TABLE = Kind(check=check, steps=steps, mark=mark)
