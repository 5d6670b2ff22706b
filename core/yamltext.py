"""YAML that is reviewed by people: read with line numbers, written in one fixed form.

Pure. The content files are read by each app's `formats.py` through `read` and `Reader`,
which collect every mistake with its file and line, and written through `dump`, which
gives the same text for the same data, so that a load and an export change nothing.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
"""Where a value stands in a document: ("questions", 2, "stem")."""


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake in a content file, in words, with its place."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Unreadable(Exception):
    """A text that is not the YAML it should be; `problem` says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Quoted(str):
    """A string that `dump` always puts into double quotes."""


class Flow(list[Any]):
    """A list that `dump` writes on one line, in brackets."""


class FlowMap(dict[str, Any]):
    """A mapping that `dump` writes on one line, in braces."""


# Reading ---------------------------------------------------------------------------


# The C parser where PyYAML was built with it: about ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolve: Any = yaml.resolver.Resolver().resolve
_TEXT = "tag:yaml.org,2002:str"
_BOOL = "tag:yaml.org,2002:bool"


def read(text: str, *, file: str, first_line: int = 1) -> Reader:
    """Read one YAML document. `first_line` is where `text` begins in the file.

    Raises `Unreadable` when it is not YAML, or when a key stands twice in one mapping.
    """
    lines: dict[Path, int] = {}
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is not None:
            _refuse_aliases(node, set())
            _walk(node, (), lines, file=file, first_line=first_line)
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # What is open at the end is told at the last line that there is.
        last = text.rstrip("\n").count("\n")
        line = first_line + min(mark.line if mark else 0, last)
        what = error.problem or "the YAML cannot be read"
        raise Unreadable(Problem(file, line, f"This is not YAML: {what}.")) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable(Problem(file, first_line, f"This is not YAML: {error}.")) from error
    return Reader(data=data, lines=lines, file=file, first_line=first_line)


def _refuse_aliases(node: yaml.Node, seen: set[int]) -> None:
    """People's files need no aliases, and a few lines of them can fill a disk."""
    if id(node) in seen:
        raise yaml.MarkedYAMLError(
            problem="aliases are not used here", problem_mark=node.start_mark
        )
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _refuse_aliases(key, seen)
            _refuse_aliases(value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_aliases(item, seen)


def _walk(
    node: yaml.Node, path: Path, lines: dict[Path, int], *, file: str, first_line: int
) -> None:
    line = first_line + node.start_mark.line
    lines.setdefault(path, line)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            here = first_line + key.start_mark.line
            name = str(key.value)
            if name in seen:
                raise Unreadable(Problem(file, here, f"“{name}” stands here twice."))
            seen.add(name)
            lines[(*path, name)] = here
            if key.tag == _BOOL:  # a key is a name: “on” is one, and not the truth
                key.tag = _TEXT
            _walk(value, (*path, name), lines, file=file, first_line=first_line)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, (*path, index), lines, file=file, first_line=first_line)


@dataclass
class Reader:
    """One document, with the lines of its parts and the problems found so far."""

    data: Any
    lines: dict[Path, int]
    file: str
    first_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path = ()) -> int:
        """The line of the value at `path`, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.first_line)

    def problem(self, path: Path, message: str) -> None:
        """Note a mistake in the value at `path`."""
        self.problems.append(Problem(self.file, self.line(path), message))

    def at(self, path: Path) -> Any:
        """The value at `path`; None where there is none."""
        value = self.data
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def mapping(
        self, path: Path = (), *, required: Collection[str] = (), optional: Collection[str] = ()
    ) -> dict[str, Any]:
        """The mapping at `path`, whose keys must be among these; {} when it is none."""
        value = self.at(path)
        if not isinstance(value, dict):
            self.problem(path, "Here should stand keys with values.")
            return {}
        known = {*required, *optional}
        for key in value:
            if key not in known:
                self.problem((*path, key), f"“{key}” is not a key that belongs here.")
        for key in required:
            if value.get(key) is None:
                self.problem(path, f"“{key}” is missing.")
        return value

    def items(self, path: Path) -> Iterable[tuple[Path, Any]]:
        """The members of the list at `path`, each with its own path; a missing list is empty."""
        value = self.at(path)
        if value is None:
            return []
        if not isinstance(value, list):
            self.problem(path, "Here should stand a list.")
            return []
        return [((*path, index), item) for index, item in enumerate(value)]

    def text(self, path: Path, *, default: str = "") -> str:
        """The string at `path`; `default` where there is none. A number is a mistake."""
        value = self.at(path)
        if value is None:
            return default
        if not isinstance(value, str):
            self.problem(path, f"“{value}” should be text: put it into quotation marks.")
            return default
        return value

    def number(self, path: Path, *, default: int | None = None) -> int | None:
        """The whole number at `path`."""
        value = self.at(path)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self.problem(path, f"“{value}” should be a whole number.")
            return default
        return value

    def flag(self, path: Path, *, default: bool = False) -> bool:
        """The true or false at `path`."""
        value = self.at(path)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.problem(path, f"“{value}” should be true or false.")
            return default
        return value

    def date(self, path: Path) -> datetime.date | None:
        """The date at `path`, written as 2026-06-01."""
        value = self.at(path)
        if value is None:
            return None
        if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
            self.problem(path, f"“{value}” should be a date, written as 2026-06-01.")
            return None
        return value

    def texts(self, path: Path) -> tuple[str, ...]:
        """The list of strings at `path`."""
        return tuple(
            found for here, _item in self.items(path) if (found := self.text(here)) is not None
        )

    def numbers(self, path: Path) -> tuple[int, ...]:
        """The list of whole numbers at `path`."""
        return tuple(
            found for here, _item in self.items(path) if (found := self.number(here)) is not None
        )

    def choice(self, path: Path, choices: Collection[str], *, default: str = "") -> str:
        """The string at `path`, which must be one of `choices`."""
        value = self.text(path, default=default)
        if value and value not in choices:
            self.problem(path, f"“{value}” should be one of: {', '.join(sorted(choices))}.")
            return default
        return value


# Writing ---------------------------------------------------------------------------

_PLAIN = re.compile(r"[A-Za-z0-9“‘(£][^\n]*")
_AMBIGUOUS = re.compile(r": |:$| #|^[-?:] |\s$|[\[\]{}]|^[&*!|>%@`'\"]")


def dump(data: Mapping[str, Any]) -> str:
    """Write a mapping as YAML in the form of the content files; `read` gives it back.

    Keys keep their order, None and empty strings and lists are left out. A string of more
    than one line becomes a block. `Quoted`, `Flow` and `FlowMap` ask for their own form.
    """
    return "".join(_mapping(data, 0))


def _kept(value: Any) -> bool:
    return value is not None and value != "" and (value != [] or isinstance(value, Flow))


def _mapping(data: Mapping[str, Any], indent: int) -> Iterable[str]:
    pad = " " * indent
    for key, value in data.items():
        if _kept(value):
            yield from _entry(f"{pad}{key}:", value, indent)


def _entry(head: str, value: Any, indent: int) -> Iterable[str]:
    if isinstance(value, (Flow, FlowMap)) or not isinstance(value, (Mapping, list, tuple)):
        yield f"{head} {_scalar(value, indent + 2)}\n"
    elif isinstance(value, Mapping):
        yield f"{head}\n"
        yield from _mapping(value, indent + 2)
    else:
        yield f"{head}\n"
        yield from _sequence(value, indent + 2)


def _sequence(values: Sequence[Any], indent: int) -> Iterable[str]:
    pad = " " * indent
    for value in values:
        if isinstance(value, Mapping) and not isinstance(value, FlowMap):
            lines = "".join(_mapping(value, indent + 2))
            yield f"{pad}- {lines[indent + 2 :]}"
        else:
            yield f"{pad}- {_scalar(value, indent + 2)}\n"


def _scalar(value: Any, indent: int) -> str:
    if isinstance(value, FlowMap):
        inner = ", ".join(f"{key}: {_scalar_in_flow(item)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, Flow):
        return f"[{', '.join(_scalar_in_flow(item) for item in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if "\n" in value and _fits_block(value):
        pad = " " * indent
        body = "\n".join(f"{pad}{line}" if line else "" for line in value.rstrip("\n").split("\n"))
        return f"|{'' if value.endswith(chr(10)) else '-'}\n{body}"
    return _quote(value) if isinstance(value, Quoted) or not _is_plain(value) else str(value)


def _scalar_in_flow(value: Any) -> str:
    if isinstance(value, str) and ("," in value or not _is_plain(value)):
        return _quote(value)
    return _scalar(value, 0)


def _quote(value: str) -> str:
    return json.dumps(str(value), ensure_ascii=False)


def _fits_block(value: str) -> bool:
    """Whether a block keeps it exactly: no odd spaces at either end, no control characters."""
    body = value.removesuffix("\n")
    return (
        bool(body)
        and not body.endswith("\n")
        and not body[0].isspace()
        and all(line == line.rstrip() for line in body.split("\n"))
        and all(sign == "\n" or sign.isprintable() for sign in body)
    )


def _is_plain(value: str) -> bool:
    if not _PLAIN.fullmatch(value) or _AMBIGUOUS.search(value):
        return False
    if not value.isprintable():
        return False
    # Not what YAML takes for a number, a date, a truth or nothing.
    return bool(_resolve(yaml.ScalarNode, value, (True, False)) == _TEXT)
