"""A compiled lesson as one reader sees it: their place, their answers, their kept thoughts.

What many readers share (the frame, a question that was answered in the same way) is
rendered once in a process and kept; released parts never change. What is private never is.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessments.assembly import as_practised
from assessments.marking import WrongShape, mark
from care.queries import AS_DRAWN, KeptHere, KeptText, Reading
from core.dates import say_time
from courses import screens
from courses.arranging import arranged
from courses.beside import look, tools
from courses.formats import ModuleFile
from courses.news import notes_for
from courses.queries import Answered, LearntAt, Lesson, parts_of
from courses.services import Preview
from courses.services.compiling import CSRF, ONCE, WHO, question_context, render
from courses.signposts import Signposts

WHEN = "\ue000when\ue000"
PLACE = "\ue000place\ue000"
BODY = "\ue000body\ue000"
LOOK = "\ue000look\ue000"
FINISH = "\ue000finish\ue000"
NEXT = "\ue000next\ue000"
SINCE = "\ue000since\ue000"


@dataclass(frozen=True)
class Reader:
    """What belongs to one reader of a lesson. `again` is a question to be answered anew,
    `deleted` the key of a thought, or the section of a note, that is just gone."""

    gone: screens.Progress = screens.NOWHERE
    place: str = ""
    place_at: datetime.datetime | None = None
    answers: Mapping[str, Answered] = field(default_factory=dict)
    kept: KeptHere = field(default_factory=KeptHere)
    reading: Reading = AS_DRAWN
    finish: str = ""
    again: str = ""
    deleted: str = ""
    error_at: str = ""
    error: str = ""
    # What stood in the fields of the question that is to be put right.
    typed: Mapping[str, str] = field(default_factory=dict)
    # Where they learnt what a lesson says has changed, by change.
    learnt: Mapping[str, LearntAt] = field(default_factory=dict)
    next_url: str = ""
    copy: bool = False


def lesson_html(request: HttpRequest, lesson: Lesson, reader: Reader) -> SafeString:
    """The lesson with its frame. What compiled documents leave open is filled in last."""
    done = tuple(one.iri for one in lesson.lessons if reader.gone.state(one) == "done")
    frame = _frame(lesson.version.pk, lesson.key, done, bool(reader.place), copy=reader.copy)
    html = frame.replace(BODY, _body(lesson, reader), 1)
    finish = reader.finish or screens.finish_words(lesson)
    html = html.replace(FINISH, escape(finish), 1)
    html = html.replace(NEXT, escape(reader.next_url or screens.after(lesson)))
    html = html.replace(PLACE, escape(reader.place), 1).replace(LOOK, look(reader.reading), 1)
    html = html.replace(SINCE, str(int(timezone.now().timestamp() * 1000)), 1)
    # A token in a copy would be stale when it is used: what is sent late fetches its own.
    token = "" if reader.copy else get_token(request)
    html = html.replace(CSRF, token).replace(WHO, str(request.user.pk or ""))
    while ONCE in html:
        html = html.replace(ONCE, uuid.uuid4().hex, 1)
    return mark_safe(html)  # noqa: S308  compiled by us, or rendered just now


@lru_cache(maxsize=1024)
def _frame(
    version_id: UUID, key: str, done: tuple[str, ...], has_place: bool, *, copy: bool
) -> str:
    """What stands around the body: the same for all who have done the same lessons."""
    screen = replace(screens.lesson(version_id, key, frozenset(done)), finish=FINISH, next_url=NEXT)
    context = {
        "screen": screen,
        "has_place": has_place,
        "csrf_token": CSRF,
        "place": PLACE,
        "body": BODY,
        "look": "" if copy else LOOK,
        "who": WHO,
        "since": SINCE,
    }
    return str(render_to_string("pages/courses/parts/lesson.html", context))


def preview_html(request: HttpRequest, preview: Preview) -> SafeString:
    """A draft in the same frame, as somebody who has done nothing yet would see it."""
    signposts = Signposts()
    body = "".join(
        signposts.fill(segment["html"], segment.get("topics", ())) for segment in preview.segments
    )
    context = {
        "screen": screens.draft_lesson(preview.lesson, preview.module),
        "has_place": False,
        "csrf_token": CSRF,
        "place": "",
        "body": BODY,
    }
    html = str(render_to_string("pages/courses/parts/lesson.html", context)).replace(BODY, body, 1)
    html = html.replace(CSRF, get_token(request)).replace(WHO, "").replace(ONCE, "preview")
    return mark_safe(html)  # noqa: S308  compiled just now


def preview_screen(module: ModuleFile, document: dict[str, Any]) -> screens.ModuleScreen:
    """A module's page from its draft."""
    return screens.draft_module(module, document)


def _body(lesson: Lesson, reader: Reader) -> str:
    notes = notes_for(lesson.version.pk, lesson.iri, lesson.segments)
    out: list[str] = [notes.head]
    signposts = Signposts()
    ends = {one["last"]: one for one in lesson.sections}
    for piece in arranged(lesson, reader.learnt):
        if isinstance(piece, str):
            out.append(piece)
            continue
        index, segment = piece, lesson.segments[piece]
        if reader.place and segment["id"] == reader.place and reader.place_at:
            out.append(_place_mark().replace(WHEN, escape(_moment(reader.place_at)), 1))
        out.append(notes.html(segment["id"]))
        html = _segment(lesson, index, segment, reader)
        out.append(signposts.fill(html, segment.get("topics", ())))
        if segment["id"] in ends:
            section = ends[segment["id"]]
            kept = reader.kept.notes.get(section["id"])
            out.append(tools(lesson, section, kept, deleted=reader.deleted == section["id"]))
    document = lesson.part.document
    topics = document["topics"] if document["strength"] not in ("", "CW0") else ()
    out.append(signposts.html(topics, whole=True))
    return "".join(out)


@lru_cache(maxsize=1)
def _place_mark() -> str:
    return str(render_to_string("blocks/courses/place.html", {"when": WHEN}))


def _moment(at: datetime.datetime) -> str:
    return f"{date_format(timezone.localtime(at), 'l j F Y')}, {say_time(at)}"


def _segment(lesson: Lesson, index: int, segment: dict[str, Any], reader: Reader) -> str:
    slot = segment.get("slot")
    if slot == "question":
        return _question(lesson, index, segment, reader)
    if slot == "reflection" and segment["key"] in reader.kept.reflections:
        return _thought(segment, reader.kept.reflections[segment["key"]])
    if slot == "reflection" and segment["key"] == reader.deleted:
        return _no_thought(segment)
    html: str = segment["html"]
    return html


def _question(lesson: Lesson, index: int, segment: dict[str, Any], reader: Reader) -> str:
    question, ref = segment["question"], segment["question"]["ref"]
    if reader.error_at == ref:
        context = question_context(question, segment["action"])
        context |= {"error": reader.error, "values": reader.typed}
        return render("question", None, segment["id"], **context)
    answered = reader.answers.get(ref)
    if answered is not None and reader.again != ref:
        html = _looked_back(lesson.version.pk, lesson.key, index, json.dumps(answered.response))
        if html:
            return html.replace(WHEN, escape(_moment(answered.at)), 1)
    asked: str = segment["html"]
    return asked


@lru_cache(maxsize=1024)
def _looked_back(version_id: UUID, key: str, index: int, response: str) -> str:
    """A question with what each answer means; empty when it was changed since it was answered.

    `response` is JSON.
    """
    part = next(one for one in parts_of(version_id) if one.kind == "lesson" and one.key == key)
    segment = part.document["segments"][index]
    question = segment["question"]
    try:
        marked = mark(question, json.loads(response))
    except WrongShape:
        return ""
    shown = as_practised(question)
    return render("answered", None, segment["id"], question=shown, mark=marked, when=WHEN)


def _thought(segment: dict[str, Any], kept: KeptText) -> str:
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


def _no_thought(segment: dict[str, Any]) -> str:
    prompt, action = segment["prompt"], segment["action"]
    return render("reflection", None, segment["id"], prompt=prompt, action=action, deleted=True)
