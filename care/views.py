"""Support, the exit page, and reading preferences."""

import calendar
import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import current_user, signed_in
from care.forms import ReadingForm
from care.queries import reading_of, support_groups
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


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest) -> HttpResponse:
    """How pages should look for me."""
    user = current_user(request)
    if request.method != "POST":
        form = ReadingForm.showing(reading_of(user))
        return render(request, "pages/care/reading.html", {"form": form})
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return render(request, "pages/care/reading.html", {"form": form}, status=422)
    set_reading(by=user, reading=form.reading())
    messages.success(request, _("Saved. Pages look like this from now on, on every device."))
    return redirect("reading")
