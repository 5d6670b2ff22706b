"""Pages about errors, what machines ask about our health, and what devices ask to be offline."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe
from structlog.contextvars import get_contextvars

from core.health import readiness
from core.offline import reader_key, service_worker


def error_title(status: int) -> str:
    """The heading for a status, in words that blame nobody."""
    return {
        HTTPStatus.FORBIDDEN: _("This page is not open to you"),
        HTTPStatus.NOT_FOUND: _("That page is not here"),
        HTTPStatus.CONFLICT: _("It has changed in the meantime"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something broke on our side"),
    }.get(HTTPStatus(status), _("One thing to put right"))


def wants_json(request: HttpRequest) -> bool:
    """Whether the client would rather have JSON than a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def error_page(request: HttpRequest, *, status: int, message: str) -> HttpResponse:
    """A page with the status and a sentence that says what to do; JSON for who asks for it."""
    request_id = str(get_contextvars().get("request_id", ""))
    title = error_title(status)
    if wants_json(request):
        error = {"title": title, "message": message, "request_id": request_id}
        return JsonResponse({"error": error}, status=status)
    context = {"title": title, "message": message, "status": status, "request_id": request_id}
    # When the fault is ours, the person's name and navigation might be what broke.
    asker = request if status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    page = render_to_string("errors/site_error.html", context, request=asker)
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what the browser sent cannot be read."""
    message = _("What your browser sent could not be read. Go back, reload the page and try again.")
    return error_page(request, status=HTTPStatus.BAD_REQUEST, message=message)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    message = _("If you need it for your work, ask the person who runs training where you are.")
    return error_page(request, status=HTTPStatus.FORBIDDEN, message=message)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    message = _("The address may have changed. Look for it under Modules, or go to your training.")
    return error_page(request, status=HTTPStatus.NOT_FOUND, message=message)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500, without a query."""
    message = _("It is not your doing, and it has been noted. What you saved is kept. Try again.")
    return error_page(request, status=HTTPStatus.INTERNAL_SERVER_ERROR, message=message)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: mostly a page that was open for a very long time."""
    message = _(
        "This page was open for so long that it has to be loaded again. Go back and reload it, then send it once more."
    )
    return error_page(request, status=HTTPStatus.FORBIDDEN, message=message)


@never_cache
@require_safe
def health_live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers."""
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def health_ready(request: HttpRequest) -> JsonResponse:
    """200 when it can do its work, 503 with what is amiss when it cannot."""
    checks: dict[str, Any] = readiness()
    ready = all(answer == "ok" for answer in checks.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": checks},
        status=HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )


@cache_control(max_age=600)
@require_safe
def service_worker_script(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may answer for the whole site."""
    response = HttpResponse(service_worker(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What one sees when the line is gone: the same for everybody. Scripts fill in what is at hand."""
    return render(request, "pages/core/offline.html")


@never_cache
@require_safe
def offline_reader(request: HttpRequest) -> JsonResponse:
    """Whose session this is now, and a fresh token for what is sent late; both empty for nobody."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return JsonResponse({"reader": "", "token": ""})
    return JsonResponse({"reader": reader_key(user.pk), "token": get_token(request)})
