"""The house rules that no linter knows."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
OURS = sorted(
    path
    for app in [*APPS, "trainingsite"]
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_attics():
    assert [relative(p) for p in OURS if p.name in {"utils.py", "helpers.py", "common.py"}] == []


def test_no_workflow_hangs_on_a_save():
    signals = {"post_save", "pre_save", "post_delete", "pre_delete"}
    found = [
        f"{relative(path)}:{node.lineno}"
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Name) and node.id in signals)
        or (isinstance(node, ast.Attribute) and node.attr in signals)
        or (isinstance(node, ast.alias) and node.name in signals)
    ]
    assert found == []


def test_no_model_overrides_save():
    found = [
        f"{relative(path)}:{node.lineno}"
        for path in OURS
        if path.name == "models.py" or path.parent.name == "models"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name == "save"
    ]
    assert found == []


def doors(app: str) -> Iterator[ast.FunctionDef]:
    """The functions that an app's services offer: all public ones, or those that `__all__` names."""
    package = ROOT / app / "services"
    if not package.is_dir():
        module = package.with_suffix(".py")
        for function in functions(module) if module.exists() else ():
            if not function.name.startswith("_"):
                yield function
        return
    offered = set(importlib.import_module(f"{app}.services").__all__)
    for path in sorted(package.glob("*.py")):
        yield from (function for function in functions(path) if function.name in offered)


@pytest.mark.parametrize("app", APPS)
def test_every_door_to_state_is_keyword_only_atomic_and_described(app: str):
    """Who acts is told by name. What takes no `by` is a read, and may not be atomic either."""
    bad = []
    for function in doors(app):
        positional = bool(function.args.args or function.args.posonlyargs)
        writes = any(arg.arg == "by" for arg in function.args.kwonlyargs + function.args.args)
        atomic = any("atomic" in ast.unparse(one) for one in function.decorator_list)
        if positional and (writes or atomic):
            bad.append(f"{function.name} takes positional arguments")
        if not ast.get_docstring(function):
            bad.append(f"{function.name} has no docstring")
    assert bad == []


def test_settings_stay_short():
    lines = (ROOT / "trainingsite" / "settings.py").read_text().splitlines()
    assert len([line for line in lines if line.strip()]) < 400


def test_templates_have_nothing_inline():
    inline = re.compile(
        r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))[^>]*>|\sstyle=[\"']|\son[a-z]+=[\"']|<style",
        re.I,
    )
    found = [relative(p) for p in TEMPLATES if inline.search(p.read_text())]
    assert found == []


def test_no_file_names_a_registry_or_a_machine():
    names = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs"]))
    paths = re.compile(r"(?<![\w.])/(?:root|home|work)/\w")
    files = [
        *OURS,
        *TEMPLATES,
        *ROOT.glob("requirements*.txt"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "deploy").rglob("*"),
        *(ROOT / "frontend").glob("*"),
        ROOT / "pyproject.toml",
        ROOT / "Makefile",
        ROOT / "README.md",
        ROOT / ".ci" / "run",
    ]
    found = []
    for path in files:
        if path.is_file():
            text = path.read_text(errors="ignore")
            if names.search(text) or paths.search(text):
                found.append(relative(path))
    assert found == []


PURE = (
    "assessments/marking/*.py",
    "assessments/refreshing.py",
    "demo/answers.py",
    "evaluation/disclosure/*.py",
    "evaluation/itemreport.py",
    "evaluation/statistics/*.py",
    "mandatory/schedule.py",
    "scenarios/engine.py",
)


def test_pure_hearts_import_no_django():
    found = []
    for path in sorted(path for pattern in PURE for path in ROOT.glob(pattern)):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{relative(path)}: {name}" for name in names if name.startswith("django")]
    assert found == []


def test_every_dependency_is_hashed():
    for lock in ROOT.glob("requirements*.txt"):
        text = lock.read_text()
        pinned = re.findall(r"^[A-Za-z0-9_.\[\],-]+==", text, re.M)
        assert pinned
        for requirement in re.split(r"\n(?=[A-Za-z0-9])", text):
            assert "--hash=sha256:" in requirement, (lock.name, requirement[:60])


@pytest.mark.parametrize("app", APPS)
def test_every_app_says_what_it_owns(app: str):
    readme = ROOT / app / "README.md"
    assert readme.exists()
    assert len(readme.read_text().splitlines()) <= 120
