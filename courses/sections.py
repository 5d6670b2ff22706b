"""The sections of a lesson: what a note is kept beside, feedback is about, and a search finds. Pure.

A section begins where a reader sees a new beginning: at a heading, a passage with its
content note, a question, a reflection. It is called by the id of its first segment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from courses import checks
from courses.formats import Block, LessonFile

# What stands behind a content note, or is somebody's own: in no quotation and no search.
HIDDEN = {"passage": frozenset({"text", "alternative"})}
_BEGINNINGS = ("passage", "question", "reflection")

Made = Iterable[tuple[Block, Sequence[Mapping[str, Any]]]]


def sections(
    lesson: LessonFile, made: Made, *, more: Callable[[Block], Sequence[str]] = lambda _block: ()
) -> list[dict[str, Any]]:
    """The sections as {"id", "title", "words", "cites", "last", "notable"}.

    `made` are the blocks with the segments that they became; `last` is the id of a
    section's last segment, and a note may be kept where it is `notable`. `more` gives
    words that a block shows and does not hold, as those of a diagram.
    """
    found: list[dict[str, Any]] = []
    for block, segments in made:
        if not segments:
            continue
        if not found or _begins(block):
            found.append(_section(lesson, block, segments))
        here = found[-1]
        said = [*words_of(block, segments), *more(block)]
        here["words"] += [text for text in said if text != here["title"]]
        here["cites"] += _cites(block, segments)
        here["last"] = segments[-1]["id"]
    for one in found:
        one["words"] = "\n".join(one["words"])
        one["cites"] = list(dict.fromkeys(one["cites"]))
    return found


def words_of(block: Block, segments: Sequence[Mapping[str, Any]] = ()) -> list[str]:
    """The plain words of a block that may be quoted and found."""
    hidden = HIDDEN.get(block.kind, frozenset())
    said = [text for key, text in checks.shown(block) if key not in hidden]
    return said + [one["question"]["stem"] for one in segments if one.get("slot") == "question"]


def _begins(block: Block) -> bool:
    return block.kind in _BEGINNINGS or (block.kind == "heading" and block.data["level"] == 2)


def _section(
    lesson: LessonFile, block: Block, segments: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    return {
        "id": segments[0]["id"],
        "title": _title(lesson, block, segments[0]),
        "words": [],
        "cites": [],
        "notable": block.kind not in ("question", "reflection"),
    }


def _title(lesson: LessonFile, block: Block, segment: Mapping[str, Any]) -> str:
    if block.kind == "heading":
        return str(block.data["text"])
    if block.kind == "question":
        return str(segment["question"]["stem"])
    return str(block.data.get("title") or block.data.get("prompt") or lesson.title)


def _cites(block: Block, segments: Sequence[Mapping[str, Any]]) -> list[str]:
    asked = [one["question"] for one in segments if one.get("slot") == "question"]
    of_questions = [ref for question in asked for ref in question.get("cites", ())]
    return [*(ref for ref, _line in checks.refs_of(block)), *of_questions]
