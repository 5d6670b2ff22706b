"""A module’s folder: texts in, dataclass and problems out. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from assessments.blueprint import LONGEST_PAUSE, RIGHTS, Cell
from assessments.formats.question import LEVELS, TYPES
from core.yamltext import Path, Problem, Reader, Unreadable, read
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
    at = ("check",)
    if reader.at(at) is None:
        return None
    reader.mapping(
        at,
        required=["slug", "title", "draw", "pass_mark", "bank"],
        optional=["blueprint", "pause_hours"],
    )
    check = CheckRef(
        slug=reader.text((*at, "slug")),
        title=reader.text((*at, "title")),
        draw=reader.number((*at, "draw")) or 0,
        pass_mark=reader.number((*at, "pass_mark")) or 0,
        bank=reader.text((*at, "bank")),
        blueprint=tuple(_cell(reader, path) for path, _one in reader.items((*at, "blueprint"))),
        pause_hours=reader.number((*at, "pause_hours")) or 0,
    )
    drawn = sum(cell.draw for cell in check.blueprint)
    if check.blueprint and drawn != check.draw:
        reader.problem(
            (*at, "blueprint"), f"The blueprint draws {drawn} questions, the check {check.draw}."
        )
    if not 0 <= check.pause_hours <= LONGEST_PAUSE:
        reader.problem((*at, "pause_hours"), f"A pause is 0 to {LONGEST_PAUSE} hours.")
    return check


def _cell(reader: Reader, path: Path) -> Cell:
    """One line of the blueprint: how many questions, and of which kind."""
    reader.mapping(path, required=["draw"], optional=["rights", "levels", "lessons", "types"])
    cell = Cell(
        draw=reader.number((*path, "draw")) or 0,
        rights=reader.numbers((*path, "rights")),
        levels=_among(reader, (*path, "levels"), LEVELS),
        lessons=reader.texts((*path, "lessons")),
        types=_among(reader, (*path, "types"), TYPES),
    )
    if cell.draw < 1 and reader.number((*path, "draw")) is not None:
        reader.problem((*path, "draw"), "Draw at least one question here.")
    for index, right in enumerate(cell.rights):
        if right not in RIGHTS:
            reader.problem((*path, "rights", index), f"There is no Right {right}: 1 to 12.")
    return cell


def _among(reader: Reader, path: Path, choices: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(reader.choice(here, choices) for here, _one in reader.items(path))
    return tuple(one for one in found if one)


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
