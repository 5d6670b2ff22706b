"""The job aids: all of them, and one, which is made to be printed, kept and read at 2 a.m."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from accounts.access import signed_in
from care.enums import Size
from care.queries import NAMES, Reading
from core.context import reading_attributes
from core.offline import layout
from courses import queries
from courses.news import notes_for

LARGE = "large"


@require_GET
@signed_in
def aids(request: HttpRequest) -> HttpResponse:
    """All job aids."""
    context = {"aids": queries.current_aids(), "layout": layout(request)}
    return render(request, "pages/courses/aids.html", context)


@require_GET
@signed_in
def aid(request: HttpRequest, slug: str) -> HttpResponse:
    """A job aid as it was released last; in large print with `?size=large`."""
    part = queries.current_aid(slug)
    segments = part.document["segments"]
    notes = notes_for(part.version_id, part.iri, segments)
    body = notes.head + "".join(notes.html(one["id"]) + one["html"] for one in segments)
    context: dict[str, Any] = {
        "layout": layout(request),
        "part": part,
        "document": part.document,
        "body": mark_safe(body),  # noqa: S308  compiled by us at release
        "since": queries.said_since(part),
        "large": request.GET.get("size") == LARGE,
    }
    if context["large"]:
        # Whatever the reader prefers otherwise: this address is the large-print form.
        reading = getattr(request, "reading", None)
        kept = {name: getattr(reading, name, "") for name in NAMES if name != "size"}
        context["reading_attributes"] = reading_attributes(Reading(size=Size.LARGER, **kept))
    return render(request, "pages/courses/aid.html", context)
