"""Adopting an edition, what it asks for, and going back: the editor's screens, under /cms/code/."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import current_user, role_required
from accounts.enums import Role
from core.errors import Conflict, NotFound, SiteError
from dashboards.editor import services
from dashboards.editor.forms import AdoptForm, DeltaForm, GoBackForm
from dashboards.editor.learnt import people
from dashboards.editor.leaving import leftovers
from dashboards.editor.previewing import learners_of, preview, seen_of
from dashboards.editor.teaching import teaching
from dashboards.editor.worklist import worklist
from victimscode import queries
from victimscode.models import Edition
from victimscode.queries import Replacement
from victimscode.services import adopt_edition, go_back

editors = role_required(Role.EDITOR)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
@never_cache
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """All that adopting this edition would set going, and the adoption itself."""
    replacement = _replacement(slug)
    edition = replacement.newer
    if edition.is_current:
        return redirect("code_worklist", slug)
    shown = preview(replacement)
    form = AdoptForm(request.POST or None, initial={"seen": shown.seen})
    stale = False
    if form.is_bound and form.is_valid():
        if form.cleaned_data["seen"] == shown.seen:
            try:
                adopt_edition(by=current_user(request), edition=edition, on=form.cleaned_data["on"])
            except SiteError as error:
                form.add_error(None, str(error))
            else:
                text = _("“%s” applies now. Readers are told at each passage that it changes.")
                messages.success(request, text % edition)
                return redirect("code_worklist", slug)
        else:
            stale = True
            messages.error(request, _("The edition was changed meanwhile. Read it through again."))
            form = AdoptForm(initial={**form.cleaned_data, "seen": shown.seen})
    context = {"preview": shown, "form": form, "edition": edition}
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "pages/dashboards/editor/adopt.html", context, status=status)


@require_safe
@editors
@never_cache
def todo(request: HttpRequest, slug: str) -> HttpResponse:
    """What the edition that applies asks of editors, change by change."""
    replacement = _replacement(slug)
    edition = replacement.newer
    if not edition.is_current:
        raise NotFound(_("This edition does not apply here. See first what it would change."))
    adoption = queries.adoption_of(edition)
    since = adoption.recorded_at if adoption else None
    context = {
        "edition": edition,
        "adoption": adoption,
        "worklist": worklist(replacement, since=since),
        "teaching": teaching(replacement),
    }
    return render(request, "pages/dashboards/editor/worklist.html", context)


@require_POST
@editors
def carry(request: HttpRequest, slug: str) -> HttpResponse:
    """Turn every citation of what stands as it stood; after going back, turn them back."""
    replacement = _replacement(slug)
    carried = services.carry(by=current_user(request), replacement=replacement)
    text = ngettext(
        "%d thing cites the edition that applies now.",
        "%d things cite the edition that applies now.",
        carried.turned,
    )
    messages.success(request, text % carried.turned)
    if carried.locked:
        locked = _("These are locked, and were left: %s.") % "; ".join(carried.locked)
        messages.warning(request, locked)
    return redirect("code_worklist" if replacement.newer.is_current else "code_go_back", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
@never_cache
def back(request: HttpRequest, slug: str) -> HttpResponse:
    """What going back means, and going back; afterwards, what is left of it."""
    replacement = _replacement(slug)
    edition = replacement.newer
    form = GoBackForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            go_back(by=current_user(request), edition=edition, reason=form.cleaned_data["reason"])
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            text = _("“%s” applies again. Nothing that was written or done is lost.")
            messages.success(request, text % replacement.older)
            return redirect("code_go_back", slug)
    context = {
        "edition": edition,
        "older": replacement.older,
        "adoption": queries.adoption_of(edition),
        "left": leftovers(replacement),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "pages/dashboards/editor/go_back.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
@never_cache
def delta(request: HttpRequest, slug: str) -> HttpResponse:
    """The lesson on what has changed: what it tells, whom it is asked of, and building it."""
    replacement = _replacement(slug)
    if not replacement.newer.is_current:
        raise NotFound(_("This edition does not apply here. See first what it would change."))
    seen = seen_of(replacement)
    form = DeltaForm(request.POST or None, initial={"seen": seen})
    if form.is_bound and form.is_valid():
        if form.cleaned_data["seen"] != seen:
            form.add_error(None, _("The edition was changed meanwhile. Read it through again."))
        else:
            try:
                services.ask_for_delta(
                    by=current_user(request),
                    replacement=replacement,
                    due_by=form.cleaned_data["due_by"],
                )
            except SiteError as error:
                form.add_error(None, str(error))
            else:
                text = _(
                    "The lesson is being built and asked of everybody who learnt a rule that "
                    "changed. With many people this takes some minutes; this page says how far it is."
                )
                messages.success(request, text)
                return redirect("code_delta", slug)
    context = {
        "edition": replacement.newer,
        "teaching": teaching(replacement),
        "learners": people(learners_of(replacement)),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "pages/dashboards/editor/delta.html", context, status=status)


def _replacement(slug: str) -> Replacement:
    edition = Edition.objects.filter(slug=slug).first()
    found = queries.replacement_by(edition) if edition else None
    if found is None:
        raise NotFound(_("There is no edition of that name that takes another’s place."))
    return found
