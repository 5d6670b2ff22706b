"""The order in which one reader sees a lesson on what has changed: first what they learnt.

Every other lesson has one order for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from django.template.loader import render_to_string

from courses.queries import LearntAt, Lesson

# A segment, by its place in the document, or words of the page's own between two.
Piece = int | str


def arranged(lesson: Lesson, learnt: Mapping[str, LearntAt]) -> Iterator[Piece]:
    """The segments in the order for this reader, with where and when they learnt what changed."""
    changes = lesson.part.document.get("changes", ())
    if not changes:
        yield from range(len(lesson.segments))
        return
    places = {segment["id"]: index for index, segment in enumerate(lesson.segments)}
    told = set(chain.from_iterable(change["segments"] for change in changes))
    yield from (index for own, index in places.items() if own not in told)
    mine = [change for change in changes if change["key"] in learnt]
    others = [change for change in changes if change["key"] not in learnt]
    for change in mine:
        first, *rest = (places[own] for own in change["segments"])
        yield first
        yield _words("learnt", at=learnt[change["key"]])
        yield from rest
    if mine and others:
        yield _words("not_learnt")
    for change in others:
        yield from (places[own] for own in change["segments"])


def _words(template: str, **context: object) -> str:
    return render_to_string(f"blocks/courses/{template}.html", context).strip()
