"""Interactive exercises, by themselves and as parts of a module."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import current_user, signed_in
from core.errors import NotFound
from core.iris import activity_iri
from courses import queries, screens, services
from courses.enums import PartKind
from exercises.views import Sitting, sit


@signed_in
@require_safe
def exercises(request: HttpRequest) -> HttpResponse:
    """All exercises of the modules that are open."""
    return render(request, "pages/courses/exercises.html", {"exercises": queries.exercises()})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def exercise(request: HttpRequest, slug: str) -> HttpResponse:
    """An exercise by itself, as the newest module that has it was released with."""
    part = queries.exercise(slug)
    sitting = Sitting(
        document=part.document,
        iri=activity_iri("exercises", slug),
        action=reverse("exercise", args=[slug]),
        back_url=f"{reverse('exercises')}#exercise-{slug}",
        back_text=_("All exercises"),
        register=lambda: None,
    )
    return sit(request, sitting)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def module_exercise(request: HttpRequest, module: str, slug: str) -> HttpResponse:
    """An exercise of a module, with the way back to its lesson."""
    user = current_user(request)
    version, registration = queries.served(user, module)
    part = queries.part(version.pk, PartKind.EXERCISE, slug)
    if part is None:
        raise NotFound(_("This module has no such exercise. Choose another from its page."))
    lesson, anchor = queries.lesson_with_exercise(version.pk, slug)
    sitting = Sitting(
        document=part.document,
        iri=part.iri,
        action=reverse("module_exercise", args=[module, slug]),
        back_url=f"{screens.part_url(module, lesson)}#{anchor}",
        back_text=_("Back to the lesson: %(title)s") % {"title": lesson.title},
        register=lambda: services.begun(by=user, module_key=module, registration=registration),
    )
    return sit(request, sitting)
