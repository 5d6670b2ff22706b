"""`content/exercises/<slug>.yaml`: an exercise as a readable file, in and out without loss. Pure.

The document that comes out of a file is JSON data, and the other way round: a day is kept
as the text "2026-08-24".
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from care.notes import Strength, needs_alternative
from core.yamltext import Flow, Path, Problem, Reader, Unreadable, dump, read
from exercises.kinds import KINDS
from exercises.kinds.form import Form, is_id

Document = dict[str, Any]


def parse_exercise(text: str, *, file: str) -> tuple[Document, list[Problem]]:
    """Read an exercise. It may be used only when there are no problems."""
    try:
        reader = read(text, file=file)
    except Unreadable as error:
        return {}, [error.problem]
    reader.data = as_json(reader.data)
    check_document(reader)
    slug = reader.at(("slug",))
    name = file.rsplit("/", 1)[-1]
    if isinstance(slug, str) and name.endswith(".yaml") and name != f"{slug}.yaml":
        reader.problem(("slug",), f"“{slug}” should be the name of the file, “{name}”.")
    return reader.data if isinstance(reader.data, dict) else {}, sorted(reader.problems)


def as_json(data: Any) -> Any:
    """The same with days as texts, since YAML knows days and JSON does not."""
    if isinstance(data, dict):
        return {key: as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_json(value) for value in data]
    if isinstance(data, datetime.date) and not isinstance(data, datetime.datetime):
        return data.isoformat()
    return data


def problems_of(document: Any) -> list[str]:
    """What is the matter with a document that comes from no file, in words."""
    reader = Reader(data=document, lines={}, file="")
    check_document(reader)
    return [problem.message for problem in reader.problems]


def check_document(reader: Reader) -> None:
    """Note everything that is the matter with a document."""
    form = Form(reader)
    form.keys(
        (),
        "slug kind title summary minutes outcomes intro work",
        "audience rights content_note after alternative",
    )
    form.texts((), "title summary intro audience after")
    _slug(form)
    form.number(("minutes",), 1, 60)
    form.items(("outcomes",))
    reader.texts(("outcomes",))
    for right in reader.numbers(("rights",)):
        if not 1 <= right <= 12:
            reader.problem(("rights",), f"There is no Right {right}: 1 to 12.")
    _note(form)
    kind = KINDS.get(reader.choice(("kind",), list(KINDS)))
    if kind is None:
        return
    if reader.at(("work",)) is not None:
        kind.check(form, ("work",))
    if reader.at(("alternative",)) is not None:
        form.keys(("alternative",), "work", "intro")
        form.texts(("alternative",), "intro")
        if reader.at(("alternative", "work")) is not None:
            kind.check(form, ("alternative", "work"))


def _slug(form: Form) -> None:
    slug = form.reader.text(("slug",))
    if slug and not is_id(slug):
        form.problem(("slug",), f"“{slug}” should be small letters, digits and hyphens.")


def _note(form: Form) -> None:
    note: Path = ("content_note",)
    if form.at(note) is None:
        return
    form.keys(note, "strength topics note")
    form.items((*note, "topics"))
    form.reader.texts((*note, "topics"))
    form.texts(note, "note")
    strength = form.reader.choice((*note, "strength"), list(Strength))
    if strength and needs_alternative(strength) and form.at(("alternative",)) is None:
        form.problem(note, "From CW3 up there has to be an “alternative”.")


# Writing -----------------------------------------------------------------------------------------

_ON_ONE_LINE = {
    *("topics", "rights", "cites", "history", "coming", "who", "reviewers", "avoid"),
}
# The order of keys in a file, whatever they belong to. PostgreSQL keeps none of its own.
# fmt: off
_ORDER = [
    "slug", "kind", "id", "number", "day", "by", "name", "title", "summary", "minutes", "audience",
    "rights", "outcomes", "content_note", "strength", "topics", "note", "intro", "words", "change",
    "open", "may", "fits", "text", "log", "people", "share", "margin", "withheld", "event", "group",
    "caption", "measure", "ask", "hint", "limit", "starts", "last", "choice", "dates", "due", "who",
    "counted", "reviewers", "agreed", "cites", "history", "coming", "how", "why", "rule", "question",
    "choices", "answers", "questions", "options", "phrases", "entries", "statements", "points",
    "rows", "panel", "clocks", "model", "avoid", "work", "parts", "promises", "own", "line", "rules",
    "after", "alternative",
]
# fmt: on
_PLACE = {key: place for place, key in enumerate(_ORDER)}


def dump_exercise(document: Mapping[str, Any]) -> str:
    """Write an exercise so that `parse_exercise` gives the same document back.

    The same document gives the same text, in whatever order its keys come.
    """
    return dump(_form(document))


def _form(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        names = sorted(value, key=lambda name: (_PLACE.get(name, len(_PLACE)), name))
        return {name: _form(value[name], name) for name in names}
    if isinstance(value, list):
        members = [_form(item) for item in value]
        return Flow(members) if key in _ON_ONE_LINE else members
    return value
