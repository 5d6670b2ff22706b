"""Stories that were played by many, as rows: fifteen queries a person would be slow."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from core.hashing import document_hash
from scenarios.models import Run, RunChoice, ScenarioDocument
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import compiled


def story_version(**fields: Any) -> ScenarioDocument:
    """A compiled version of the story at the door."""
    document = compiled(**fields)
    found, _created = ScenarioDocument.objects.get_or_create(
        slug=document["slug"],
        content_hash=document_hash(document),
        defaults={"document": document, "released_at": timezone.now()},
    )
    return found


def played(
    document: ScenarioDocument,
    people: int | Sequence[Any],
    *choices: tuple[str, str],
    band: str = "secure",
    at: datetime.datetime | None = None,
    pace: int = 60,
) -> list[Run]:
    """Runs of so many new people (or of these) through these (scene, choice); no band: left there.

    Each choice takes `pace` seconds.
    """
    users = UserFactory.create_batch(people) if isinstance(people, int) else people
    began = at or timezone.now() - datetime.timedelta(days=1)
    ended = began + datetime.timedelta(seconds=pace * len(choices))
    runs = Run.objects.bulk_create(
        Run(
            user=user,
            iri=f"https://steady.example.org/scenarios/{document.slug}",
            registration=None,
            document=document,
            seed=1,
            back_url="/training/",
            started_at=began,
            finished_at=ended if band else None,
            band=band,
        )
        for user in users
    )
    RunChoice.objects.bulk_create(
        RunChoice(
            run=run,
            step=step,
            scene=scene,
            choice=choice,
            key=f"key-{step}",
            chosen_at=began + datetime.timedelta(seconds=pace * step),
        )
        for run in runs
        for step, (scene, choice) in enumerate(choices)
    )
    return runs
