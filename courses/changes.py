"""What has changed in a module since its last release, in words. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.formats.compiled import text_of
from courses import checks, wording
from courses.formats import parse_aid, parse_lesson


@dataclass(frozen=True)
class PartText:
    """A compiled part, released or not, as far as a comparison needs it."""

    kind: str
    key: str
    title: str
    hash: str
    document: Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One part that is new, gone or changed; for a lesson, sentence by sentence."""

    kind: str
    title: str
    state: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def elsewhere(self) -> bool:
        """Whether it changed without a sentence of its own: a fact, a question, an order."""
        return self.state == "changed" and not self.removed and not self.added


def changes(before: Iterable[PartText], after: Iterable[PartText]) -> list[Change]:
    """What changed, in the order of the parts; what is gone comes last."""
    old = {(part.kind, part.key): part for part in before}
    new = list(after)
    found = []
    for part in new:
        was = old.pop((part.kind, part.key), None)
        if was is None:
            found.append(Change(part.kind, part.title, "new"))
        elif was.hash != part.hash:
            removed, added = _sentences_changed(was, part)
            found.append(Change(part.kind, part.title, "changed", removed, added))
    found += [Change(part.kind, part.title, "gone") for part in old.values()]
    return found


def _sentences_changed(was: PartText, now: PartText) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = sentences(was), sentences(now)
    removed, added = [], []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            removed += before[a:b]
            added += after[c:d]
    return tuple(removed), tuple(added)


def sentences(part: PartText) -> list[str]:
    """The sentences that a part shows."""
    if part.kind == "lesson":
        lesson, _problems = parse_lesson(part.document["source"], file=f"01-{part.key}.md")
        if lesson is None:
            return []
        texts = [lesson.title, lesson.lead, *lesson.outcomes]
        texts += [text for block in lesson.blocks for _key, text in checks.shown(block)]
    elif part.kind == "aid":
        aid, _problems = parse_aid(part.document["source"], file=f"{part.key}.md")
        if aid is None:
            return []
        texts = [aid.title, aid.lead, aid.whom]
        texts += [text for block in aid.blocks for _key, text in checks.shown(block)]
    elif part.kind == "check":
        texts = [_question_text(question) for question in part.document["questions"]]
    elif part.kind == "module":
        texts = [line for line in part.document["source"].split("\n") if line.strip()]
    else:
        texts = list(_strings(part.document))
    return [sentence for text in texts for sentence in wording.sentences(text)]


def _question_text(question: Mapping[str, Any]) -> str:
    """A question with its answers as passages, each with its mark and its feedback."""
    marks = {"right": "✓ ", "less": "– "}
    words = [marks.get(one.kind, "") + one.text for one in text_of(question).words()]
    return "\n\n".join([f"{question['ref']}: {words[0]}", *words[1:]])


def _strings(value: Any) -> Iterable[str]:
    """All words of a scenario that people read, in order."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key != "links":
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
