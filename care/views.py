"""Support, the exit page, and reading preferences."""

import calendar
import datetime
from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import current_user
from care import cookie
from care.forms import ReadingForm
from care.middleware import reading_now
from care.queries import Reading, support_groups
from care.services import set_reading
from core.workingdays import BANK_HOLIDAYS


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Whom to turn to. The same page for everybody; nothing is known about who asks."""
    context = {"groups": support_groups(), "demonstration": settings.ALLOW_DEMO}
    return render(request, "pages/care/support.html", context)


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """The exit page: a calendar, as one might have open at any desk."""
    today = timezone.localdate()
    return render(
        request,
        "pages/care/leave.html",
        {
            "today": today,
            "weeks": calendar.Calendar().monthdatescalendar(today.year, today.month),
            "weekdays": [calendar.day_name[n] for n in range(7)],
            "holidays": _holidays_from(today),
            "exit_url": settings.EXIT_URL,
        },
    )


def _holidays_from(today: datetime.date) -> list[tuple[datetime.date, str]]:
    return [(day, name) for day, name in sorted(BANK_HOLIDAYS.names.items()) if day >= today][:3]


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest) -> HttpResponse:
    """How pages should look for me: kept with me, or in the browser until I sign in."""
    back = _local(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return _reading_page(request, ReadingForm.showing(reading_now(request)), back)
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return _reading_page(request, form, back, status=422)
    response = redirect(back or "reading")
    if request.user.is_authenticated:
        set_reading(by=current_user(request), reading=form.reading())
        messages.success(request, _("Saved. Pages look like this from now on, on every device."))
        response.delete_cookie(cookie.NAME)
    else:
        _keep_in_browser(response, form.reading())
        messages.success(
            request, _("Saved. Pages look like this here until you close the browser.")
        )
    return response


def _reading_page(
    request: HttpRequest, form: ReadingForm, back: str, *, status: int = 200
) -> HttpResponse:
    return render(request, "pages/care/reading.html", {"form": form, "back": back}, status=status)


def _local(request: HttpRequest, address: str) -> str:
    """The page to go back to, if it is one of ours."""
    hosts = {request.get_host()}
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=hosts) else ""


def _keep_in_browser(response: HttpResponse, reading: Reading) -> None:
    response.set_cookie(
        cookie.NAME,
        cookie.written(asdict(reading)),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
