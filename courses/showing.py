"""A compiled lesson as one reader sees it: their place, their answers, their kept thoughts."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from assessments.marking import WrongShape, mark
from care.queries import KeptReflection
from core.components.content import Answer
from courses.queries import Answered
from courses.services.compiling import CSRF, ONCE, WHO, question_context, render


@dataclass(frozen=True)
class Reader:
    """What belongs to one reader of a lesson. `again` is a question to be answered anew."""

    place: str = ""
    place_at: datetime.datetime | None = None
    answers: Mapping[str, Answered] = field(default_factory=dict)
    thoughts: Mapping[str, KeptReflection] = field(default_factory=dict)
    again: str = ""
    error_at: str = ""
    error: str = ""


def lesson_html(request: HttpRequest, segments: list[dict[str, Any]], reader: Reader) -> SafeString:
    """The lesson's body. What the compiled document left open is filled in last."""
    out: list[str] = []
    for segment in segments:
        if reader.place and segment["id"] == reader.place:
            out.append(render_to_string("blocks/courses/place.html", {"at": reader.place_at}))
        out.append(_segment(segment, reader))
    html = "".join(out)
    html = html.replace(CSRF, get_token(request)).replace(WHO, str(request.user.pk or ""))
    while ONCE in html:
        html = html.replace(ONCE, uuid.uuid4().hex, 1)
    return mark_safe(html)  # noqa: S308  compiled by us, or rendered just now


def _segment(segment: dict[str, Any], reader: Reader) -> str:
    slot = segment.get("slot")
    if slot == "question":
        return _question(segment, reader)
    if slot == "reflection" and segment["key"] in reader.thoughts:
        return _thought(segment, reader.thoughts[segment["key"]])
    html: str = segment["html"]
    return html


def _question(segment: dict[str, Any], reader: Reader) -> str:
    question, ref = segment["question"], segment["question"]["ref"]
    answered = reader.answers.get(ref)
    if reader.error_at == ref:
        context = {**question_context(question, segment["action"]), "error": reader.error}
        return render("question", None, segment["id"], **context)
    html: str = segment["html"]
    if answered is None or reader.again == ref:
        return html
    try:
        marked = mark(question, list(answered.chosen))
    except WrongShape:
        # The question was changed after it was answered: it is asked anew.
        return html
    answers = [
        Answer(
            text=option["text"],
            chosen=option["key"] in marked.chosen,
            right=option["correct"],
            feedback=option["feedback"],
        )
        for option in _mixed(question, segment["action"])
    ]
    return render(
        "answered", None, segment["id"], question=question, answers=answers, at=answered.at
    )


def _mixed(question: dict[str, Any], action: str) -> list[dict[str, Any]]:
    """The options in the order in which they were asked."""
    by_key = {option["key"]: option for option in question["options"]}
    return [by_key[option.value] for option in question_context(question, action)["options"]]


def _thought(segment: dict[str, Any], kept: KeptReflection) -> str:
    return render(
        "reflection",
        None,
        segment["id"],
        prompt=segment["prompt"],
        action=segment["action"],
        kept_text=kept.text or "",
        kept_on=kept.kept_on,
        unreadable=kept.text is None,
    )
