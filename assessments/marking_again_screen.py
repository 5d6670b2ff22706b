"""The editor's screen for marking earlier answers again, under /cms/."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import current_user, role_required
from accounts.enums import Role
from assessments import queries, services
from assessments.earlier import outlook
from assessments.forms import MarkAgainForm
from assessments.models import Question, Regrade
from assessments.rules import may_mark_again
from core.errors import InvalidInput, NotAllowed, SiteError


@require_http_methods(["GET", "POST"])
@role_required(Role.EDITOR)
def mark_again(request: HttpRequest, pk: int) -> HttpResponse:
    """What the published key would change in earlier answers, and marking them by it."""
    question = get_object_or_404(Question, pk=pk)
    if not may_mark_again(current_user(request)):
        raise NotAllowed(_("Marking again is for editors who may publish questions."))
    form = MarkAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            regrade = services.begin_regrade(
                by=current_user(request), question=question, reason=form.cleaned_data["reason"]
            )
        except SiteError as error:
            messages.error(request, str(error))
            return _page(request, question, form, status=error.status)
        messages.success(request, _said(regrade))
        return redirect("mark_again", question.pk)
    return _page(request, question, form, status=422 if request.method == "POST" else 200)


def _said(regrade: Regrade) -> str:
    if regrade.finished_at:
        return _("Done. Whoever has passed by the mended key has it on their record, and is told.")
    return _("Begun. It goes on by itself; this page shows how far it is.")


def _page(
    request: HttpRequest, question: Question, form: MarkAgainForm, *, status: int
) -> HttpResponse:
    context: dict[str, Any] = {
        "question": question,
        "form": form,
        "regrades": [(one, services.outcomes_of(one)) for one in queries.regrades_of(question)],
    }
    try:
        mended = services.mended_document(question)
        context |= {"outlook": outlook(mended), "mended": mended}
    except InvalidInput as error:
        context["not_yet"] = error
    return render(request, "pages/assessments/cms/mark_again.html", context, status=status)
