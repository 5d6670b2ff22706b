"""Many runs at once: the rows that starting, choosing and finishing one by one would leave."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core.hashing import document_hash
from scenarios.engine import ending_of, graph_of, replay
from scenarios.models import Run, RunChoice, ScenarioDocument

AT_ONCE = 500


@dataclass(frozen=True)
class NewRun:
    """A run that was played elsewhere: its choices as (choice, moment). Unfinished without an end."""

    user_id: int
    registration_id: uuid.UUID | None
    seed: int
    started_at: datetime.datetime
    choices: Sequence[tuple[str, datetime.datetime]]
    finished_at: datetime.datetime | None = None


@transaction.atomic
def keep_runs(
    *, document: Mapping[str, Any], iri: str, back_url: str, runs: Iterable[NewRun]
) -> int:
    """Keep runs of one scenario with their choices; how many there were. The ledger is left alone.

    Raises NotOffered for choices that could not have been made, ValueError for a finished run
    that is not at an end.
    """
    graph = graph_of(document)
    pinned, _created = ScenarioDocument.objects.get_or_create(
        slug=document["slug"],
        content_hash=document_hash(document),
        defaults={"document": dict(document)},
    )
    rows: list[Run] = []
    made: list[RunChoice] = []
    for one in runs:
        states = replay(graph, [choice for choice, _moment in one.choices])
        if one.finished_at is not None and not states[-1].over:
            raise ValueError("a run is finished at an end alone")
        row = Run(
            user_id=one.user_id,
            registration_id=one.registration_id,
            iri=iri,
            document=pinned,
            seed=one.seed,
            version=len(one.choices) + (one.finished_at is not None),
            back_url=back_url,
            started_at=one.started_at,
            finished_at=one.finished_at,
            band=ending_of(graph, states[-1]).band if one.finished_at else "",
        )
        rows.append(row)
        made += [
            RunChoice(
                run=row,
                step=step,
                scene=states[step].scene,
                choice=choice,
                key=f"kept-{step}",
                chosen_at=moment,
            )
            for step, (choice, moment) in enumerate(one.choices)
        ]
    Run.objects.bulk_create(rows, batch_size=AT_ONCE)
    RunChoice.objects.bulk_create(made, batch_size=AT_ONCE)
    return len(rows)
