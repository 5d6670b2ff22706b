"""A question as its editor previews it: as learners meet it, to be tried, and all it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from assessments.asking import say_rating
from assessments.assembly import as_practised
from assessments.formats import QuestionText, lacks
from assessments.formats.compiled import with_keys
from assessments.formats.question import PARTS
from assessments.telling import say_day
from core.components import Answer

_SALT = "assessments.trying"


@dataclass(frozen=True)
class Draft:
    """A draft as its preview shows it. `document` is None while it lacks what it is made of."""

    text: QuestionText
    lacks: tuple[str, ...]
    document: Mapping[str, Any] | None

    @property
    def signed(self) -> str:
        """The document for the form in which it is tried; nobody else can write one."""
        return signing.dumps(self.document, salt=_SALT, compress=True)

    @property
    def answers(self) -> list[Answer]:
        """All that may be answered, with what each leads to."""
        return list(_answers(self.document)) if self.document is not None else []


def draft_of(text: QuestionText) -> Draft:
    """The preview of a question as it is written now."""
    found = list(lacks(text))
    words = tuple(dict.fromkeys(_(lack.message) for lack in found))
    has_options = PARTS.get(text.type) == ("options",)
    made = {lack.field for lack in found} & set(PARTS.get(text.type, ()))
    if made and not has_options:
        return Draft(text, words, None)
    data = {**text.as_data(), "ref": text.id}
    return Draft(text, words, as_practised(with_keys(data)))


def signed_document(signed: str) -> Mapping[str, Any]:
    """The document of a form that we made. Raises `signing.BadSignature`."""
    document: Mapping[str, Any] = signing.loads(signed, salt=_SALT, max_age=24 * 60 * 60)
    return document


def _answers(document: Mapping[str, Any]) -> Iterator[Answer]:
    kind = document["type"]
    for option in document.get("options", ()):
        yield Answer(option["text"], right=option["correct"], feedback=option["feedback"])
    if kind in ("matching", "ordering", "judgement"):
        yield from _items(document)
    elif kind == "workingday":
        yield from _limit(document)
    for answer in document.get("answers", ()):
        text = answer.get("accept") or _value(answer, document.get("unit") or "")
        yield Answer(text, right=answer["correct"], feedback=answer["feedback"])
    if document.get("otherwise"):
        yield Answer(_("Any other answer"), feedback=document["otherwise"])


def _items(document: Mapping[str, Any]) -> Iterator[Answer]:
    by_key = {one["key"]: one for one in document["items"]}
    if document["type"] == "ordering":
        for place, key in enumerate(document["order"], 1):
            item = by_key[key]
            yield Answer(f"{place}. {item['text']}", right=True, feedback=item["feedback"])
        return
    matches = {one["key"]: one["text"] for one in document.get("matches", ())}
    for item in by_key.values():
        said = matches.get(item.get("match", "")) or say_rating(document["mode"], item["expert"])
        top = bool(matches) or item["expert"] == (3 if document["mode"] == "rate" else 1)
        yield Answer(f"{item['text']}: {said}", right=top, feedback=item["feedback"])


def _limit(document: Mapping[str, Any]) -> Iterator[Answer]:
    said = document["feedback"]
    yield Answer(say_day(str(document["answer"])), right=True, feedback=said["right"])
    for slip, value in document["slips"].items():
        if said.get(slip):
            yield Answer(say_day(str(value)), feedback=said[slip])
    yield Answer(_("Any other answer"), feedback=said["otherwise"])


def _value(answer: Mapping[str, Any], unit: str) -> str:
    tolerance = answer.get("tolerance")
    around = _(" (give or take %(n)s)") % {"n": tolerance} if tolerance else ""
    return f"{answer['value']} {unit}".strip() + around
