"""Case files, looked at by the same questions, beside what a panel of reviewers said. Pure.

Reviewers may differ. Where they do, the panel has a rule for the next time.
"""

from __future__ import annotations

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

RULES = "rules"


@dataclass(frozen=True)
class Panel:
    """What each reviewer said at first, in words, and the rule for when they differed."""

    reviewers: tuple[str, ...]
    rule: str = ""

    @property
    def differed(self) -> bool:
        """Whether they did not all say the same."""
        return len(set(self.reviewers)) > 1


@dataclass(frozen=True)
class Rules:
    """What the panel settled about one question: the rules, each with the file of its case."""

    number: int
    question: str
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Agreement:
    """How the panel's first answers went together: how many answers, on how many all agreed."""

    answers: int
    agreed: int
    rules: tuple[Rules, ...]


# Checking ------------------------------------------------------------------------------------


def check(form: Form, path: Path) -> None:
    """Note what is the matter with the questions, the files and the panel's answers."""
    form.keys(path, "answers questions parts rules")
    answers = form.items((*path, "answers"), least=2)
    values = form.ids(answers)
    for answer in answers:
        form.keys(answer, "id text")
        form.texts(answer, "text")
    questions = form.items((*path, "questions"), least=2)
    names = form.ids(questions)
    for question in questions:
        form.keys(question, "id number text", f"hint {CITING}")
        form.texts(question, "text hint")
        form.number((*question, "number"), 1, 99)
        form.cites(question)
    files = form.items((*path, "parts"))
    form.ids(files, taken=[RULES])
    sizes: set[int] = set()
    for file in files:
        _file(form, file, names, values, sizes)
    if len(sizes) > 1:
        form.problem((*path, "parts"), "Every answer of the panel has as many reviewers.")
    form.keys((*path, RULES), "title text", "after")
    form.texts((*path, RULES), "title text after")


def _file(form: Form, path: Path, names: list[str], values: list[str], sizes: set[int]) -> None:
    form.keys(path, "id title text entries panel", f"after {CITING}")
    form.texts(path, "title text after")
    form.cites(path)
    for entry in form.items((*path, "entries")):
        form.keys(entry, "day by text")
        form.texts(entry, "day by text")
    panel = form.items((*path, "panel"))
    if form.ids(panel) != names and form.at((*path, "panel")) is not None:
        form.problem((*path, "panel"), "The panel answers each question once, in their order.")
    for said in panel:
        form.keys(said, "id reviewers agreed why", f"rule {CITING}")
        form.texts(said, "why rule")
        form.cites(said)
        form.known((*said, "agreed"), values, "answer")
        reviewers = form.items((*said, "reviewers"), least=2)
        sizes.add(len(reviewers))
        given = {form.known(here, values, "answer") for here in reviewers}
        if len(given) > 1 and not form.at((*said, "rule")):
            form.problem(said, "Where the reviewers differ there should be a “rule”.")


# Steps ---------------------------------------------------------------------------------------


def steps(work: Work) -> tuple[Step, ...]:
    """Each file is a step with all questions; then where the panel differed, and its rules."""
    offers = tuple(Offer(answer["id"], answer["text"]) for answer in work.data["answers"])
    files = tuple(
        Step(
            id=file["id"],
            part=file["id"],
            title=file["title"],
            fields=tuple(
                Field(f"{file['id']}.{question['id']}", Asks.ONE, question["text"], offers)
                for question in work.data["questions"]
            ),
        )
        for file in work.data["parts"]
    )
    return (*files, Step(RULES, RULES, work.data[RULES]["title"], told=False))


# Marking -------------------------------------------------------------------------------------


def mark(work: Work, step: Step, answers: Answers) -> Feedback:
    """What the panel said to each question, and why."""
    if step.id == RULES:
        return Feedback()
    names = {answer["id"]: answer["text"] for answer in work.data["answers"]}
    file = work.part(step.part)
    remarks = []
    for question, field, said in zip(
        work.data["questions"], step.fields, file["panel"], strict=True
    ):
        yours = answers.get(field.name, ())
        remarks.append(
            Remark(
                about=field.name,
                title=f"{question['number']}. {question['text']}",
                stand=stand_of(yours, (said["agreed"],)),
                yours=tuple(names[value] for value in yours),
                ours=(names[said["agreed"]],),
                why=said["why"],
                cites=tuple(dict.fromkeys((*cites_of(said), *cites_of(question)))),
                more=Panel(tuple(names[one] for one in said["reviewers"]), said.get("rule", "")),
            )
        )
    return Feedback(tuple(remarks), after=file.get("after", ""), cites=cites_of(file))


def agreement(data: Mapping[str, Any]) -> Agreement:
    """How often the reviewers agreed at first, over all files, and what they settled."""
    settled, agreed, total = [], 0, 0
    for index, question in enumerate(data["questions"]):
        answers = [(file["title"], file["panel"][index]) for file in data["parts"]]
        total += len(answers)
        agreed += sum(len(set(said["reviewers"])) == 1 for _file, said in answers)
        rules = tuple((said["rule"], file) for file, said in answers if said.get("rule"))
        if rules:
            settled.append(Rules(question["number"], question["text"], rules))
    return Agreement(total, agreed, tuple(settled))


AUDIT = Kind(check=check, steps=steps, mark=mark)
