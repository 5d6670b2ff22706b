"""A lesson file: text in, dataclass and problems out. Pure."""

from __future__ import annotations

import re
from typing import Any

from care.notes import ContentNote, Strength
from core.yamltext import Path, Problem, Reader, Unreadable, read
from courses import richtext
from courses.formats.model import (
    KINDS,
    ROW_KEYS,
    Block,
    LessonFile,
    derived_ids,
)

_LESSON_FILE = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")


_HEADING = re.compile(r"(#{2,3}) (\S.*)")


_OPEN = re.compile(r":::\s*(\S.*)")


def parse_lesson(text: str, *, file: str) -> tuple[LessonFile | None, list[Problem]]:
    """Parse a lesson file. `file` ends in its name, "…/05-keeping-people-informed.md"."""
    name = file.rsplit("/", 1)[-1]
    named = _LESSON_FILE.fullmatch(name)
    if not named:
        message = "A lesson file is named as “05-keeping-people-informed.md”."
        return None, [Problem(file, 1, message)]
    try:
        head, blocks, problems = front_and_body(text, file=file)
    except Unreadable as error:
        return None, [error.problem]
    head.mapping(
        required=["title", "number", "minutes", "lead", "outcomes", "rights"],
        optional=["content_note"],
    )
    lesson = LessonFile(
        position=int(named[1]),
        slug=named[2],
        title=head.text(("title",)),
        number=head.text(("number",)),
        minutes=head.number(("minutes",)) or 0,
        lead=head.text(("lead",)),
        outcomes=head.texts(("outcomes",)),
        rights=head.numbers(("rights",)),
        content_note=content_note(head),
        blocks=blocks,
        file=file,
    )
    return lesson, sorted([*head.problems, *problems])


def front_and_body(text: str, *, file: str) -> tuple[Reader, tuple[Block, ...], list[Problem]]:
    """The front matter, the blocks below it, and what is the matter with these.

    Raises `Unreadable` when there is no front matter, or it is not YAML.
    """
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        message = "It begins with its front matter between two lines of “---”."
        raise Unreadable(Problem(file, 1, message))
    head = read("\n".join(lines[1 : ends[1]]), file=file, first_line=2)
    problems: list[Problem] = []
    return head, _with_ids(_body(lines, ends[1] + 1, file, problems)), problems


def content_note(reader: Reader) -> ContentNote | None:
    """The content note of a lesson or a module, if it has one."""
    if reader.at(("content_note",)) is None:
        return None
    reader.mapping(("content_note",), required=["strength", "topics"])
    strength = reader.choice(("content_note", "strength"), list(Strength))
    return ContentNote(strength, reader.texts(("content_note", "topics")))


def _with_ids(
    found: list[tuple[str, dict[str, Any], str, int, dict[str, int]]],
) -> tuple[Block, ...]:
    derived = derived_ids((kind, data) for kind, data, _id, _line, _lines in found)
    return tuple(
        Block(kind, data, explicit or own, line, lines)
        for (kind, data, explicit, line, lines), own in zip(found, derived, strict=True)
    )


def _body(
    lines: list[str], start: int, file: str, problems: list[Problem]
) -> list[tuple[str, dict[str, Any], str, int, dict[str, int]]]:
    """Cut the body into blocks: kind, data, explicit id, line, lines of its keys."""
    found: list[tuple[str, dict[str, Any], str, int, dict[str, int]]] = []
    words: list[str] = []
    words_from = start

    def close_text() -> None:
        nonlocal words
        said = "\n".join(words)
        if said.strip():
            line = words_from + 1 + next(i for i, one in enumerate(words) if one.strip())
            data = {"text": rich(said, file, line, problems)}
            found.append(("text", data, "", line, {"text": line}))
        words = []

    index = start
    while index < len(lines):
        line = lines[index].rstrip()
        opened, heading = _OPEN.fullmatch(line), _HEADING.fullmatch(line)
        if opened:
            close_text()
            end = next(
                (i for i in range(index + 1, len(lines)) if lines[i].rstrip() == ":::"), None
            )
            if end is None:
                message = f"“::: {opened[1]}” is not closed by a line “:::”."
                problems.append(Problem(file, index + 1, message))
                return found
            block = _directive(opened[1], lines[index + 1 : end], file, index + 1, problems)
            found += [block] if block else []
            index = words_from = end
        elif heading:
            close_text()
            data = {"level": len(heading[1]), "text": heading[2].strip()}
            found.append(("heading", data, "", index + 1, {}))
        elif line == ":::":
            problems.append(Problem(file, index + 1, "“:::” closes nothing here."))
        else:
            if not words:
                words_from = index
            words.append(line)
        index += 1
    close_text()
    return found


def _directive(
    kind: str, body: list[str], file: str, line: int, problems: list[Problem]
) -> tuple[str, dict[str, Any], str, int, dict[str, int]] | None:
    if kind not in KINDS:
        known = ", ".join(sorted(KINDS))
        problems.append(Problem(file, line, f"“{kind}” is no kind of block. There are: {known}."))
        return None
    try:
        reader = read("\n".join(body), file=file, first_line=line + 1)
    except Unreadable as error:
        problems.append(error.problem)
        return None
    spec = KINDS[kind]
    reader.mapping(required=spec.required, optional=[*spec.keys, "id"])
    data = {}
    for key, form in spec.keys.items():
        value = _value(reader, (key,), form)
        if value not in (None, "", [], False):
            data[key] = value
    problems += reader.problems
    lines = {str(path[0]): at for path, at in reader.lines.items() if len(path) == 1}
    return kind, data, reader.text(("id",)), line, lines


def _value(reader: Reader, path: Path, form: str) -> Any:
    if form == "rich":
        said = reader.text(path)
        return rich(said, reader.file, reader.line(path), reader.problems)
    if form == "flag":
        return reader.flag(path)
    if form == "number":
        return reader.number(path)
    if form == "topics":
        return list(reader.texts(path))
    if form == "rows":
        return [_row(reader, here) for here, _item in reader.items(path)]
    if form == "other":
        return _alternative(reader, path)
    return " ".join(reader.text(path).split())


def _row(reader: Reader, path: Path) -> dict[str, str]:
    reader.mapping(path, required=["cites", "event"], optional=["standard", "enhanced"])
    row = {key: " ".join(reader.text((*path, key)).split()) for key in ROW_KEYS}
    return {key: value for key, value in row.items() if value}


def _alternative(reader: Reader, path: Path) -> dict[str, str] | None:
    if reader.at(path) is None:
        return None
    reader.mapping(path, required=["title", "text"])
    return {
        "title": reader.text((*path, "title")),
        "text": _value(reader, (*path, "text"), "rich"),
    }


def rich(said: str, file: str, line: int, problems: list[Problem]) -> str:
    """Rich text in its canonical markdown; what lessons do not use is added to the problems."""
    for unknown in richtext.unknown_in(said):
        message = f"Text may not hold {unknown.what}."
        problems.append(Problem(file, line + unknown.line, message))
    return richtext.to_markdown(richtext.from_markdown(said))
