"""Modules and lessons as the texts of their files, in one fixed form. Pure."""

from __future__ import annotations

from typing import Any

from care.notes import ContentNote
from core.yamltext import Flow, FlowMap, dump
from courses.formats.model import Block, CheckRef, LessonFile, ModuleFile, derived_ids, yaml_data
from courses.formats.pack import PACK_FILE, format_pack


def format_lesson(lesson: LessonFile) -> str:
    """The lesson's file in its one fixed form."""
    head = dump(
        {
            "title": lesson.title,
            "number": lesson.number,
            "minutes": lesson.minutes,
            "lead": lesson.lead,
            "outcomes": list(lesson.outcomes),
            "rights": Flow(lesson.rights),
            "content_note": note_data(lesson.content_note),
        }
    )
    return f"---\n{head}---\n{format_body(lesson.blocks)}"


def format_body(blocks: tuple[Block, ...]) -> str:
    """What stands below the front matter."""
    derived = derived_ids((block.kind, block.data) for block in blocks)
    parts = [_block_text(block, own) for block, own in zip(blocks, derived, strict=True)]
    return "\n\n".join(_apart(blocks, parts)) + "\n"


def _apart(blocks: tuple[Block, ...], parts: list[str]) -> list[str]:
    """Write a text that follows a text as a directive, or the two would be read as one."""
    out = list(parts)
    for index, block in enumerate(blocks[1:], start=1):
        if block.kind == "text" and blocks[index - 1].kind == "text":
            out[index] = _as_directive(block, {})
    return out


def _block_text(block: Block, derived: str) -> str:
    more = {} if block.id in ("", derived) else {"id": block.id}
    if not more and block.kind == "heading":
        return f"{'#' * block.data['level']} {block.data['text']}"
    if not more and block.kind == "text":
        return str(block.data["text"])
    return _as_directive(block, more)


def _as_directive(block: Block, more: dict[str, str]) -> str:
    return f"::: {block.kind}\n{dump({**more, **yaml_data(block.kind, block.data)})}:::"


def note_data(note: ContentNote | None) -> dict[str, Any] | None:
    """A content note as the front matter shows it."""
    return {"strength": note.strength, "topics": Flow(note.topics)} if note else None


def _check_data(check: CheckRef) -> dict[str, Any]:
    """A check as the module's file shows it."""
    cells = [
        FlowMap(
            (name, Flow(value) if isinstance(value, list) else value)
            for name, value in cell.as_data().items()
        )
        for cell in check.blueprint
    ]
    return {
        **{name: getattr(check, name) for name in ("slug", "title", "draw", "pass_mark", "bank")},
        "pause_hours": check.pause_hours or None,
        "blueprint": cells,
    }


def format_module(module: ModuleFile) -> dict[str, str]:
    """The files of the module's folder, name to text."""
    check = module.check
    text = dump(
        {
            "slug": module.slug,
            "title": module.title,
            "summary": module.summary,
            "edition": module.edition,
            "minutes": module.minutes,
            "audience": module.audience,
            "outcomes": list(module.outcomes),
            "owner": module.owner,
            "review_by": module.review_by,
            "content_note": note_data(module.content_note),
            "check": _check_data(check) if check else None,
            "scenarios": Flow(module.scenarios) if module.scenarios else None,
            "aids": Flow(module.aids) if module.aids else None,
            "completion": {
                "lessons": "all" if module.completion.lessons else "none",
                "check": "passed" if module.completion.check else "none",
            },
            "attribution": module.attribution,
            "sources": Flow(module.sources) if module.sources else None,
        }
    )
    files = {"module.yaml": text}
    if module.pack:
        files[PACK_FILE] = format_pack(module.pack)
    for lesson in module.lessons:
        files[f"{lesson.stem}.md"] = format_lesson(lesson)
    return files
