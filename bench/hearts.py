"""The pure hearts, and the doors that are used most: how often a second."""

import datetime
import itertools
import random
import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils import timezone

from accounts.models import User
from assessments.firstanswers import FirstAnswer
from assessments.marking import mark
from bench.answers import answers_by_type
from bench.report import per_second, timed
from courses.models import CompiledPart
from evaluation import queries
from evaluation.itemreport import item_report
from mandatory.schedule import Assigned, Credited, Facts, standing
from scenarios.engine import END, advance, begin, graph_of, on_offer
from scenarios.graph import check
from scenarios.measures import measure as measure_graph
from scenarios.models import ScenarioDocument
from tracking.enums import Verb
from tracking.services import record

VARIABLES = ("trust", "safety", "information")


def measure(people: int) -> None:
    """Each for about a second."""
    scenario_engine()
    graph_check()
    marking()
    schedule()
    ledger()
    reach(people)
    items()


def scenario_engine() -> None:
    """Choices taken a second, from the beginning to an ending and over again."""

    graph = graph_of(ScenarioDocument.objects.all()[0].document)
    state = begin(graph)
    turn = itertools.count()

    def step() -> None:
        nonlocal state
        offers = on_offer(graph, state)
        if offers:
            state = advance(graph, state, offers[next(turn) % len(offers)].id)
        else:
            state = begin(graph)

    per_second("engine.advance", step)


def graph_check(scenes: int = 5_000) -> None:
    """A check of a graph that is far larger than any that people write."""

    graph = graph_of(ladder(scenes))
    with timed("graph.check", scenes):
        check(graph)
        measure_graph(graph)


def ladder(scenes: int) -> dict[str, Any]:
    """A scenario in which three choices lead from each scene to one of the next three."""
    chance = random.Random(1)

    def way(scene: int, number: int) -> dict[str, Any]:
        after = scene + 1 + chance.randrange(3)
        return {
            "id": f"c{number}",
            "text": "Say it.",
            "consequence": "It is said.",
            "why": "So.",
            "feeling": "Heard",
            "grade": ("best", "partial", "poor")[number],
            "effects": {name: chance.randint(-2, 2) for name in VARIABLES},
            "next": END if after >= scenes else f"s{after}",
            **({"when": "trust > -5"} if number else {}),
        }

    return {
        "id": "BENCH",
        "start": "s0",
        "variables": [
            {"id": name, "name": name, "start": 0, "min": -8, "max": 8} for name in VARIABLES
        ],
        "scenes": [
            {
                "id": f"s{scene}",
                "title": f"Scene {scene}",
                "speaker": "",
                "text": "Words.",
                "choices": [way(scene, number) for number in range(3)],
            }
            for scene in range(scenes)
        ],
        "endings": [{"id": "e", "title": "End", "band": "secure", "text": "", "stronger": ""}],
    }


def marking() -> None:
    """Answers marked a second."""

    document = CompiledPart.objects.filter(kind="check")[0].document
    answers = itertools.cycle(
        (question, [option["key"]])
        for question in document["questions"]
        for option in question.get("options", ())
    )
    per_second("marking", lambda: mark(*next(answers)))
    for kind, question, given in answers_by_type():
        turn = itertools.cycle(given)
        per_second(f"marking.{kind}", partial(_mark_next, question, turn), seconds=0.5)


def _mark_next(question: dict[str, Any], turn: Iterator[Any]) -> None:
    mark(question, next(turn))


def schedule() -> None:
    """Standings worked out a second from facts."""

    start = datetime.date(2025, 1, 6)
    done = datetime.date(2025, 2, 3)
    facts = Facts(
        assigned=[Assigned(starts_on=start, first_due_on=datetime.date(2025, 2, 3))],
        credited=[Credited(completed_on=done, renews_on=datetime.date(2026, 2, 3))],
    )
    per_second("schedule.standing", lambda: standing(facts, as_of=datetime.date(2026, 1, 15)))


def ledger() -> None:
    """Events recorded a second through the single door, one transaction each."""

    user = User.objects.get(email="practitioner@example.org")
    number = itertools.count()
    per_second(
        "ledger.record",
        lambda: record(
            actor=user,
            verb=Verb.LAUNCHED,
            object_iri="https://example.org/bench",
            key=f"bench:{next(number)}",
        ),
        seconds=2,
    )


def reach(people: int) -> None:
    """The protected table of the whole force."""

    choice = queries.choices()[0]
    with timed("reach", people):
        queries.reach(choice, as_at=choice.days[0])


def items(attempts: int = 20_000, questions: int = 12) -> None:
    """The figures of a bank from so many first attempts: arithmetic and disclosure alone."""
    chance = random.Random(1)
    refs = [f"Q{n}" for n in range(60)]

    def given() -> Iterator[FirstAnswer]:
        moment = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
        for number in range(attempts):
            right = [chance.random() < 0.7 for _n in range(questions)]
            attempt = uuid.UUID(int=number)
            for index, ref in enumerate(chance.sample(refs, questions)):
                yield FirstAnswer(
                    attempt=attempt,
                    index=index,
                    ref=ref,
                    revision=1,
                    right=right[index],
                    score=int(right[index]),
                    most=1,
                    response=["b" if right[index] else "a"],
                    seconds=30.0,
                    total=sum(right),
                    asked=questions,
                    submitted_at=moment,
                )

    document = {"type": "single", "options": [{"key": key, "text": key} for key in "abcd"]}
    with timed("items.report", attempts * questions):
        item_report(given(), {(ref, 1): document for ref in refs}, as_of=timezone.now())
