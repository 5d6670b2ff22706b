"""From a question's data to what is shown and marked: its parts get keys. Pure."""

from collections.abc import Mapping
from datetime import date
from string import ascii_lowercase
from typing import Any

from assessments.formats.limits import answer_of, slips_of
from assessments.formats.parts import (
    Limit,
    LimitFeedback,
    Option,
    Pair,
    Panel,
    Rated,
    Step,
    Value,
    Wording,
)
from assessments.formats.question import QuestionText

_LEFT_OUT = ("pairs", "decoys", "steps", "responses")


def with_keys(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a complete question as its compiled document has it.

    What can be chosen or judged gets the keys a, b, …; matches, each different text once, get
    1, 2, …; a limit gets its answer and what the usual slips lead to.
    """
    found = {name: value for name, value in data.items() if name not in _LEFT_OUT}
    kind = data["type"]
    if "options" in found:
        found["options"] = _keyed(data["options"])
    if kind == "matching":
        texts = dict.fromkeys([pair["match"] for pair in data["pairs"]] + data.get("decoys", []))
        keys = {text: str(number) for number, text in enumerate(texts, 1)}
        pairs = [{**pair, "match": keys[pair["match"]]} for pair in data["pairs"]]
        found["items"] = _keyed(pairs)
        found["matches"] = [{"key": key, "text": text} for text, key in keys.items()]
    elif kind == "ordering":
        found["items"] = _keyed(data["steps"])
        found["order"] = [step["key"] for step in found["items"]]
    elif kind in ("short", "number"):
        found["answers"] = _keyed(data["answers"])
    elif kind == "workingday":
        limit = limit_of(data["limit"])
        found["answer"] = _json(answer_of(limit))
        found["slips"] = {name: _json(value) for name, value in slips_of(limit).items()}
    elif kind == "judgement":
        rated = [
            {"text": one["text"], "expert": one["key"], "feedback": one["feedback"]}
            for one in data["responses"]
        ]
        found["items"] = _keyed(rated)
        found.setdefault("panel", None)
    return found


def _keyed(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"key": key, **part} for key, part in zip(ascii_lowercase, parts, strict=False)]


def _json(value: date | int) -> str | int:
    return value.isoformat() if isinstance(value, date) else value


def limit_of(data: Mapping[str, Any]) -> Limit:
    """A limit out of JSON data."""
    return Limit(_day(data.get("event")), data["asks"], data.get("days"), _day(data.get("until")))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def text_of(document: Mapping[str, Any]) -> QuestionText:
    """The question that a compiled document was made of. Documents of any release are taken."""
    fields: dict[str, Any] = {"id": document["ref"], **_parts(document)}
    fields |= {
        name: document.get(name, "") for name in ("use", "type", "level", "stem", "rationale")
    }
    fields |= {name: document.get(name) or "" for name in ("lesson", "otherwise", "unit", "mode")}
    fields |= {name: tuple(document.get(name, ())) for name in ("rights", "cites", "sources")}
    return QuestionText(**fields)


def _parts(document: Mapping[str, Any]) -> dict[str, Any]:
    kind = document.get("type", "single")
    if kind == "matching":
        matches = {one["key"]: one["text"] for one in document["matches"]}
        items = document["items"]
        used = {one["match"] for one in items}
        return {
            "pairs": tuple(
                Pair(one["text"], matches[one["match"]], one["feedback"]) for one in items
            ),
            "decoys": tuple(text for key, text in matches.items() if key not in used),
        }
    if kind == "ordering":
        items = {one["key"]: one for one in document["items"]}
        steps = [items[key] for key in document["order"]]
        return {"steps": tuple(Step(one["text"], one["feedback"]) for one in steps)}
    if kind == "short":
        return {"answers": tuple(Wording(**_without_key(one)) for one in document["answers"])}
    if kind == "number":
        return {"answers": tuple(Value(**_without_key(one)) for one in document["answers"])}
    if kind == "workingday":
        return {
            "limit": limit_of(document["limit"]),
            "feedback": LimitFeedback(**document["feedback"]),
        }
    if kind == "judgement":
        items = document["items"]
        return {
            "responses": tuple(Rated(one["text"], one["expert"], one["feedback"]) for one in items),
            "panel": _panel(document.get("panel")),
        }
    return {
        "options": tuple(
            Option(one["text"], one["feedback"], bool(one.get("correct")))
            for one in document["options"]
        )
    }


def _without_key(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != "key"}


def _panel(data: Mapping[str, Any] | None) -> Panel | None:
    return Panel(**{**data, "on": _day(data.get("on"))}) if data else None
