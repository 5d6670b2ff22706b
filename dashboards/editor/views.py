"""What does this touch? For editors, reviewers and administrators, under /cms/."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import current_user, role_required
from accounts.enums import Role
from accounts.queries import has_role
from dashboards.editor import touching
from dashboards.editor.touching import Scope
from victimscode import queries

cms_readers = role_required(Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


@require_safe
@cms_readers
@never_cache
def editions(request: HttpRequest) -> HttpResponse:
    """The editions, each a way into what it touches."""
    context = {
        "editions": list(queries.editions()),
        "replacement": queries.replacement_today(),
        "may_follow": list(queries.may_follow()),
        "adoptions": list(queries.adoptions()),
        "may_edit": has_role(current_user(request), Role.EDITOR),
    }
    return render(request, "pages/dashboards/editor/editions.html", context)


@require_safe
@cms_readers
@never_cache
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """What rests on an edition."""
    scope = touching.edition_scope(slug)
    more = {
        "chapters": queries.chapters(scope.edition),
        "limits": touching.limits_of(scope.edition),
    }
    return _touch(request, scope, **more)


@require_safe
@cms_readers
@never_cache
def right(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What rests on a right."""
    return _touch(request, touching.right_scope(slug, number))


@require_safe
@cms_readers
@never_cache
def duty(request: HttpRequest, slug: str, duty: str) -> HttpResponse:
    """What rests on a duty or a definition."""
    return _touch(request, touching.duty_scope(slug, duty))


@require_safe
@cms_readers
@never_cache
def limit(request: HttpRequest, slug: str, limit: str) -> HttpResponse:
    """What rests on a time limit."""
    return _touch(request, touching.limit_scope(slug, limit))


def _touch(request: HttpRequest, scope: Scope, **more: object) -> HttpResponse:
    context = {
        "touch": touching.touch(scope),
        "may_edit": has_role(current_user(request), Role.EDITOR),
        **more,
    }
    return render(request, "pages/dashboards/editor/touch.html", context)
