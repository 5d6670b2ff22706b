"""The figures of a bank of questions as a document that may be kept and shown. Pure.

{"items": [item, ...], "few": [[ref, revision], ...]}: an item for each question and revision
that at least 30 people have answered in their first attempt, and the names of those that
fewer have. An item holds nothing but what `evaluation.disclosure.answers` lets be shown, and
the words of the question as these people read it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol

from evaluation.disclosure.answers import SMALL, ShownItem, shown
from evaluation.statistics.flags import flags
from evaluation.statistics.items import Answer, Form, figures, tally

Document = Mapping[str, Any]
Key = tuple[str, int | None]
# Several answers out of several: a person may be in more than one line of the table.
OVERLAPPING = frozenset({"multiple"})
NO_ANSWER = ""


class Given(Protocol):
    """One answer of a first attempt, as `assessments.queries.FirstAnswer` has it."""

    @property
    def attempt(self) -> Any: ...  # noqa: D102
    @property
    def ref(self) -> str: ...  # noqa: D102
    @property
    def revision(self) -> int | None: ...  # noqa: D102
    @property
    def right(self) -> bool: ...  # noqa: D102
    @property
    def score(self) -> int: ...  # noqa: D102
    @property
    def most(self) -> int: ...  # noqa: D102
    @property
    def response(self) -> Any: ...  # noqa: D102
    @property
    def seconds(self) -> float | None: ...  # noqa: D102
    @property
    def total(self) -> int: ...  # noqa: D102
    @property
    def asked(self) -> int: ...  # noqa: D102


def item_report(
    answers: Iterable[Given],
    documents: Mapping[Key, Document],
    *,
    as_of: datetime,
    before: Iterable[Document] = (),
    renew: Collection[str] = (),
) -> dict[str, Any]:
    """The report of answers that come attempt by attempt.

    `documents` are the compiled questions by ref and revision. `before` are the items of the
    last report: one stays as it was, with its date, until ten people more have answered,
    so that two reports do not tell what a few have answered between them; but not where its
    ref is in `renew`, because answers were marked anew.
    """
    kept = {(item["ref"], item["revision"]): item for item in before}
    items, few = [], []
    for key, told in sorted(tally(_forms(answers, documents)).items(), key=_order):
        document = documents.get(key, {})
        last = kept.get(key)
        if last and key[0] not in renew and 0 <= told.n - last["n"] < SMALL:
            items.append(last)
            continue
        lines = choices(document)
        item = shown(
            figures(told, [(group, one) for group, one, _words in lines], keys_of(document)),
            overlapping=document.get("type") in OVERLAPPING,
        )
        if item is None:
            few.append(list(key))
        else:
            items.append(_as_data(key, item, document, lines, as_of))
    return {"items": items, "few": few}


def _order(entry: tuple[Key, object]) -> tuple[str, int]:
    (ref, revision), _told = entry
    return ref, -(revision or 0)


def _forms(answers: Iterable[Given], documents: Mapping[Key, Document]) -> Iterator[Form]:
    for _attempt, group in groupby(answers, key=attrgetter("attempt")):
        given = list(group)
        yield Form(
            answers=[_answer(one, documents.get((one.ref, one.revision), {})) for one in given],
            # Of questions that have left the bank only right or not is known.
            marks=max(given[0].total - sum(one.right for one in given), 0),
            beside=max(given[0].asked - len(given), 0),
        )


def _answer(given: Given, document: Document) -> Answer:
    return Answer(
        ref=given.ref,
        revision=given.revision,
        mark=given.score / given.most if given.most else float(given.right),
        full=given.right,
        chosen=chosen(document, given.response),
        seconds=given.seconds,
    )


def choices(document: Document) -> list[tuple[str, str, str]]:
    """What there is to choose in a compiled question: (group, key, words).

    One group where one choice is made; one for each item where each is matched, rated or
    ranked; one for each place where steps are put in order. None where people write: what they
    wrote may be about somebody.
    """
    kind = document.get("type")
    if document.get("options"):
        return [("", one["key"], one["text"]) for one in document["options"]]
    items = document.get("items", ())
    if kind == "matching":
        return [(one["key"], to["key"], to["text"]) for one in items for to in document["matches"]]
    if kind == "ordering":
        places = range(1, len(items) + 1)
        return [(one["key"], str(place), str(place)) for one in items for place in places]
    if kind == "judgement":
        keys = range(4) if document["mode"] == "rate" else range(1, len(items) + 1)
        return [(one["key"], str(key), str(key)) for one in items for key in keys]
    return []


def keys_of(document: Document) -> set[tuple[str, str]] | None:
    """What is right in a compiled question, as (group, key); None where the marks tell it.

    They do where one choice is made, and they know of a key that was mended later.
    """
    kind, items = document.get("type"), document.get("items", ())
    if kind == "multiple":
        return {("", one["key"]) for one in document["options"] if one["correct"]}
    if kind == "matching":
        return {(one["key"], one["match"]) for one in items}
    if kind == "ordering":
        return {(key, str(place)) for place, key in enumerate(document["order"], 1)}
    if kind == "judgement":
        return {(one["key"], str(one["expert"])) for one in items}
    return None


def chosen(document: Document, response: Any) -> tuple[tuple[str, str], ...]:
    """What a response chose, as (group, key); `NO_ANSWER` for the key where it left one out."""
    kind = document.get("type")
    if kind in (None, "short", "number", "workingday"):
        return ()
    if document.get("options"):
        keys = list(response or ())
        return tuple(("", key) for key in keys) or (("", NO_ANSWER),)
    items = [one["key"] for one in document.get("items", ())]
    if kind == "ordering":
        places = {key: str(place) for place, key in enumerate(response or (), 1)}
        return tuple((key, places.get(key, NO_ANSWER)) for key in items)
    given = response if isinstance(response, Mapping) else {}
    return tuple((key, str(given.get(key, NO_ANSWER))) for key in items)


def _as_data(
    key: Key,
    item: ShownItem,
    document: Document,
    lines: Iterable[tuple[str, str, str]],
    as_of: datetime,
) -> dict[str, Any]:
    data = asdict(item)
    names = {one["key"]: one["text"] for one in document.get("items", ())}
    whole = {
        **data,
        "ref": key[0],
        "revision": key[1],
        "as_of": as_of.isoformat(),
        "flags": [[raised.flag.value, list(raised.options)] for raised in flags(item)],
        "stem": document.get("stem", ""),
        "type": document.get("type", ""),
        "level": document.get("level", ""),
        "rights": list(document.get("rights", ())),
        "lesson": document.get("lesson", ""),
        "choices": [[group, names.get(group, ""), one, words] for group, one, words in lines],
    }
    # As it comes back from where it is kept, so that two reports can be compared.
    found: dict[str, Any] = json.loads(json.dumps(whole))
    return found
