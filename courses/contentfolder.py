"""The folder `content/` as a whole: read and checked, and written. Nothing here touches a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessments.formats import Bank, dump_bank, parse_bank
from care.formats import ContactFile, format_support, parse_support
from core.yamltext import Problem
from courses import formats
from courses.formats import AidFile, DiagramFile, ModuleFile, PathwayFile
from exercises.formats import dump_exercise, parse_exercise
from scenarios.formats import dump_scenario, parse_scenario
from victimscode.formats import CodeFiles, format_code, parse_code

NO_CODE = CodeFiles((), (), (), ())
MEDIA = ("png", "jpg", "jpeg", "svg", "webp", "mp4", "webm", "vtt")


@dataclass
class Content:
    """Everything that the folder holds. `media` is by module, then by name in its folder."""

    code: CodeFiles = NO_CODE
    support: tuple[ContactFile, ...] = ()
    banks: list[Bank] = field(default_factory=list)
    scenarios: list[dict[str, Any]] = field(default_factory=list)
    aids: list[AidFile] = field(default_factory=list)
    diagrams: list[DiagramFile] = field(default_factory=list)
    exercises: list[dict[str, Any]] = field(default_factory=list)
    modules: list[ModuleFile] = field(default_factory=list)
    media: dict[str, dict[str, bytes]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # The YAML files as they were read, to find the line of what a check names.
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    pathways: tuple[PathwayFile, ...] = ()


def read_content(folder: Path) -> Content:
    """Read and parse the folder; all mistakes are in `problems`, each with its file and line."""
    content = Content()
    if not folder.is_dir():
        content.problems.append(Problem(str(folder), 1, "There is no such folder."))
        return content
    code = _texts(content, folder, (folder / "code").glob("*.yaml"))
    content.code, found = parse_code(code)
    content.problems += found
    for name, text in _texts(content, folder, [folder / "support.yaml"]).items():
        content.support, found = parse_support(text, file=name)
        content.problems += found
    for name, text in _texts(content, folder, (folder / "questions").glob("*.yaml")).items():
        bank, found = parse_bank(text, file=f"questions/{name}")
        content.banks.append(bank)
        content.texts[f"questions/{name}"] = text
        content.problems += found
    for name, text in _texts(content, folder, (folder / "scenarios").glob("*.yaml")).items():
        scenario, found = parse_scenario(text, file=f"scenarios/{name}")
        content.texts[f"scenarios/{name}"] = text
        content.problems += found
        if scenario:
            content.scenarios.append(dict(scenario))
    for name, text in _texts(content, folder, (folder / "exercises").glob("*.yaml")).items():
        exercise, found = parse_exercise(text, file=f"exercises/{name}")
        content.texts[f"exercises/{name}"] = text
        content.exercises += [exercise] if not found else []
        content.problems += found
    _read_written(content, folder)
    if (folder / formats.PATHWAYS).exists():
        for name, text in _texts(content, folder, [folder / formats.PATHWAYS]).items():
            content.pathways, found = formats.parse_pathways(text)
            content.texts[name] = text
            content.problems += found
    for module_folder in sorted((folder / "modules").glob("*/")):
        _read_module(content, folder, module_folder)
    content.problems.sort()
    return content


def _texts(content: Content, folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    """The texts of files by name. One that is not UTF-8, or is not there, is a problem."""
    found = {}
    for path in sorted(paths):
        where = str(path.relative_to(folder))
        try:
            found[path.name] = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            content.problems.append(Problem(where, 1, "This file is missing."))
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            content.problems.append(Problem(where, line, "This is not UTF-8 text."))
    return found


def _read_written(content: Content, folder: Path) -> None:
    """Job aids and diagrams."""
    for name, text in _texts(content, folder, (folder / "aids").glob("*.md")).items():
        aid, found = formats.parse_aid(text, file=f"aids/{name}")
        content.problems += found
        content.aids += [aid] if aid else []
    drawn: dict[str, dict[str, str]] = {}
    for ending in ("svg", "yaml"):
        paths = (folder / "diagrams").glob(f"*.{ending}")
        for name, text in _texts(content, folder, paths).items():
            drawn.setdefault(name.removesuffix(f".{ending}"), {})[ending] = text
            content.texts[f"diagrams/{name}"] = text
    for slug, texts in sorted(drawn.items()):
        diagram, found = formats.parse_diagram(texts, slug=slug)
        content.problems += found
        content.diagrams += [diagram] if diagram else []


def _read_module(content: Content, folder: Path, module_folder: Path) -> None:
    paths = [path for path in module_folder.iterdir() if path.suffix in (".md", ".yaml")]
    texts = _texts(content, folder, paths)
    module, found = formats.parse_module(texts, folder=module_folder.name)
    content.texts[f"modules/{module_folder.name}/module.yaml"] = texts.get("module.yaml", "")
    content.problems += found
    media = {
        str(path.relative_to(module_folder)): path.read_bytes()
        for path in sorted(module_folder.rglob("*"))
        if path.suffix.lstrip(".").lower() in MEDIA
    }
    if module is None:
        return
    content.modules.append(module)
    content.media[module.slug] = media
    for lesson in module.lessons:
        for block in lesson.blocks:
            for key in ("file", "captions"):
                name = block.data.get(key)
                if name and name not in media:
                    message = f"There is no file “{name}” in the module’s folder."
                    content.problems.append(Problem(lesson.file, block.line_of(key), message))


def content_texts(content: Content) -> dict[str, str]:
    """All text files of the folder, by path, in their one fixed form."""
    files = {f"code/{name}": text for name, text in format_code(content.code).items()}
    if content.support:
        files["support.yaml"] = format_support(content.support)
    for bank in content.banks:
        files[f"questions/{bank.module}.yaml"] = dump_bank(bank)
    for scenario in content.scenarios:
        files[f"scenarios/{scenario['id']}.yaml"] = dump_scenario(scenario)
    for aid in content.aids:
        files[f"aids/{aid.slug}.md"] = formats.format_aid(aid)
    for diagram in content.diagrams:
        for ending, text in formats.format_diagram(diagram).items():
            files[f"diagrams/{diagram.slug}.{ending}"] = text
    for exercise in content.exercises:
        files[f"exercises/{exercise['slug']}.yaml"] = dump_exercise(exercise)
    if content.pathways:
        files[formats.PATHWAYS] = formats.format_pathways(content.pathways)
    for module in content.modules:
        for name, text in formats.format_module(module).items():
            files[f"modules/{module.slug}/{name}"] = text
    return files
