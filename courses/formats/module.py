"""A module’s folder: texts in, dataclass and problems out. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from core.yamltext import Problem, Reader, Unreadable, read
from courses.formats.lesson import content_note, parse_lesson, rich
from courses.formats.model import CheckRef, Completion, LessonFile, ModuleFile
from courses.formats.pack import PACK_FILE, Pack, parse_pack


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
    pack = None
    if PACK_FILE in files:
        pack, found = parse_pack(files[PACK_FILE], file=f"modules/{folder}/{PACK_FILE}")
        problems += found
    module = _module(reader, tuple(lessons), folder, pack)
    return module, sorted([*reader.problems, *problems])


def _module(
    reader: Reader, lessons: tuple[LessonFile, ...], folder: str, pack: Pack | None
) -> ModuleFile:
    reader.mapping(
        required=["slug", "title", "summary", "edition", "minutes", "outcomes", "attribution"],
        optional=[
            *("audience", "owner", "review_by", "content_note", "check", "scenarios"),
            *("aids", "completion", "sources"),
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
    where = ("attribution",)
    attribution = rich(reader.text(where), reader.file, reader.line(where), reader.problems)
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
        content_note=content_note(reader),
        check=_check(reader),
        scenarios=reader.texts(("scenarios",)),
        aids=reader.texts(("aids",)),
        completion=_completion(reader),
        attribution=attribution,
        sources=reader.texts(("sources",)),
        lessons=lessons,
        pack=pack,
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
