"""What the files of `content/code/` hold. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

EDITION_KINDS = ("code", "statute", "draft", "guidance")
CONFIDENCES = ("verified", "secondary", "recall")
PRINCIPLE_SETS = ("treatment", "statutory", "trauma")
SHARED_FILES = ("agencies.yaml", "sources.yaml", "principles.yaml")
_LIMIT = re.compile(r"([1-9]\d*) (working day|calendar day|month)(s?)")


@dataclass(frozen=True)
class LimitText:
    """A limit: an amount of working_days, calendar_days or months."""

    amount: int
    unit: str

    def __str__(self) -> str:
        word = self.unit.removesuffix("s").replace("_", " ")
        return f"{self.amount} {word}{'' if self.amount == 1 else 's'}"


@dataclass(frozen=True)
class AgencyFile:
    """A body that owes duties."""

    slug: str
    name: str
    also: str = ""


@dataclass(frozen=True)
class SourceFile:
    """Where facts were read."""

    slug: str
    address: str
    used_for: str
    read_on: datetime.date | None = None


@dataclass(frozen=True)
class PrincipleFile:
    """A principle that content may cite beside a right."""

    slug: str
    set: str
    name: str
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class DutyFile:
    """A duty or a definition of an edition."""

    slug: str
    kind: str
    says: str
    confidence: str
    sources: tuple[str, ...] = ()
    right: int | None = None
    paragraph: str = ""
    agencies: tuple[str, ...] = ()
    trigger: str = ""
    limits: tuple[tuple[str, LimitText], ...] = ()
    note: str = ""
    in_force: bool = True
    # The duties of the followed edition, by their keys, whose place it takes.
    continues: tuple[str, ...] = ()


@dataclass(frozen=True)
class EditionFile:
    """One edition with its rights, duties and definitions.

    `follows` is the key of the edition whose place it takes. `fictional` ones are invented,
    for rehearsals.
    """

    slug: str
    title: str
    kind: str
    published: datetime.date | None = None
    in_force: datetime.date | None = None
    superseded_on: datetime.date | None = None
    sources: tuple[str, ...] = ()
    rights: tuple[tuple[int, str], ...] = ()
    duties: tuple[DutyFile, ...] = ()
    follows: str = ""
    fictional: bool = False


@dataclass(frozen=True)
class CodeFiles:
    """Everything in `content/code/`."""

    agencies: tuple[AgencyFile, ...]
    sources: tuple[SourceFile, ...]
    principles: tuple[PrincipleFile, ...]
    editions: tuple[EditionFile, ...]


def read_limit(text: str) -> LimitText | None:
    """A limit from its words, as "5 working days"; None when they are none."""
    match = _LIMIT.fullmatch(text)
    if not match or (match[1] == "1") == bool(match[3]):
        return None
    return LimitText(int(match[1]), match[2].replace(" ", "_") + "s")


def canonical(code: CodeFiles) -> CodeFiles:
    """The same, with sources, agencies and what is continued in the order of their own files."""
    sources = {source.slug: place for place, source in enumerate(code.sources)}
    places = {
        edition.slug: {duty.slug: place for place, duty in enumerate(edition.duties)}
        for edition in code.editions
    }
    agencies = {agency.slug: place for place, agency in enumerate(code.agencies)}

    def by_place(slugs: tuple[str, ...], places: Mapping[str, int]) -> tuple[str, ...]:
        return tuple(sorted(slugs, key=lambda slug: places.get(slug, len(places))))

    return replace(
        code,
        principles=tuple(
            replace(one, sources=by_place(one.sources, sources)) for one in code.principles
        ),
        editions=tuple(
            replace(
                edition,
                sources=by_place(edition.sources, sources),
                duties=tuple(
                    replace(
                        duty,
                        sources=by_place(duty.sources, sources),
                        agencies=by_place(duty.agencies, agencies),
                        continues=by_place(duty.continues, places.get(edition.follows, {})),
                    )
                    for duty in edition.duties
                ),
            )
            for edition in code.editions
        ),
    )
