"""`content/questions/<module>.yaml`: a bank of questions as a file. Pure."""

import re
from typing import Any

from assessments.formats.lacking import lacks
from assessments.formats.question import LEVELS, PARTS, TYPES, USES, Bank, QuestionText
from assessments.formats.reading import read_parts
from assessments.formats.writing import written_parts
from core.yamltext import Flow, Path, Problem, Quoted, Reader, Unreadable, dump, read

_REQUIRED = ("id", "use", "type", "level", "stem", "rationale", "sources", "lesson")
# Parts of a type that may be left out of its file.
_OPTIONAL = ("decoys", "unit", "panel")
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_CITE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


def parse_bank(text: str, *, file: str) -> tuple[Bank, list[Problem]]:
    """Read a bank. It may be used only when there are no problems: a file goes in whole."""
    try:
        reader = read(text, file=file)
    except Unreadable as error:
        return Bank("", "", ()), [error.problem]
    reader.mapping(required=("bank", "module", "questions"))
    seen: dict[str, str] = {}
    questions = tuple(_question(reader, path, seen) for path, _item in reader.items(("questions",)))
    bank = Bank(reader.text(("bank",)), reader.text(("module",)), questions)
    return bank, sorted(reader.problems)


def _question(reader: Reader, path: Path, seen: dict[str, str]) -> QuestionText:
    before = len(reader.problems)
    # Of an unknown type nothing more can be said than that.
    kind = reader.choice((*path, "type"), TYPES)
    parts = PARTS.get(kind, tuple({name: "" for names in PARTS.values() for name in names}))
    required = tuple(name for name in parts if kind and name not in _OPTIONAL)
    optional = ("rights", "cites", *(name for name in parts if name not in required))
    reader.mapping(path, required=(*_REQUIRED, *required), optional=optional)
    question = QuestionText(
        id=reader.text((*path, "id")),
        use=reader.choice((*path, "use"), USES),
        type=kind,
        level=reader.choice((*path, "level"), LEVELS),
        stem=reader.text((*path, "stem")),
        rationale=reader.text((*path, "rationale")),
        lesson=reader.text((*path, "lesson")),
        rights=reader.numbers((*path, "rights")),
        cites=reader.texts((*path, "cites")),
        sources=reader.texts((*path, "sources")),
        **(read_parts(reader, path, kind) if kind else {}),
    )
    _check_names(reader, path, question, seen)
    if len(reader.problems) == before:  # what a missing key breaks need not be said twice
        for lack in lacks(question):
            where: Path = (lack.field,) if lack.option is None else (lack.field, lack.option)
            reader.problem((*path, *where, *filter(None, [lack.key])), lack.message)
    return question


def _check_names(reader: Reader, path: Path, question: QuestionText, seen: dict[str, str]) -> None:
    # Compared without case, because the database's key is.
    key = question.id.casefold()
    if question.id and not _REF.fullmatch(question.id):
        reader.problem((*path, "id"), f"“{question.id}” should be letters, digits and hyphens.")
    if key and key in seen:
        reader.problem((*path, "id"), f"“{question.id}” stands in this file twice.")
    seen[key] = question.id
    for index, right in enumerate(question.rights):
        if not 1 <= right <= 12:
            reader.problem((*path, "rights", index), f"There is no Right {right}: 1 to 12.")
    for index, cite in enumerate(question.cites):
        if not _CITE.fullmatch(cite):
            reader.problem((*path, "cites", index), f"“{cite}” should be written <edition>/<id>.")


def dump_bank(bank: Bank) -> str:
    """Write a bank so that `parse_bank` gives the same back."""
    return dump(
        {
            "bank": bank.bank,
            "module": bank.module,
            "questions": [_as_mapping(question) for question in bank.questions],
        }
    )


def _as_mapping(question: QuestionText) -> dict[str, Any]:
    return {
        "id": question.id,
        "use": question.use,
        "type": question.type,
        "level": question.level,
        "rights": Flow(question.rights),
        "cites": Flow(question.cites),
        "stem": Quoted(question.stem),
        **written_parts(question),
        "rationale": Quoted(question.rationale),
        "sources": Flow(question.sources),
        "lesson": question.lesson,
    }
