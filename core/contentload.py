"""What loading content files did, in a form that every app's loader can return. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from core.yamltext import dump


@dataclass
class LoadReport:
    """Names of what was made, changed, left because an editor changed it, or is in no file."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    not_in_files: list[str] = field(default_factory=list)
    unchanged: int = 0

    def merge(self, other: LoadReport) -> None:
        """Add another report to this one."""
        self.created += other.created
        self.updated += other.updated
        self.kept += other.kept
        self.not_in_files += other.not_in_files
        self.unchanged += other.unchanged

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.created or self.updated)


class Step(Enum):
    """What a loader does with one object."""

    CREATE = auto()
    UPDATE = auto()
    LEAVE = auto()


def content_hash(data: Mapping[str, Any]) -> str:
    """The SHA-256 of an object as its file would show it."""
    return hashlib.sha256(dump(data).encode()).hexdigest()


def settle(report: LoadReport, *, name: str, wanted: str, current: str | None, loaded: str) -> Step:
    """Decide about one object, and note it in the report.

    `wanted`, `current` and `loaded` are hashes: of the file, of the row (None when there is
    none) and of what was loaded last ("" when the row was made by hand). A row that is no
    longer what was loaded has been changed by an editor, and is listed, not overwritten.
    """
    if current is None:
        report.created.append(name)
        return Step.CREATE
    if current == wanted:
        report.unchanged += 1
        return Step.LEAVE
    if loaded != current:
        report.kept.append(name)
        return Step.LEAVE
    report.updated.append(name)
    return Step.UPDATE
