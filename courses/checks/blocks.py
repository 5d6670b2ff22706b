"""What a block says, cites and shows, in the words that a reader gets. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from courses import richtext
from courses.formats import KINDS, Block

NAMES = {
    "text": "Text",
    "heading": "Heading",
    "fact": "Fact",
    "limits": "Table of limits",
    "story": "Story",
    "passage": "Passage",
    "quotation": "Quotation",
    "image": "Image",
    "video": "Video",
    "try": "Something to try",
    "question": "Question",
    "scenario": "Scenario",
    "interactive": "Interactive exercise",
    "exercise": "Exercise",
    "aid": "Card in the lesson",
    "keep": "Job aid to keep",
    "diagram": "Diagram",
    "reflection": "Reflection",
}


def describe(block: Block) -> str:
    """A block in a few words, as an editor would look for it."""
    name = NAMES[block.kind]
    data = block.data
    said = next(
        (data[key] for key in ("title", "caption", "say", "prompt", "ref", "alt") if data.get(key)),
        data.get("text", ""),
    )
    said = richtext.plain(richtext.from_markdown(str(said))).replace("\n\n", " ")
    short = said if len(said) <= 60 else said[:57].rsplit(" ", 1)[0] + "…"
    return f"{name} “{short}”" if short else name


def refs_of(block: Block) -> list[tuple[str, int]]:
    """What a block cites, with the line of each."""
    if block.kind == "limits":
        rows = block.data.get("rows", [])
        return [(row.get("cites", ""), block.line_of("rows")) for row in rows]
    cites = block.data.get("cites", "")
    return [(cites, block.line_of("cites"))] if cites else []


def rich_texts(block: Block) -> Iterator[tuple[str, str]]:
    """A block's rich texts as markdown, each with its key."""
    for key, form in KINDS[block.kind].keys.items():
        if form == "rich" and block.data.get(key):
            yield key, block.data[key]
        elif form == "other" and block.data.get(key):
            yield key, block.data[key].get("text", "")


def shown(block: Block) -> Iterator[tuple[str, str]]:
    """All that a block shows as plain words, each text with its key."""
    data: Mapping[str, Any] = block.data
    for key in ("say", "caption", "title", "note", "prompt", "alt", "attribution"):
        if data.get(key):
            yield key, str(data[key])
    if block.kind in ("heading", "quotation", "scenario", "interactive", "keep") and data.get(
        "text"
    ):
        yield "text", str(data["text"])
    for row in data.get("rows", []):
        yield "rows", str(row.get("event", ""))
    for key, text in rich_texts(block):
        yield key, richtext.plain(richtext.from_markdown(text))
    if data.get("alternative"):
        yield "alternative", str(data["alternative"].get("title", ""))
