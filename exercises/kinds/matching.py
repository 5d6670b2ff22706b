"""Statements, each to be put with one of a few choices, such as the edition that said it. Pure."""

from __future__ import annotations

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


def check(form: Form, path: Path) -> None:
    """Note what is the matter with the choices and the statements."""
    form.keys(path, "question choices parts")
    form.texts(path, "question")
    choices = form.items((*path, "choices"), least=2)
    names = form.ids(choices)
    for choice in choices:
        form.keys(choice, "id name", f"hint {CITING}")
        form.texts(choice, "name hint")
        form.cites(choice)
    parts = form.items((*path, "parts"))
    form.ids(parts)
    for part in parts:
        form.keys(part, "id title text statements", "after")
        form.texts(part, "title text after")
        statements = form.items((*part, "statements"))
        form.ids(statements)
        for one in statements:
            form.keys(one, "id text choice why", CITING)
            form.texts(one, "text why")
            form.known((*one, "choice"), names, "choice")
            form.cites(one)


def steps(work: Work) -> tuple[Step, ...]:
    """Each part is a step, with a choice for each of its statements."""
    offers = tuple(Offer(choice["id"], choice["name"]) for choice in work.data["choices"])
    return tuple(
        Step(
            id=part["id"],
            part=part["id"],
            title=part["title"],
            fields=tuple(
                Field(f"{part['id']}.{one['id']}", Asks.ONE, one["text"], offers)
                for one in part["statements"]
            ),
        )
        for part in work.data["parts"]
    )


def mark(work: Work, step: Step, answers: Answers) -> Feedback:
    """Where each statement belongs, and why."""
    names = {choice["id"]: choice["name"] for choice in work.data["choices"]}
    part = work.part(step.part)
    remarks = []
    for one, field in zip(part["statements"], step.fields, strict=True):
        yours = answers.get(field.name, ())
        remarks.append(
            Remark(
                about=field.name,
                title=one["text"],
                stand=stand_of(yours, (one["choice"],)),
                yours=tuple(names[value] for value in yours),
                ours=(names[one["choice"]],),
                why=one["why"],
                cites=cites_of(one),
            )
        )
    return Feedback(tuple(remarks), after=part.get("after", ""))


MATCHING = Kind(check=check, steps=steps, mark=mark)
