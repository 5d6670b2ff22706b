"""A log entry with phrases that blame: find them, put others in their place, compare. Pure.

An entry's text holds its phrases as “{id}”. Some of them are as they should be: not every
plain fact is a judgement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.yamltext import Path
from exercises.kinds.base import (
    Answers,
    Asks,
    Feedback,
    Field,
    Kind,
    Offer,
    Remark,
    Stand,
    Step,
    Work,
    cites_of,
)
from exercises.kinds.form import CITING, Form

_MARK = re.compile(r"\{([a-z0-9-]+)\}")
OWN = "own"


@dataclass(frozen=True)
class Piece:
    """A run of a log entry: plain words, or a phrase with its number."""

    text: str
    number: int = 0


@dataclass(frozen=True)
class Rewritten:
    """A log entry as we would write it; of a text of one's own, the words to look at again."""

    model: str
    found: tuple[str, ...] = ()


# Checking ------------------------------------------------------------------------------------


def check(form: Form, path: Path) -> None:
    """Note what is the matter with the entries."""
    form.keys(path, "parts", "own")
    entries = form.items((*path, "parts"))
    form.ids(entries, taken=[OWN])
    for entry in entries:
        form.keys(entry, "id title text log phrases model", f"after {CITING}")
        form.texts(entry, "title text log model after")
        form.cites(entry)
        phrases = form.items((*entry, "phrases"))
        names = form.ids(phrases, taken=["choose"])
        _marks(form, (*entry, "log"), names)
        for phrase in phrases:
            _phrase(form, phrase)
        if not any(form.reader.flag((*one, "change")) for one in phrases):
            form.problem(entry, "There should be a phrase to change.")
    own = (*path, OWN)
    if form.at(own) is not None:
        form.keys(own, "title text log ask model", f"avoid after {CITING}")
        form.texts(own, "title text log ask model after")
        form.reader.texts((*own, "avoid"))
        form.cites(own)


def _marks(form: Form, path: Path, names: list[str]) -> None:
    """Each phrase stands in the entry once, and nothing else does."""
    marks = _MARK.findall(form.reader.text(path))
    for name in sorted(set(marks) - set(names)):
        form.problem(path, f"“{{{name}}}” is no phrase of this entry.")
    for name in names:
        if name and marks.count(name) != 1:
            form.problem(path, f"“{{{name}}}” should stand here once.")


def _phrase(form: Form, path: Path) -> None:
    change = form.reader.flag((*path, "change"))
    form.keys(path, f"id words change why {'options' if change else ''}", CITING)
    form.texts(path, "words why")
    form.cites(path)
    if not change:
        return
    options = form.items((*path, "options"), least=2)
    form.ids(options)
    for option in options:
        form.keys(option, "id text fits why")
        form.texts(option, "text why")
    if options and not any(form.reader.flag((*one, "fits")) for one in options):
        form.problem(path, "At least one of the options should fit.")


# Steps ---------------------------------------------------------------------------------------


def steps(work: Work) -> tuple[Step, ...]:
    """For each entry: which phrases to change, then into what. Then one to write oneself."""
    found: list[Step] = []
    for entry in work.data["parts"]:
        name = entry["id"]
        offers = tuple(
            Offer(phrase["id"], f"{number}. “{phrase['words']}”")
            for number, phrase in enumerate(entry["phrases"], start=1)
        )
        choose = Field(f"{name}.choose", Asks.MANY, entry["title"], offers)
        fields = tuple(
            Field(
                f"{name}.{phrase['id']}",
                Asks.ONE,
                f"“{phrase['words']}”",
                tuple(Offer(option["id"], option["text"]) for option in phrase["options"]),
            )
            for phrase in _to_change(entry)
        )
        found.append(Step(f"{name}.choose", name, entry["title"], (choose,)))
        found.append(Step(f"{name}.words", name, entry["title"], fields))
    own = work.data.get(OWN)
    if own:
        text = Field(f"{OWN}.text", Asks.TEXT, own["ask"])
        found.append(Step(OWN, OWN, own["title"], (text,), optional=True))
    return tuple(found)


def _to_change(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [phrase for phrase in entry["phrases"] if phrase["change"]]


def pieces(entry: Mapping[str, Any]) -> tuple[Piece, ...]:
    """A log entry in runs, its phrases numbered from 1 in the order of their list."""
    phrases = {one["id"]: (number, one) for number, one in enumerate(entry["phrases"], start=1)}
    found, at = [], 0
    for mark in _MARK.finditer(entry["log"]):
        number, phrase = phrases[mark[1]]
        found += [Piece(entry["log"][at : mark.start()]), Piece(phrase["words"], number)]
        at = mark.end()
    return tuple(one for one in [*found, Piece(entry["log"][at:])] if one.text)


# Marking -------------------------------------------------------------------------------------


def mark(work: Work, step: Step, answers: Answers) -> Feedback:
    """What each phrase does, what might stand for it, and the entry as we would write it."""
    if step.id == OWN:
        return _own(work, answers)
    entry = work.part(step.part)
    if step.id.endswith(".choose"):
        return _chosen(entry, step.fields[0], answers)
    remarks = tuple(
        _worded(phrase, field, answers)
        for phrase, field in zip(_to_change(entry), step.fields, strict=True)
    )
    return Feedback(
        remarks, after=entry.get("after", ""), cites=cites_of(entry), more=Rewritten(entry["model"])
    )


def _chosen(entry: Mapping[str, Any], field: Field, answers: Answers) -> Feedback:
    """Each phrase beside whether it was chosen. With nothing chosen all are open."""
    chosen = answers.get(field.name, ())
    remarks = []
    for phrase in entry["phrases"]:
        same = (phrase["id"] in chosen) == phrase["change"]
        stand = (Stand.SAME if same else Stand.OTHER) if chosen else Stand.OPEN
        remarks.append(
            Remark(
                about=f"{field.name}.{phrase['id']}",
                title=f"“{phrase['words']}”",
                stand=stand,
                ours=("change",) if phrase["change"] else ("keep",),
                why=phrase["why"],
                cites=cites_of(phrase),
            )
        )
    return Feedback(tuple(remarks))


def _worded(phrase: Mapping[str, Any], field: Field, answers: Answers) -> Remark:
    options = {option["id"]: option for option in phrase["options"]}
    chosen = [options[value] for value in answers.get(field.name, ())]
    fitting = [option for option in phrase["options"] if option["fits"]]
    stand = Stand.OPEN
    if chosen:
        stand = Stand.SAME if chosen[0]["fits"] else Stand.OTHER
    why = chosen[0]["why"] if chosen else fitting[0]["why"]
    return Remark(
        about=field.name,
        title=f"“{phrase['words']}”",
        stand=stand,
        yours=tuple(option["text"] for option in chosen),
        ours=tuple(option["text"] for option in fitting),
        why=why,
        cites=cites_of(phrase),
    )


def _own(work: Work, answers: Answers) -> Feedback:
    """The entry as we would write it, and words in one's own that are worth another look."""
    own = work.data[OWN]
    text = " ".join(answers.get(f"{OWN}.text", ("",))[0].lower().split())
    avoid = own.get("avoid", ())
    found = tuple(
        words for words in avoid if re.search(rf"(?<!\w){re.escape(words.lower())}(?!\w)", text)
    )
    return Feedback(
        after=own.get("after", ""), cites=cites_of(own), more=Rewritten(own["model"], found)
    )


REWRITING = Kind(check=check, steps=steps, mark=mark)
