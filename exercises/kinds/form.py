"""Small checks that the documents of all kinds need. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from typing import Any

from core.yamltext import Path, Reader

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CITE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
LONGEST_ID = 40


def is_id(name: Any) -> bool:
    """Whether it is a name of small letters, digits and hyphens."""
    return isinstance(name, str) and len(name) <= LONGEST_ID and bool(ID.fullmatch(name))


class Form:
    """Notes in a reader what is the matter with the form of its document."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def keys(self, path: Path, required: str, optional: str = "") -> dict[str, Any]:
        """The mapping at `path`, which has these keys, named in one text with blanks between."""
        return self.reader.mapping(path, required=required.split(), optional=optional.split())

    def at(self, path: Path) -> Any:
        """The value at a path; None where there is none."""
        return self.reader.at(path)

    def problem(self, path: Path, message: str) -> None:
        """Note a mistake."""
        self.reader.problem(path, message)

    def items(self, path: Path, *, least: int = 1) -> list[Path]:
        """The paths of a list's members, of which there are `least` at least."""
        found = [here for here, _item in self.reader.items(path)]
        if self.reader.at(path) is not None and len(found) < least:
            self.problem(path, f"There should be at least {least} here.")
        return found

    def texts(self, path: Path, keys: str) -> None:
        """Texts that must say something where they stand at all."""
        for key in keys.split():
            value = self.reader.at((*path, key))
            self.reader.text((*path, key))
            if isinstance(value, str) and not value.strip():
                self.problem((*path, key), f"“{key}” is empty.")

    def ids(self, paths: list[Path], *, taken: Collection[str] = ()) -> list[str]:
        """The ids of the things at these paths: small letters, digits and hyphens, each once."""
        seen: list[str] = []
        for path in paths:
            name = self.reader.text((*path, "id"))
            if name and not is_id(name):
                self.problem((*path, "id"), f"“{name}” should be small letters, digits, hyphens.")
            if name and (name in seen or name in taken):
                self.problem((*path, "id"), f"“{name}” stands here twice.")
            seen.append(name)
        return seen

    def cites(self, path: Path) -> None:
        """What a thing cites: what is in force, what is history, and what is yet to come."""
        for key in CITING.split():
            for here, cite in self.reader.items((*path, key)):
                if not isinstance(cite, str) or not CITE.fullmatch(cite):
                    self.problem(here, f"“{cite}” should be written <edition>/<id>.")

    def known(self, path: Path, names: Collection[str], what: str) -> str:
        """A name that is one of these."""
        name = self.reader.text(path)
        if name and name not in names:
            self.problem(path, f"“{name}” is no {what} of this exercise.")
        return name

    def day(self, path: Path) -> datetime.date | None:
        """A day, as "2026-08-24"."""
        text = self.reader.text(path)
        if not text:
            return None
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            self.problem(path, f"“{text}” should be a day, written as 2026-08-24.")
            return None

    def number(self, path: Path, least: int, most: int) -> int | None:
        """A whole number between its bounds."""
        value = self.reader.number(path)
        if value is not None and not least <= value <= most:
            self.problem(path, f"“{value}” should be between {least} and {most}.")
            return None
        return value


# What may stand beside anything that cites.
CITING = "cites history coming"
