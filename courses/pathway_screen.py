"""Pathways, as learners are served them; and their release, under /cms/."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import current_user, role_required, signed_in
from accounts.enums import Role
from courses import queries, screens, services
from courses.forms import PathwayReleaseForm
from courses.models import Pathway
from tracking.queries import current_version


@require_GET
def pathways(request: HttpRequest) -> HttpResponse:
    """All pathways: those for the person's post first."""
    user = current_user(request) if request.user.is_authenticated else None
    context = {"pathways": screens.pathways(user)}
    return render(request, "pages/courses/pathways.html", context)


@require_http_methods(["GET", "POST"])
def pathway(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A pathway: what is in it, how far one is, where to go on. POST begins it."""
    if request.method == "POST":
        return begin(request, slug)
    user = current_user(request) if request.user.is_authenticated else None
    screen = screens.pathway(user, slug)
    return render(request, "pages/courses/pathway.html", {"screen": screen})


@signed_in
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the path, and go to its first open part."""
    user = current_user(request)
    registration = services.begin_pathway(by=user, slug=slug)
    if registration.closed_at is not None:
        text = _("You have done all of %s already. It is on your record, with a certificate.")
        messages.success(request, text % registration.version.title)
        return redirect("pathway", slug)
    return redirect(screens.next_on(queries.along(user, slug)))


@require_http_methods(["GET", "POST"])
@role_required(Role.EDITOR)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """What a release of this pathway would put before learners, and the release itself."""
    row = get_object_or_404(Pathway, pk=pk)
    compiled = services.compile_pathway(row)
    current = current_version(queries.pathway_key(row.slug))
    changed = current is None or current.content_hash != compiled.content_hash
    form = PathwayReleaseForm(request.POST or None, initial={"seen": compiled.content_hash})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] == compiled.content_hash and not compiled.findings:
            note = form.cleaned_data["note"]
            version = services.release_pathway(by=current_user(request), pathway=row, note=note)
            messages.success(request, _("Released: %s. Learners are served it now.") % version)
            return redirect("pathway_release", row.pk)
        # A change behind the editor's back is shown before it is released.
        messages.error(
            request, _("The path has changed since this page was opened. Read it again.")
        )
        form = PathwayReleaseForm(initial={"seen": compiled.content_hash})
    context = {
        "pathway": row,
        "compiled": compiled,
        "steps": screens.pathway_steps(compiled.document, frozenset()),
        "current": current,
        "changed": changed,
        "form": form,
        "releases": queries.releases(queries.pathway_key(row.slug)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "pages/courses/cms/pathway_release.html", context, status=status)
