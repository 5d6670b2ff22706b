"""The Code to read: editions, rights, duties, limits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.errors import NotFound
from victimscode import queries


def index(request: HttpRequest) -> HttpResponse:
    """All editions: what applies today, what is proposed, what is history."""
    return render(request, "pages/victimscode/index.html", {"shelf": queries.shelf()})


def sources(request: HttpRequest) -> HttpResponse:
    """Where every fact was read, and under which licence."""
    return render(request, "pages/victimscode/sources.html", {"sources": queries.sources()})


def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition with its rights, duties and definitions."""
    found = queries.edition_with_rights(slug)
    if found is None or not queries.is_shown(found):
        raise NotFound(_("We know no edition of that name. Choose one from the list at /code/."))
    context = {
        "edition": found,
        "chapters": queries.chapters(found),
        "replacement": queries.replacement_by(found),
    }
    return render(request, "pages/victimscode/edition.html", context)


def right(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One right with its duties and their limits."""
    found = queries.edition_with_rights(slug)
    shown = found is not None and queries.is_shown(found)
    chapter = queries.chapter(found, number) if found and shown else None
    if chapter is None:
        raise NotFound(_("There is no such right. Choose one from the list at /code/."))
    return render(request, "pages/victimscode/right.html", {"edition": found, "chapter": chapter})
