"""The texts of a story: versions whose scenes, choices and ways agree can be counted together."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from evaluation.disclosure.ways import Way
from scenarios.models import Run, ScenarioDocument


@dataclass(frozen=True)
class Version:
    """A compiled document that was played; `released_at` is None if in a module alone."""

    id: int
    number: int
    released_at: datetime.datetime | None
    document: Mapping[str, Any]


@dataclass(frozen=True)
class Text:
    """Versions that have the same scenes, choices and ways, the newest first."""

    slug: str
    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        """The version whose words are shown."""
        return self.versions[0]

    @property
    def ids(self) -> list[int]:
        """The keys of its documents."""
        return [version.id for version in self.versions]

    @property
    def key(self) -> str:
        """What the text is told by in an address: the number of its newest version."""
        return str(self.newest.number)

    @property
    def start(self) -> str:
        """The scene in which everybody begins."""
        return str(self.newest.document["start"])

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """Its branches, as written."""
        return tuple(ways_of(self.newest.document))

    @property
    def scenes(self) -> list[Mapping[str, Any]]:
        """Its scenes, as written."""
        return list(self.newest.document["scenes"])

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.newest.document["title"])


def ways_of(document: Mapping[str, Any]) -> list[Way]:
    """The branches of a document, as written."""
    return [
        Way(scene["id"], choice["id"], choice["next"])
        for scene in document["scenes"]
        for choice in scene.get("choices", ())
    ]


def texts(slug: str) -> list[Text]:
    """The texts of a scenario that were ever played, the newest first. One query."""
    played = Run.objects.filter(document=OuterRef("pk"))
    rows = ScenarioDocument.objects.filter(slug=slug).annotate(played=Exists(played))
    grouped: dict[tuple[str, frozenset[Way]], list[Version]] = {}
    versions = [
        (row, Version(row.pk, number, row.released_at, row.document))
        for number, row in enumerate(rows.order_by("pk"), start=1)
    ]
    for row, version in reversed(versions):
        if row.played:
            shape = (version.document["start"], frozenset(ways_of(version.document)))
            grouped.setdefault(shape, []).append(version)
    return [Text(slug, tuple(group)) for group in grouped.values()]


@dataclass(frozen=True)
class Played:
    """A scenario that was played, and how many people have finished it, in whole tens."""

    slug: str
    title: str
    people: int


def played() -> list[Played]:
    """The scenarios that were ever released or played, by their ids. Two queries."""
    finished = Count("runs__user", distinct=True, filter=Q(runs__finished_at__isnull=False))
    rows = ScenarioDocument.objects.order_by("slug").values("slug").annotate(people=finished)
    people = dict(rows.values_list("slug", "people"))
    titles = dict(ScenarioDocument.objects.order_by("pk").values_list("slug", "document__title"))
    return [Played(slug, titles[slug], number // 10 * 10) for slug, number in people.items()]
