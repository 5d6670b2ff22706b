"""How a story was played: what people chose first, where they left, how long, and how it came out.

What comes out has been protected: no count from 1 to 9, and none that can be worked out.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Post
from evaluation.disclosure import ALL, Node, ProtectedTable, Rules, Table, protect
from evaluation.disclosure.ways import TOTAL, withheld
from evaluation.stories import reading
from evaluation.stories.texts import Text
from scenarios.engine import END
from scenarios.models import Run, RunChoice

# Who has not come back for so long has left.
LEFT_AFTER = datetime.timedelta(days=14)
# A longer pause between two choices is not playing, and counts as so much.
LONGEST_PAUSE = datetime.timedelta(minutes=10)
# The times of so many people, the latest, say as much as those of all.
MOST_TIMES = 2_000
BANDS = ("strong", "secure", "revisit")
EVERYBODY, NO_POST = "*all", "*none"


@dataclass(frozen=True)
class ChoiceFigure:
    """A choice, and how many people made it when they first came to its scene; None is withheld."""

    key: str
    text: str
    grade: str
    people: int | None
    percent: int | None


@dataclass(frozen=True)
class SceneFigure:
    """A scene, how many people came to it, and what they chose first."""

    key: str
    title: str
    people: int | None
    choices: tuple[ChoiceFigure, ...]


@dataclass(frozen=True)
class Minutes:
    """Half of the people took between `lower` and `upper` minutes."""

    lower: int
    median: int
    upper: int
    people: int


@dataclass(frozen=True)
class StoryFigures:
    """How one text was played by the `people` who have finished it, each by their first time."""

    text: Text
    people: int
    scenes: tuple[SceneFigure, ...]
    minutes: Minutes | None
    left: ProtectedTable | None
    bands: ProtectedTable | None


def story_figures(text: Text, *, now: datetime.datetime | None = None) -> StoryFigures:
    """The figures of a text. Nothing at all is told before ten people have finished or left."""
    moment = now or timezone.now()
    people, runs = reading.by_tens(reading.first_runs(text))
    return StoryFigures(
        text=text,
        people=people,
        scenes=tuple(_scenes(text, runs)) if people else (),
        minutes=_minutes(runs) if people else None,
        left=_left(text, moment),
        bands=_bands(runs, timezone.localdate(moment)) if people else None,
    )


def _scenes(text: Text, runs: QuerySet[Run]) -> Iterable[SceneFigure]:
    counts = reading.together(reading.choices(runs))
    every = {way.key: counts.get(way.key, 0) for way in text.ways}
    held = withheld(text.ways, every, start=text.start, threshold=reading.THRESHOLD)
    for scene in text.scenes:
        name = scene["id"]
        choices = scene.get("choices", ())
        came = sum(every[name, choice["id"]] for choice in choices)
        shown = None if (name, TOTAL) in held else came
        yield SceneFigure(
            key=name,
            title=scene["title"],
            people=shown,
            choices=tuple(
                _choice(choice, shown, None if key in held else every[key])
                for choice in choices
                for key in [(name, choice["id"])]
            ),
        )


def _choice(choice: Mapping[str, Any], came: int | None, people: int | None) -> ChoiceFigure:
    percent = None
    if people is not None and came:
        # Halves go up, as everywhere in these figures.
        percent = (200 * people + came) // (2 * came)
    return ChoiceFigure(choice["id"], choice["text"], choice["grade"], people, percent)


def _minutes(runs: QuerySet[Run]) -> Minutes | None:
    """Of the latest of these runs: minutes from the beginning to the end, without long pauses."""
    newest = runs.order_by("-finished_at", "-pk").values("pk")[:MOST_TIMES]
    latest = Run.objects.filter(pk__in=newest, finished_at__isnull=False)
    moments: dict[Any, list[datetime.datetime]] = {
        pk: [begun] for pk, begun in latest.values_list("pk", "started_at")
    }
    made = RunChoice.objects.filter(run__in=latest.values("pk")).order_by("pk")
    for pk, moment in made.values_list("run", "chosen_at"):
        moments[pk].append(moment)
    for pk, over in latest.values_list("pk", "finished_at"):
        if over:
            moments[pk].append(over)
    taken = [sum(map(_played, pairwise(each))) for each in moments.values()]
    if len(taken) < reading.THRESHOLD:
        return None
    # In whole minutes, since a quartile is one person's time.
    lower, median, upper = (max(1, round(one)) for one in quantiles(taken, n=4, method="inclusive"))
    return Minutes(lower, median, upper, len(taken))


def _played(between: tuple[datetime.datetime, datetime.datetime]) -> float:
    """Minutes between two moments, at most those of the longest pause."""
    before, after = between
    return min(max(after - before, datetime.timedelta()), LONGEST_PAUSE).total_seconds() / 60


def left_runs(text: Text, *, before: datetime.datetime) -> QuerySet[Run]:
    """Runs of people who began this text first and have not touched it since; nobody has finished."""
    others = Run.objects.filter(user=OuterRef("user"), document__slug=text.slug)
    first = others.filter(
        Q(started_at__lt=OuterRef("started_at"))
        | Q(started_at=OuterRef("started_at"), pk__lt=OuterRef("pk"))
    )
    begun = Run.objects.filter(
        document__in=text.ids, finished_at__isnull=True, started_at__lt=before
    )
    return (
        begun.filter(~Exists(first), ~Exists(others.filter(finished_at__isnull=False)))
        .annotate(touched=Coalesce(Max("choices__chosen_at"), "started_at"))
        .filter(touched__lt=before)
        .order_by("touched", "pk")
    )


def _left(text: Text, now: datetime.datetime) -> ProtectedTable | None:
    """By the scene at which people stopped; None when fewer than ten did."""
    people, runs = reading.by_tens(left_runs(text, before=now - LEFT_AFTER))
    if not people:
        return None
    last = RunChoice.objects.filter(run=OuterRef("pk"), superseded=False).order_by("-step")
    stands = runs.annotate(
        scene=Subquery(last.values("scene")[:1]), choice=Subquery(last.values("choice")[:1])
    )
    leads = {way.key: way.to for way in text.ways}
    counts: Counter[str] = Counter()
    rows = stands.order_by().values_list("scene", "choice").annotate(people=Count("pk"))
    for scene, choice, number in rows:
        counts[leads[scene, choice] if scene else text.start] += number
    titles = {scene["id"]: scene["title"] for scene in text.scenes}
    places = [name for name in (*titles, END) if counts[name]]
    return protect(
        Table(
            measures=("left",),
            rows=(
                Node(EVERYBODY, ""),
                *(Node(name, titles.get(name, ""), EVERYBODY) for name in places),
            ),
            counts={
                (EVERYBODY, ALL): (people,),
                **{(name, ALL): (counts[name],) for name in places},
            },
        ),
        Rules(threshold=reading.THRESHOLD, priority=("left",)),
    )


def _bands(runs: QuerySet[Run], today: datetime.date) -> ProtectedTable:
    """By kind of post (today's) and band."""
    held = Post.objects.held_on(today).filter(user=OuterRef("user")).order_by("starts_on", "pk")
    rows = (
        runs.annotate(job=Subquery(held.values("job")[:1]))
        .order_by()
        .values_list("job", "band")
        .annotate(people=Count("pk"))
    )
    counts: Counter[tuple[str, str]] = Counter()
    for job, band, people in rows:
        for row in (EVERYBODY, job or NO_POST):
            for column in (ALL, band):
                counts[row, column] += people
    jobs = sorted({job for job, _band in counts} - {EVERYBODY})
    cells = {
        (row, column): (counts[row, column],)
        for row in (EVERYBODY, *jobs)
        for column in (ALL, *BANDS)
    }
    return protect(
        Table(
            measures=("finished",),
            rows=(Node(EVERYBODY, ""), *(Node(job, job, EVERYBODY) for job in jobs)),
            counts=cells,
            columns=tuple(Node(band, band) for band in BANDS),
        ),
        Rules(threshold=reading.THRESHOLD, priority=("finished",), cells=("finished",)),
    )
