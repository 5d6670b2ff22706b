"""The administrator's page of requirements: the list, a new one, closing one."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import current_user, role_required
from accounts.enums import Role
from core.components.data import Cell, Column
from core.dates import say_date
from core.errors import SiteError
from dashboards.manager.forms import CloseForm, RequirementForm
from mandatory import queries, services, wording
from mandatory.models import Requirement


@require_safe
@role_required(Role.ADMINISTRATOR)
@never_cache
def requirements(request: HttpRequest) -> HttpResponse:
    """Every requirement, the open ones first, with how many people each asks today."""
    rows = queries.all_requirements()
    asked = queries.asked_on(queries.today())
    columns = [
        _("Requirement"),
        _("Who"),
        _("How often"),
        Column(_("Asked today"), number=True),
        _("Change"),
    ]
    context = {
        "columns": columns,
        "open": [_row(row, asked) for row in rows if row.closed_on is None],
        "closed": [_row(row, asked) for row in rows if row.closed_on is not None],
    }
    return render(request, "pages/dashboards/requirements.html", context)


def _row(row: Requirement, asked: dict[int, int]) -> list[object]:
    since = _("Since %s") % say_date(row.effective_from)
    often = _("Within %(days)s, then %(often)s") % {
        "days": wording.days(row.first_days),
        "often": wording.every(row.repeat_months),
    }
    if row.repeat_months is None:
        often = _("Once, within %s") % wording.days(row.first_days)
    if row.closed_on is None:
        last = Cell(_("Close it"), reverse("requirement_close", args=[row.pk]))
    else:
        since = _closed(row, row.closed_on)
        last = Cell("")
    return [
        Cell(row.name, note=since),
        wording.audience(row),
        often,
        str(asked.get(row.pk, 0)),
        last,
    ]


def _closed(row: Requirement, last_day: datetime.date) -> str:
    """From when until when it was in force; not at all, if it was replaced on its first day."""
    if last_day < row.effective_from:
        return _("Replaced on %s, the day on which it would have begun") % say_date(
            row.effective_from
        )
    return _("From %(from)s until %(until)s") % {
        "from": say_date(row.effective_from),
        "until": say_date(last_day),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.ADMINISTRATOR)
@never_cache
def new_requirement(request: HttpRequest) -> HttpResponse:
    """Set a requirement."""
    form = RequirementForm(request.POST or None)
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        found = services.would_replace(
            **{("module_key" if key == "module" else key): value for key, value in said.items()}
        )
        if found is not None and request.POST.get("confirm") != str(found.old.pk):
            return _ask(request, form, found)
        try:
            row = services.set_requirement(
                by=current_user(request), module_key=said.pop("module"), **said
            )
        except SiteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%s” is set. Everybody it asks sees it now.") % row.name)
            return redirect("requirements")
    context = {"form": form}
    status = 422 if form.is_bound else 200
    return render(request, "pages/dashboards/requirement_new.html", context, status=status)


def _ask(request: HttpRequest, form: RequirementForm, found: services.Replacement) -> HttpResponse:
    """Say what setting it would replace, and for how many people, before it happens."""
    kept = [(name, value) for name in form.fields for value in request.POST.getlist(name)]
    context = {"found": found, "kept": kept}
    return render(request, "pages/dashboards/requirement_replace.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.ADMINISTRATOR)
@never_cache
def close_requirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask nobody any more after a day."""
    row = get_object_or_404(Requirement, pk=pk)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.close_requirement(
                by=current_user(request), requirement=row, on=form.cleaned_data["on"]
            )
        except SiteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("“%s” is closed. What was done stays on record.") % row.name
            )
            return redirect("requirements")
    context = {"form": form, "requirement": row}
    status = 422 if form.is_bound else 200
    return render(request, "pages/dashboards/requirement_close.html", context, status=status)
