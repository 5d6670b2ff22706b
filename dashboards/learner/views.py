"""The learner's screens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import current_user, signed_in
from dashboards.learner import queries
from tracking.queries import record_of


@require_safe
@signed_in
@never_cache
def training(request: HttpRequest) -> HttpResponse:
    """My training: what is due, where I stopped, what I have done."""
    context = {"training": queries.training(current_user(request))}
    return render(request, "pages/dashboards/training.html", context)


@require_safe
@signed_in
@never_cache
def record(request: HttpRequest) -> HttpResponse:
    """My learning record, with certificates and copies to take."""
    context = {"record": record_of(current_user(request))}
    return render(request, "pages/dashboards/record.html", context)
