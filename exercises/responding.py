"""What a page of an exercise was sent, read against what it asked. Pure.

Nothing of it is stored: what was answered before travels along in the page itself. A value
that was never on offer is told kindly where the reader can mend it, and otherwise dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exercises.kinds.base import Asks, Field

Sent = Mapping[str, Sequence[str]]
LONGEST_TEXT = 4000
PREFIX = "a."
WRITTEN = ".written"


class Snag(StrEnum):
    """What keeps an answer from being used as it is."""

    NOT_OFFERED = "not-offered"
    NOT_A_DAY = "not-a-day"
    TWO_DAYS = "two-days"
    TOO_LONG = "too-long"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Response:
    """What was answered, by field; what was written for a day; and the snags of each field."""

    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    snags: dict[str, Snag] = field(default_factory=dict)


def respond(
    fields: Iterable[Field], sent: Sent, *, day_of: Callable[[str], date | None]
) -> Response:
    """Read the answers to these fields; `day_of` reads a day as people write it."""
    found = Response()
    for one in fields:
        values = [value for value in sent.get(PREFIX + one.name, ()) if value]
        if one.asks is Asks.DAY:
            _read_day(found, one, values, sent, day_of)
        elif one.asks is Asks.TEXT:
            _read_text(found, one, values)
        else:
            _read_choice(found, one, values)
    return found


def _read_choice(found: Response, one: Field, values: list[str]) -> None:
    """The values that were on offer, in the order of the offer; of one, the last."""
    known = [value for value in one.values if value in values]
    if one.asks is Asks.ONE:
        known = [value for value in values if value in one.values][-1:]
    if known:
        found.answers[one.name] = tuple(known)
    if set(values) - set(one.values):
        found.snags[one.name] = Snag.NOT_OFFERED


def _read_text(found: Response, one: Field, values: list[str]) -> None:
    text = values[-1].replace("\r\n", "\n").replace("\0", "") if values else ""
    if not text.strip():
        return
    found.answers[one.name] = (text,)
    if len(text) > LONGEST_TEXT:
        found.snags[one.name] = Snag.TOO_LONG


def _read_day(
    found: Response,
    one: Field,
    values: list[str],
    sent: Sent,
    day_of: Callable[[str], date | None],
) -> None:
    """The day that was chosen, or the one that was written; both only when they agree."""
    chosen = _iso(values[-1]) if values else None
    written = " ".join(" ".join(sent.get(PREFIX + one.name + WRITTEN, ())[-1:]).split())[:100]
    if values and chosen is None:
        found.snags[one.name] = Snag.NOT_OFFERED
    day = day_of(written) if written else None
    if written and day is None:
        found.snags[one.name] = Snag.NOT_A_DAY
    elif chosen and day and chosen != day:
        found.snags[one.name] = Snag.TWO_DAYS
    if one.name in found.snags and written:
        found.written[one.name] = written
    best = day or chosen
    if one.name in found.snags and chosen:
        best = chosen
    if best is not None:
        found.answers[one.name] = (best.isoformat(),)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def carried(response: Response, fields: Iterable[Field]) -> list[tuple[str, str]]:
    """The answers to these fields as pairs that a form sends along unseen."""
    return [
        (PREFIX + one.name, value) for one in fields for value in response.answers.get(one.name, ())
    ]
