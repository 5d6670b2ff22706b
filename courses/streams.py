"""Lesson blocks between the content files and Wagtail's stream fields. Pure.

The files hold rich text as markdown, the stream as the HTML that the editor keeps; images,
videos and captions are file names in the one and row ids in the other.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from courses import richtext
from courses.formats import KINDS, ROW_KEYS, Block

Raw = dict[str, Any]
_ITEMS = uuid.UUID("0e8f2a54-7d52-5b6a-8a38-4d1f0f4f8b21")


def html(markdown: str) -> str:
    """Markdown as the editor keeps it."""
    return richtext.to_html(richtext.from_markdown(markdown))


def markdown(text: str) -> str:
    """What the editor keeps as markdown."""
    return richtext.to_markdown(richtext.from_html(text))


def to_stream(blocks: Iterable[Block], *, media: Mapping[str, int]) -> list[Raw]:
    """Blocks as a stream's raw data. `media` gives the row id of each file name."""
    return [{"type": block.kind, "value": _value(block, media), "id": block.id} for block in blocks]


def _value(block: Block, media: Mapping[str, int]) -> Any:
    data = block.data
    if block.kind == "text":
        return html(data["text"])
    if block.kind == "heading":
        return {"level": str(data["level"]), "text": data["text"]}
    value: Raw = {}
    for key, form in KINDS[block.kind].keys.items():
        if form == "rich":
            value[key] = html(data.get(key, ""))
        elif form == "flag":
            value[key] = bool(data.get(key))
        elif form == "topics":
            value[key] = ", ".join(data.get(key, []))
        elif form == "rows":
            value[key] = [
                {
                    "type": "item",
                    "value": {name: row.get(name, "") for name in ROW_KEYS},
                    "id": str(uuid.uuid5(_ITEMS, f"{block.id}/{number}")),
                }
                for number, row in enumerate(data.get(key, []))
            ]
        elif form == "other":
            alternative = data.get(key) or {}
            value["alternative_title"] = alternative.get("title", "")
            value["alternative_text"] = html(alternative.get("text", ""))
        elif key in ("file", "captions"):
            value[key] = media.get(data.get(key, ""))
        else:
            value[key] = data.get(key, None if form == "number" else "")
    return value


def from_stream(raw: Iterable[Raw], *, media: Mapping[int, str]) -> tuple[Block, ...]:
    """A stream's raw data as blocks. `media` gives the file name of each row id."""
    return tuple(
        Block(one["type"], _data(one["type"], one["value"], media), str(one.get("id") or ""))
        for one in raw
    )


def _data(kind: str, value: Any, media: Mapping[int, str]) -> dict[str, Any]:
    if kind == "text":
        return {"text": markdown(str(value))}
    if kind == "heading":
        return {"level": int(value["level"]), "text": _line(value["text"])}
    data: dict[str, Any] = {}
    for key, form in KINDS[kind].keys.items():
        found = value.get(key)
        if form == "rich":
            found = markdown(found or "")
        elif form == "topics":
            found = [topic.strip() for topic in (found or "").split(",") if topic.strip()]
        elif form == "rows":
            found = [_row(row) for row in found or []]
        elif form == "other":
            title, text = _line(value.get("alternative_title")), value.get("alternative_text") or ""
            text = markdown(text)
            found = {"title": title, "text": text} if title or text else None
        elif key in ("file", "captions"):
            found = media.get(found, "") if found else ""
        elif form == "line":
            found = _line(found)
        if found not in (None, "", [], False):
            data[key] = found
    return data


def _row(row: Raw) -> dict[str, str]:
    """A row of a list block, which Wagtail keeps in either of two forms."""
    value = row["value"] if "value" in row and "type" in row else row
    kept = {key: _line(value.get(key)) for key in ROW_KEYS}
    return {key: text for key, text in kept.items() if text}


def _line(value: object) -> str:
    return " ".join(str(value or "").split())
