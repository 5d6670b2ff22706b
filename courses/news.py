"""Notes at passages of a released part whose rule has changed since. Shown, never compiled.

Released parts stay as they are, so what became of the rules is asked each time they are
served: one query, which finds nothing as long as what they cite is in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from courses.formats import Block
from courses.services.compiling import anchor_of
from victimscode.queries import News, news_in, that_matter


@dataclass(frozen=True)
class Notes:
    """What stands before a part, and before some of its segments, by their ids."""

    head: str = ""
    before: Mapping[str, str] = field(default_factory=dict)

    def html(self, segment_id: str) -> str:
        """The note before a segment; empty when there is none."""
        return self.before.get(segment_id, "")


NONE = Notes()


def notes_for(version_id: UUID, part_iri: str, segments: Sequence[Mapping[str, Any]]) -> Notes:
    """The notes of a part as it is served."""
    found = news_in(version_id, part_iri)
    if not found:
        return NONE
    by_question = {one["question"]["ref"]: one["id"] for one in segments if "question" in one}
    told: dict[str, list[News]] = {}
    for block_id, news in found:
        segment = by_question.get(block_id) or anchor_of(Block("", {}, block_id))
        told.setdefault(segment, []).append(news)
    before = {
        segment: _note(matter) for segment, news in told.items() if (matter := that_matter(news))
    }
    return Notes(_head([news for _block, news in found], len(before)), before)


def _note(news: Sequence[News]) -> str:
    return render_to_string("pages/victimscode/parts/news.html", {"news": news}).strip()


def _head(news: Sequence[News], changed: int) -> str:
    new = next((one for one in news if one.in_force), None)
    if new is None:
        return ""  # each passage says by itself that its edition does not apply
    context = {
        "edition": new.edition,
        "since": new.since,
        "changed": changed,
        "url": new.more,
    }
    return render_to_string("blocks/courses/news_head.html", context).strip()
