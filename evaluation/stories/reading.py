"""Counting how a text was played. Counts of people, not yet protected: for this package alone.

Whoever has finished a scenario is counted once, by the first time. People come into the
figures ten at a time, in the order in which they finished, and never move within them: so
nobody who looks twice can see what one person did in between.
"""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from evaluation.disclosure.ways import Key
from evaluation.stories.texts import Text
from scenarios.models import Run, RunChoice

THRESHOLD = 10
ByVersion = dict[int, dict[Key, int]]


def first_runs(text: Text) -> QuerySet[Run]:
    """Of everybody who finished the scenario first in this text: that run, the earliest first."""
    earlier = Run.objects.filter(
        Q(finished_at__lt=OuterRef("finished_at"))
        | Q(finished_at=OuterRef("finished_at"), pk__lt=OuterRef("pk")),
        user=OuterRef("user"),
        document__slug=text.slug,
    )
    finished = Run.objects.filter(document__in=text.ids, finished_at__isnull=False)
    return finished.filter(~Exists(earlier)).order_by("finished_at", "pk")


def by_tens(runs: QuerySet[Run]) -> tuple[int, QuerySet[Run]]:
    """How many of these runs are counted, and the runs. `runs` are in order. One query."""
    people = runs.count() // THRESHOLD * THRESHOLD
    return people, Run.objects.filter(pk__in=runs.values("pk")[:people])


def choices(runs: QuerySet[Run]) -> ByVersion:
    """By document, how many people took each choice when they first came to its scene."""
    first = (
        RunChoice.objects.filter(run__in=runs.values("pk"))
        .order_by()
        .values("run", "scene")
        .annotate(first=Min("pk"))
        .values("first")
    )
    rows = (
        RunChoice.objects.filter(pk__in=first)
        .order_by()
        .values_list("run__document", "scene", "choice")
        .annotate(people=Count("pk"))
    )
    found: ByVersion = {}
    for document, scene, choice, people in rows:
        found.setdefault(document, {})[scene, choice] = people
    return found


def together(counts: Mapping[int, Mapping[Key, int]]) -> dict[Key, int]:
    """All versions in one."""
    found: Counter[Key] = Counter()
    for each in counts.values():
        found.update(each)
    return dict(found)
