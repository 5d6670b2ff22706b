"""The files of `content/modules/`: text in, dataclasses out, and back to the same text. Pure.

A lesson file is YAML front matter and a body of markdown, headings and directives; see
README.md. Rich text is kept in its canonical markdown, so what was loaded once is exported
byte for byte.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.yamltext import Flow, Path, Problem, Reader, Unreadable, dump, read
from courses import richtext

STRENGTHS = ("CW0", "CW1", "CW2", "CW3", "CW4", "CWX")
_NAMESPACE = uuid.UUID("6f0c3c2e-7a52-5d0b-9a54-0d6b0b6d5a10")
_LESSON_FILE = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_HEADING = re.compile(r"(#{2,3}) (\S.*)")
_OPEN = re.compile(r":::\s*(\S.*)")


@dataclass(frozen=True)
class Kind:
    """What a directive may hold: keys in their order, each with its type, and which must be."""

    keys: Mapping[str, str]
    required: frozenset[str]


def _kind(required: str, **keys: str) -> Kind:
    return Kind(keys, frozenset(required.split()))


# Types: line (one line of words), rich (markdown), flag, number, topics, rows, other.
KINDS: dict[str, Kind] = {
    "text": _kind("text", text="rich"),
    "heading": _kind("level text", level="number", text="line"),
    "fact": _kind("cites say", cites="line", say="line", history="flag", coming="flag"),
    "limits": _kind("caption rows", caption="line", rows="rows", history="flag"),
    "story": _kind("text", text="rich"),
    "passage": _kind(
        "title note strength topics minutes text",
        title="line",
        note="line",
        strength="line",
        topics="topics",
        minutes="number",
        text="rich",
        alternative="other",
        after="rich",
    ),
    "quotation": _kind("text cites attribution", text="line", cites="line", attribution="line"),
    "image": _kind("file alt", file="line", alt="line", caption="line"),
    "video": _kind(
        "file title captions transcript",
        file="line",
        title="line",
        captions="line",
        transcript="rich",
    ),
    "try": _kind("text", text="rich"),
    "question": _kind("ref", ref="line"),
    "scenario": _kind("ref text", ref="line", text="line"),
    "exercise": _kind("title text answer", title="line", text="rich", answer="rich"),
    "aid": _kind("title text", title="line", text="rich"),
    "reflection": _kind("key prompt", key="line", prompt="line"),
}
ROW_KEYS = ("cites", "event", "standard", "enhanced")


@dataclass(frozen=True)
class Block:
    """One block of a lesson. `line` and `lines` say where it stands in its file, if in one."""

    kind: str
    data: dict[str, Any]
    id: str = ""
    line: int = field(default=0, compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    def line_of(self, key: str) -> int:
        """The line of one of its keys."""
        return self.lines.get(key, self.line)


@dataclass(frozen=True)
class ContentNote:
    """What difficult matter there is: its strength and its topics."""

    strength: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class LessonFile:
    """A lesson. `position` counts from 1, `slug` is its address."""

    position: int
    slug: str
    title: str
    number: str
    minutes: int
    lead: str
    outcomes: tuple[str, ...]
    rights: tuple[int, ...]
    content_note: ContentNote | None
    blocks: tuple[Block, ...]
    file: str = field(default="", compare=False)

    @property
    def stem(self) -> str:
        """The name of its file without the ending: "05-keeping-people-informed"."""
        return f"{self.position:02d}-{self.slug}"


@dataclass(frozen=True)
class CheckRef:
    """The knowledge check of a module. `pass_mark` is in per cent."""

    slug: str
    title: str
    draw: int
    pass_mark: int
    bank: str


@dataclass(frozen=True)
class Completion:
    """What completes a module: every lesson finished, the check passed, or both."""

    lessons: bool
    check: bool


@dataclass(frozen=True)
class ModuleFile:
    """A module and its lessons."""

    slug: str
    title: str
    summary: str
    edition: str
    minutes: int
    audience: str
    outcomes: tuple[str, ...]
    owner: str
    review_by: datetime.date | None
    content_note: ContentNote | None
    check: CheckRef | None
    scenarios: tuple[str, ...]
    completion: Completion
    attribution: str
    sources: tuple[str, ...]
    lessons: tuple[LessonFile, ...] = ()
    file: str = field(default="", compare=False)


# Identity ----------------------------------------------------------------------------


def derived_ids(blocks: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """The ids that blocks have when their file names none: from what they say.

    Blocks alike in one lesson are told apart by their order.
    """
    seen: dict[str, int] = {}
    found = []
    for kind, data in blocks:
        said = f"{kind}\n{dump(_yaml_data(kind, data))}"
        seen[said] = seen.get(said, 0) + 1
        found.append(str(uuid.uuid5(_NAMESPACE, f"{said}\n{seen[said]}")))
    return found


# Reading a lesson ------------------------------------------------------------------------


def parse_lesson(text: str, *, file: str) -> tuple[LessonFile | None, list[Problem]]:
    """Parse a lesson file. `file` ends in its name, "…/05-keeping-people-informed.md"."""
    name = file.rsplit("/", 1)[-1]
    named = _LESSON_FILE.fullmatch(name)
    if not named:
        message = "A lesson file is named as “05-keeping-people-informed.md”."
        return None, [Problem(file, 1, message)]
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        message = "A lesson begins with its front matter between two lines of “---”."
        return None, [Problem(file, 1, message)]
    try:
        head = read("\n".join(lines[1 : ends[1]]), file=file, first_line=2)
    except Unreadable as error:
        return None, [error.problem]
    head.mapping(
        required=["title", "number", "minutes", "lead", "outcomes", "rights"],
        optional=["content_note"],
    )
    problems: list[Problem] = []
    blocks = _with_ids(_body(lines, ends[1] + 1, file, problems))
    lesson = LessonFile(
        position=int(named[1]),
        slug=named[2],
        title=head.text(("title",)),
        number=head.text(("number",)),
        minutes=head.number(("minutes",)) or 0,
        lead=head.text(("lead",)),
        outcomes=head.texts(("outcomes",)),
        rights=head.numbers(("rights",)),
        content_note=_content_note(head),
        blocks=blocks,
        file=file,
    )
    return lesson, sorted([*head.problems, *problems])


def _content_note(reader: Reader) -> ContentNote | None:
    if reader.at(("content_note",)) is None:
        return None
    reader.mapping(("content_note",), required=["strength", "topics"])
    strength = reader.choice(("content_note", "strength"), STRENGTHS)
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
            data = {"text": _rich(said, file, line, problems)}
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
        return _rich(said, reader.file, reader.line(path), reader.problems)
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


def _rich(said: str, file: str, line: int, problems: list[Problem]) -> str:
    for unknown in richtext.unknown_in(said):
        message = f"Text may not hold {unknown.what}."
        problems.append(Problem(file, line + unknown.line, message))
    return richtext.to_markdown(richtext.from_markdown(said))


# Reading a module ------------------------------------------------------------------------


def parse_module(
    files: Mapping[str, str], *, folder: str
) -> tuple[ModuleFile | None, list[Problem]]:
    """Parse a module's folder: names ("module.yaml", "01-….md") to texts."""
    file = f"modules/{folder}/module.yaml"
    if "module.yaml" not in files:
        return None, [Problem(file, 1, "This file is missing.")]
    try:
        reader = read(files["module.yaml"], file=file)
    except Unreadable as error:
        return None, [error.problem]
    problems: list[Problem] = []
    lessons = []
    for name in sorted(files):
        if name.endswith(".md"):
            lesson, found = parse_lesson(files[name], file=f"modules/{folder}/{name}")
            problems += found
            lessons += [lesson] if lesson else []
    module = _module(reader, tuple(lessons), folder)
    return module, sorted([*reader.problems, *problems])


def _module(reader: Reader, lessons: tuple[LessonFile, ...], folder: str) -> ModuleFile:
    reader.mapping(
        required=["slug", "title", "summary", "edition", "minutes", "outcomes", "attribution"],
        optional=[
            *("audience", "owner", "review_by", "content_note", "check", "scenarios"),
            *("completion", "sources"),
        ],
    )
    slug = reader.text(("slug",))
    if slug and slug != folder:
        reader.problem(("slug",), f"“{slug}” should be the name of the folder, “{folder}”.")
    if not lessons:
        reader.problem((), "The module has no lessons.")
    positions = [lesson.position for lesson in lessons]
    if positions != list(range(1, len(positions) + 1)):
        reader.problem((), "The lessons should be numbered 01, 02 and so on, without gaps.")
    attribution = _value(reader, ("attribution",), "rich")
    return ModuleFile(
        slug=slug,
        title=reader.text(("title",)),
        summary=reader.text(("summary",)),
        edition=reader.text(("edition",)),
        minutes=reader.number(("minutes",)) or 0,
        audience=reader.text(("audience",)),
        outcomes=reader.texts(("outcomes",)),
        owner=reader.text(("owner",)),
        review_by=reader.date(("review_by",)),
        content_note=_content_note(reader),
        check=_check(reader),
        scenarios=reader.texts(("scenarios",)),
        completion=_completion(reader),
        attribution=attribution,
        sources=reader.texts(("sources",)),
        lessons=lessons,
        file=reader.file,
    )


def _check(reader: Reader) -> CheckRef | None:
    if reader.at(("check",)) is None:
        return None
    reader.mapping(("check",), required=["slug", "title", "draw", "pass_mark", "bank"])
    return CheckRef(
        slug=reader.text(("check", "slug")),
        title=reader.text(("check", "title")),
        draw=reader.number(("check", "draw")) or 0,
        pass_mark=reader.number(("check", "pass_mark")) or 0,
        bank=reader.text(("check", "bank")),
    )


def _completion(reader: Reader) -> Completion:
    """What completes the module: all lessons, and the check when it has one."""
    has_check = reader.at(("check",)) is not None
    if reader.at(("completion",)) is None:
        return Completion(lessons=True, check=has_check)
    reader.mapping(("completion",), optional=["lessons", "check"])
    lessons = reader.choice(("completion", "lessons"), ["all", "none"], default="all")
    usual = "passed" if has_check else "none"
    check = reader.choice(("completion", "check"), ["passed", "none"], default=usual)
    return Completion(lessons=lessons == "all", check=check == "passed")


# Writing -----------------------------------------------------------------------------------


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
            "content_note": _note_data(lesson.content_note),
        }
    )
    derived = derived_ids((block.kind, block.data) for block in lesson.blocks)
    parts = [_block_text(block, own) for block, own in zip(lesson.blocks, derived, strict=True)]
    parts = _apart(lesson.blocks, parts)
    return f"---\n{head}---\n" + "\n\n".join(parts) + "\n"


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
    return f"::: {block.kind}\n{dump({**more, **_yaml_data(block.kind, block.data)})}:::"


def _yaml_data(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """A block's data as its directive shows it, keys in order."""
    out: dict[str, Any] = {}
    for key, form in KINDS[kind].keys.items():
        value = data.get(key)
        if value in (None, "", [], False):
            continue
        if form == "rich":
            out[key] = f"{value}\n"
        elif form == "topics":
            out[key] = Flow(value)
        elif form == "other":
            out[key] = {"title": value["title"], "text": f"{value['text']}\n"}
        elif form == "rows":
            out[key] = [{name: row[name] for name in ROW_KEYS if row.get(name)} for row in value]
        else:
            out[key] = value
    return out


def _note_data(note: ContentNote | None) -> dict[str, Any] | None:
    return {"strength": note.strength, "topics": Flow(note.topics)} if note else None


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
            "content_note": _note_data(module.content_note),
            "check": vars(check) if check else None,
            "scenarios": Flow(module.scenarios) if module.scenarios else None,
            "completion": {
                "lessons": "all" if module.completion.lessons else "none",
                "check": "passed" if module.completion.check else "none",
            },
            "attribution": module.attribution,
            "sources": Flow(module.sources) if module.sources else None,
        }
    )
    files = {"module.yaml": text}
    for lesson in module.lessons:
        files[f"{lesson.stem}.md"] = format_lesson(lesson)
    return files
