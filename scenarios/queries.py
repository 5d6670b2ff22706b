"""What can be played, and where a person's runs stand."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from wagtail import hooks

from accounts.models import User
from core.errors import NotFound
from scenarios.citing import cites_of
from scenarios.engine import Choice, Graph, State, graph_of, replay
from scenarios.models import Run, RunChoice, Scenario, ScenarioDocument
from scenarios.telling import told
from tracking.models import Registration
from victimscode.queries import News, that_matter
from victimscode.queries import news_of as news_of_refs

# A Wagtail hook: gives for a slug how many people took each branch. What may be shown of so
# few is decided on the floor of disclosure control, which is above this one.
BRANCH_COUNTS = "scenario_branch_counts"


@dataclass(frozen=True)
class Play:
    """A run with its graph, its states and its choices; `made` are those that stand."""

    run: Run
    document: dict[str, Any]
    graph: Graph
    states: tuple[State, ...]
    made: tuple[RunChoice, ...]
    tried: tuple[RunChoice, ...]

    @property
    def state(self) -> State:
        """Where the run is now."""
        return self.states[-1]

    def choice_of(self, made: RunChoice) -> Choice:
        """The choice as it stands in the graph."""
        return self.graph.scenes[made.scene].by_id[made.choice]

    def first_tries(self) -> dict[int, RunChoice]:
        """By step: the first choice of a moment that was tried again."""
        first: dict[int, RunChoice] = {}
        for made in self.tried:
            first.setdefault(made.step, made)
        return first


def documents() -> list[dict[str, Any]]:
    """All published scenarios as they go into content files."""
    return list(
        Scenario.objects.filter(live=True).order_by("slug").values_list("document", flat=True)
    )


def scenario_by_ref(ref: str) -> Scenario:
    """The scenario with this id, as SC01. Raises NotFound."""
    scenario = Scenario.objects.filter(slug=ref.lower()).first()
    if scenario is None:
        raise NotFound(_("There is no scenario with this id."))
    return scenario


def draft(pk: int) -> Scenario:
    """A scenario as it was last saved. Raises NotFound."""
    scenario = Scenario.objects.filter(pk=pk).first()
    if scenario is None:
        raise NotFound(_("There is no scenario here. Choose one in the list of scenarios."))
    latest: Scenario = scenario.get_latest_revision_as_object()
    return latest


def released(slug: str) -> ScenarioDocument:
    """The newest released document of a scenario. Raises NotFound."""
    document = (
        ScenarioDocument.objects.filter(slug=slug, released_at__isnull=False)
        .order_by("-released_at", "-pk")
        .first()
    )
    if document is None:
        raise NotFound(_("There is no scenario here. Choose one in your training."))
    return document


def open_run_of(user: User, iri: str, registration: Registration | None) -> Run | None:
    """The person's run of this scenario that is not finished, if there is one."""
    return (
        Run.objects.select_related("document", "registration")
        .filter(user=user, iri=iri, registration=registration, finished_at__isnull=True)
        .first()
    )


def run_of(user: User, run_id: uuid.UUID) -> Run:
    """A run of this person. Raises NotFound for anybody else's: it is theirs alone."""
    run = Run.objects.select_related("document", "user").filter(pk=run_id, user=user).first()
    if run is None:
        raise NotFound(_("This story is not here. Open it from your training."))
    return run


def play_of(run: Run, *, alternative: bool = False) -> Play:
    """Replay a run from its choices. One query; the run's document is loaded already.

    `alternative` changes the words alone.
    """
    document, graph = _told(_Telling.of(run.document, alternative=alternative))
    choices = list(run.choices.order_by("pk"))
    made = sorted((c for c in choices if not c.superseded), key=lambda c: c.step)
    states = replay(graph, [c.choice for c in made])
    return Play(
        run=run,
        document=document,
        graph=graph,
        states=tuple(states),
        made=tuple(made),
        tried=tuple(c for c in choices if c.superseded),
    )


def retold(play: Play, *, alternative: bool) -> Play:
    """The same play in the words of this telling."""
    document, graph = _told(_Telling.of(play.run.document, alternative=alternative))
    return replace(play, document=document, graph=graph)


@dataclass(frozen=True)
class _Telling:
    """A document in one of its tellings, known by its hash."""

    content_hash: str
    alternative: bool
    document: Mapping[str, Any] = field(compare=False, repr=False)

    @classmethod
    def of(cls, document: ScenarioDocument, *, alternative: bool) -> _Telling:
        return cls(document.content_hash, alternative, document.document)


# A released document never changes, and to read all its conditions anew for each choice would
# take longer than the choice.
@lru_cache(maxsize=64)
def _told(telling: _Telling) -> tuple[dict[str, Any], Graph]:
    document = told(telling.document, alternative=telling.alternative)
    return document, graph_of(document)


def news_of(document: Mapping[str, Any]) -> list[News]:
    """What has changed in the rules that a document cites, whichever way it is told."""
    return that_matter(news_of_refs(cites_of(document)).values())


def branch_counts(slug: str) -> dict[tuple[str, str], int]:
    """By (scene, choice): how many people took it when they first came there. For pictures.

    Counts people who have finished the scenario, each once, by their first time; in the
    newest text that ten have finished. A branch that is not in it is withheld, since its
    count would show fewer than ten people; empty when too few have played, or when nobody
    above protects the counts. Three queries for each text.
    """
    for counts in hooks.get_hooks(BRANCH_COUNTS):
        found: dict[tuple[str, str], int] = counts(slug)
        return found
    return {}
