"""Saying something aloud, then looking oneself whether the points were in it. Pure.

What was said is heard by nobody. It may be written instead, and goes no further than the page.
"""

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
    Stand,
    Step,
    Work,
    cites_of,
)
from exercises.kinds.form import CITING, Form


def check(form: Form, path: Path) -> None:
    """Note what is the matter with the rounds."""
    form.keys(path, "parts")
    parts = form.items((*path, "parts"))
    form.ids(parts)
    for part in parts:
        form.keys(part, "id title text ask points model", f"after {CITING}")
        form.texts(part, "title text ask model after")
        form.cites(part)
        points = form.items((*part, "points"), least=2)
        form.ids(points)
        for point in points:
            form.keys(point, "id text how why", CITING)
            form.texts(point, "text how why")
            form.cites(point)


def steps(work: Work) -> tuple[Step, ...]:
    """Each round is two steps: say it, then look at the points."""
    found: list[Step] = []
    for part in work.data["parts"]:
        name = part["id"]
        offers = tuple(Offer(point["id"], point["text"]) for point in part["points"])
        say = Field(f"{name}.say", Asks.TEXT, part["ask"])
        points = Field(f"{name}.points", Asks.MANY, part["title"], offers)
        found.append(Step(f"{name}.say", name, part["title"], (say,), told=False))
        found.append(Step(f"{name}.points", name, part["title"], (points,), optional=True))
    return tuple(found)


def mark(work: Work, step: Step, answers: Answers) -> Feedback:
    """Each point, how it may sound, and why it is one; then an explanation in our words."""
    part = work.part(step.part)
    if not step.told:
        return Feedback()
    field = step.fields[0]
    ticked = answers.get(field.name, ())
    remarks = tuple(
        Remark(
            about=f"{field.name}.{point['id']}",
            title=point["text"],
            stand=Stand.SAME if point["id"] in ticked else Stand.OPEN,
            ours=(point["how"],),
            why=point["why"],
            cites=cites_of(point),
        )
        for point in part["points"]
    )
    return Feedback(remarks, after=part.get("after", ""), cites=cites_of(part), more=part["model"])


SELF_CHECK = Kind(check=check, steps=steps, mark=mark)
