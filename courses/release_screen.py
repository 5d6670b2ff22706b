"""The editor's screens of release, under /cms/: which modules there are, and one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import current_user, role_required
from accounts.enums import Role
from core.errors import NotAllowed
from courses import queries, services
from courses.forms import ReleaseForm
from courses.models import ModulePage
from tracking.enums import ReleaseKind


@require_GET
@role_required(Role.EDITOR)
def modules(request: HttpRequest) -> HttpResponse:
    """All modules, with their last release and what waits since."""
    rows = queries.release_rows()
    context = {"rows": rows, "pathways": queries.pathway_rows()}
    return render(request, "pages/courses/cms/modules.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.EDITOR)
def release(request: HttpRequest, page_id: int) -> HttpResponse:
    """What a release of this module would change, what blocks it, and the release itself."""
    page = get_object_or_404(ModulePage, pk=page_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise NotAllowed(_("Releasing is for editors. Ask an administrator to give you that role."))
    outlook = services.outlook(page)
    finished = queries.finishers(page.slug)
    stale = False
    form = ReleaseForm(request.POST or None, initial={"seen": outlook.seen})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] == outlook.seen and outlook.may_release:
            data = form.cleaned_data
            if _is_settled(request, data, finished):
                return _release(request, page, data)
            asked = {"page": page, "data": data, "finished": finished}
            return render(request, "pages/courses/cms/release_confirm.html", asked)
        # A change behind the editor's back is shown before it is released.
        messages.error(
            request,
            _("The module has changed since this page was opened. Read it through again."),
        )
        form = ReleaseForm(initial={**form.cleaned_data, "seen": outlook.seen})
        stale = True
    context = {
        "page": page,
        "outlook": outlook,
        "form": form,
        "finished": finished,
        "releases": queries.releases(page.slug),
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "pages/courses/cms/release.html", context, status=status)


def _is_settled(request: HttpRequest, data: dict[str, Any], finished: int) -> bool:
    """Whether a release can go out: a material one first says how many people it asks again."""
    return data["kind"] != ReleaseKind.MATERIAL or request.POST.get("confirm") == str(finished)


def _release(request: HttpRequest, page: ModulePage, data: dict[str, Any]) -> HttpResponse:
    version = services.release(
        by=current_user(request),
        module=page,
        kind=data["kind"],
        note=data["note"],
        retake_by=data["retake_by"],
    )
    messages.success(
        request, _("Released: %(version)s. Learners are served it now.") % {"version": version}
    )
    return redirect("module_release", page.pk)
