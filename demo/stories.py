"""How the people of a simulated history played the scenarios of their module."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from courses.enums import PartKind
from courses.models import CompiledPart
from courses.queries import parts_of
from demo.attempts import registrations
from demo.history import Run
from scenarios.engine import Graph, State, advance, begin, graph_of, on_offer
from scenarios.services import NewRun, keep_runs
from tracking.models import ModuleVersion

# What people choose: mostly well, not always.
WEIGHTS = {"best": 6, "partial": 3, "poor": 1}
PLAY, LEAVE = 0.75, 0.12
DAY = datetime.timedelta(days=1)


def add_stories(version: ModuleVersion, runs: Sequence[Run], *, seed: int) -> int:
    """Let people with a finished run through the module play its scenarios, on the last day of it."""
    found = registrations(version.module_key, runs)
    return sum(
        keep_runs(
            document=part.document,
            iri=part.iri,
            back_url=f"/modules/{version.module_key}/",
            runs=_played(part, runs, found, seed),
        )
        for part in parts_of(version.pk)
        if part.kind == PartKind.SCENARIO
    )


def _played(
    part: CompiledPart,
    runs: Sequence[Run],
    found: Mapping[tuple[int, datetime.datetime], Any],
    seed: int,
) -> Iterator[NewRun]:
    graph = graph_of(part.document)
    seen: set[int] = set()
    for run in runs:
        draw = random.Random(f"{seed}:{part.iri}:{run.user_id}")
        if run.user_id in seen or not run.parts or draw.random() > PLAY:
            continue
        seen.add(run.user_id)
        yield _run(graph, run, found.get((run.user_id, run.opened_at)), draw)


def _run(graph: Graph, run: Run, registration: Any, draw: random.Random) -> NewRun:
    """One play, to its end or to where somebody left it."""
    names = _choices(graph, draw)
    whole = draw.random() > LEAVE
    if not whole:
        names = names[: draw.randrange(len(names))]
    began = clock = run.parts[-1].at - DAY / 24 * draw.uniform(1, 3)
    choices = []
    for name in names:
        clock += datetime.timedelta(seconds=draw.randint(35, 150))
        choices.append((name, clock))
    over = clock + datetime.timedelta(seconds=draw.randint(10, 60)) if whole else None
    return NewRun(run.user_id, registration, draw.getrandbits(60), began, choices, over)


def _choices(graph: Graph, draw: random.Random) -> list[str]:
    state: State = begin(graph)
    made = []
    while not state.over:
        offers = on_offer(graph, state)
        choice = draw.choices(offers, [WEIGHTS[one.grade] for one in offers])[0]
        made.append(choice.id)
        state = advance(graph, state, choice.id)
    return made
