"""The attempts behind the checks of a simulated history: their questions, answers and times."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assessments.assembly import band
from assessments.services import Given, NewAttempt, drawn, keep_attempts
from courses.enums import PartKind
from courses.models import CompiledPart
from courses.queries import only_part
from demo.answers import response_to, right_ones
from demo.history import Done, Run
from tracking.models import ModuleVersion, Registration

SECOND = datetime.timedelta(seconds=1)


def add_attempts(version: ModuleVersion, runs: Sequence[Run], *, seed: int) -> int:
    """Give the checks in these runs, which are on record, the attempts behind them.

    A module whose check was not compiled has none.
    """
    part = only_part(version.pk, PartKind.CHECK)
    if part is None:
        return 0
    return keep_attempts(
        document=part.document,
        iri=part.iri,
        back_url=f"/modules/{version.module_key}/",
        attempts=_attempts(part, runs, registrations(version.module_key, runs), seed),
    )


def registrations(module_key: str, runs: Iterable[Run]) -> dict[tuple[int, datetime.datetime], Any]:
    """The registrations of these runs, by person and opening."""
    people = {run.user_id for run in runs}
    rows = Registration.objects.filter(module_key=module_key, user__in=people)
    return {(user, opened): pk for pk, user, opened in rows.values_list("pk", "user", "opened_at")}


@dataclass
class _Person:
    """How well somebody does, and what they were asked last."""

    draw: random.Random
    last: frozenset[str] = field(default_factory=frozenset)


def _attempts(
    part: CompiledPart, runs: Iterable[Run], registrations: Mapping[Any, Any], seed: int
) -> Iterator[NewAttempt]:
    people: dict[int, _Person] = {}
    for run in runs:
        person = people.setdefault(
            run.user_id, _Person(random.Random(f"{seed}:answers:{run.user_id}"))
        )
        registration = registrations.get((run.user_id, run.opened_at))
        for done in run.parts:
            if done.iri == part.iri:
                yield _attempt(part.document, person, run.user_id, registration, done)


def _attempt(
    document: Mapping[str, Any], person: _Person, user_id: int, registration: Any, done: Done
) -> NewAttempt:
    draw = person.draw
    made = drawn(document, draw.getrandbits(62), last=person.last)
    questions = made["form"]["questions"]
    person.last = frozenset(one["ref"] for one in questions)
    score = _score(document, done, draw)
    right = right_ones(questions, score, score / len(questions), draw)
    spent = [draw.randint(15, 75) for _one in questions]
    opened = clock = done.at - (sum(spent) + 30) * SECOND
    answers = []
    for place, question in enumerate(questions):
        shown, clock = clock, clock + spent[place] * SECOND
        answers.append(Given(response_to(question, draw, right=place in right), shown, clock))
    return NewAttempt(user_id, registration, made, answers, opened, done.at)


def _score(document: Mapping[str, Any], done: Done, draw: random.Random) -> int:
    """How many are right, so that the result is what the history says it was."""
    need, most = document["need"], document["draw"]
    if done.verb != "passed":
        return draw.randint(max(need - 4, 0), need - 1)
    fitting = [score for score in range(need, most + 1) if band(score, need, most) == done.band]
    return draw.choice(fitting or list(range(need, most + 1)))
