"""What other systems have no field for, as tags: `right:6`, `level:apply`, `source:W8`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from assessments.formats.question import LEVELS, USES, QuestionText
from assessments.formats.said import Said, say
from assessments.formats.said import gettext_noop as _

# Longer ones are cut by Moodle.
LONGEST = 50
_CITE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_WORD = re.compile(r"[A-Za-z0-9][\w./-]{0,119}")
# What would end a tag, or vanish from one.
_UNFIT = re.compile(r"[\]\[<>`\\,\x00-\x1f]")


def tags_of(question: QuestionText) -> list[str]:
    """The tags that say what a question is about, in one fixed order."""
    return [
        f"use:{question.use}",
        f"level:{question.level}",
        *(f"right:{number}" for number in question.rights),
        *(f"cite:{cite}" for cite in question.cites),
        *(f"source:{source}" for source in question.sources),
        *([f"lesson:{question.lesson}"] if question.lesson else []),
    ]


def unfit(tags: Iterable[str]) -> list[str]:
    """Those tags that another system would cut or change."""
    return [tag for tag in tags if len(tag) > LONGEST or _UNFIT.search(tag)]


def read_tags(tags: Iterable[str]) -> tuple[dict[str, Any], list[Said]]:
    """The fields of a question that its tags give, and what is said of the other tags."""
    fields: dict[str, Any] = {"rights": [], "cites": [], "sources": []}
    others: list[str] = []
    for tag in tags:
        name, _colon, value = tag.strip().partition(":")
        if not _take(fields, name.casefold(), value.strip()):
            others.append(tag.strip())
    for name in ("rights", "cites", "sources"):
        fields[name] = tuple(dict.fromkeys(fields[name]))
    notes = [say(_("Tags without a place here were left out: %(tags)s."), tags=", ".join(others))]
    return fields, notes if any(others) else []


def _take(fields: dict[str, Any], name: str, value: str) -> bool:
    """Put one tag into its field; whether it had one."""
    if (name == "use" and value in USES) or (name == "level" and value in LEVELS):
        fields[name] = value
    elif name == "right" and value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= 12:
        fields["rights"].append(int(value))
    elif name == "cite" and _CITE.fullmatch(value):
        fields["cites"].append(value)
    elif name == "source" and _WORD.fullmatch(value):
        fields["sources"].append(value)
    elif name == "lesson" and _WORD.fullmatch(value):
        fields["lesson"] = value
    else:
        return False
    return True
