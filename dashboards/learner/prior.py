"""Prior learning: asking that it be recorded, taking that back, and one's own document."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import current_user, signed_in
from core.errors import NotFound, SiteError
from dashboards.learner.forms import PriorLearningForm
from tracking import prior_learning
from tracking.documents import KINDS
from tracking.services import (
    ask_for_prior_learning,
    note_evidence_opened,
    withdraw_prior_learning,
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """I did this already: where, when, and what shows it."""
    user = current_user(request)
    if request.method != "POST":
        form = PriorLearningForm(initial={"module": request.GET.get("module", "")})
        return render(request, "pages/dashboards/prior_ask.html", {"form": form})
    form = PriorLearningForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            ask_for_prior_learning(by=user, user=user, **form.asked)
        except SiteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Sent. Somebody who leads you, or an administrator, decides.")
            )
            return redirect("record")
    return render(request, "pages/dashboards/prior_ask.html", {"form": form}, status=422)


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a request back."""
    user = current_user(request)
    found = prior_learning.requests_of(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("You have no such request. Yours are listed in your record."))
    withdraw_prior_learning(by=user, request=found)
    messages.success(request, _("Withdrawn. What you sent along is deleted."))
    return redirect("record")


@require_safe
@signed_in
@never_cache
def document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What was sent along, for the person themself and for those who decide. Always a download."""
    viewer = current_user(request)
    found = prior_learning.document_for(viewer, pk)
    if found is None:
        raise NotFound(_("There is no such document for you to open."))
    if found.request.user_id != viewer.pk:
        note_evidence_opened(by=viewer, request=found.request)
    name = content_disposition_header(as_attachment=True, filename=found.name)
    return HttpResponse(
        bytes(found.content),
        content_type=KINDS[found.kind].media_type,
        headers={
            "Content-Disposition": name or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
