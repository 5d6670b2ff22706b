"""The learner's screens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import current_user, signed_in
from accounts.enums import Role
from accounts.queries import has_role
from dashboards.learner import queries
from tracking.queries import record_of


@require_safe
@signed_in
@never_cache
def training(request: HttpRequest) -> HttpResponse:
    """My training: what is due, where I stopped, what I have done."""
    user = current_user(request)
    context = {
        "training": queries.training(user),
        "is_administrator": has_role(user, Role.ADMINISTRATOR),
        "is_editor": has_role(user, Role.EDITOR),
    }
    return render(request, "pages/dashboards/training.html", context)


@require_safe
@signed_in
@never_cache
def record(request: HttpRequest) -> HttpResponse:
    """My learning record, with certificates and copies to take."""
    context = {"record": record_of(current_user(request))}
    return render(request, "pages/dashboards/record.html", context)
