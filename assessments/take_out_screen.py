"""Questions of the bank into files of other systems, under /cms/."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import current_user, role_required
from accounts.enums import Role
from assessments import inandout
from assessments.bring_screen import told
from assessments.exchangeforms import TakeOutForm
from assessments.formats.carrying import Written
from assessments.formats.exchange import OUT, XML
from assessments.rules import may_bring_in
from core.components import Column
from core.errors import InvalidInput, NotAllowed

SHOWN = 200


def _form(request: HttpRequest) -> TakeOutForm:
    if not may_bring_in(current_user(request)):
        raise NotAllowed(_("Taking questions out is for editors who may write questions."))
    return TakeOutForm(
        request.GET if "bank" in request.GET else None, banks=inandout.bank_choices()
    )


def _written(chosen: dict[str, Any]) -> Written:
    questions = inandout.questions_to_take(
        bank=chosen["bank"].partition("|")[0],
        use=chosen["use"],
        level=chosen["level"],
        drafts=chosen["drafts"] == "yes",
    )
    return OUT[chosen["form"]](questions)


@require_safe
@role_required(Role.EDITOR)
@never_cache
def take_out(request: HttpRequest) -> HttpResponse:
    """Choose what goes out, and read what the format cannot carry before it is downloaded."""
    form = _form(request)
    context: dict[str, Any] = {"form": form, "columns": [Column(_("Question")), Column(_("What"))]}
    if form.is_bound and form.is_valid():
        written = _written(form.cleaned_data)
        rows = [[left.ref, told(said)] for left in written.left for said in left.notes]
        context |= {
            "written": written,
            "rows": rows[:SHOWN],
            "more": max(0, len(rows) - SHOWN),
            "query": request.GET.urlencode(),
        }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "pages/assessments/exchange/take_out.html", context, status=status)


@require_safe
@role_required(Role.EDITOR)
@never_cache
def download(request: HttpRequest) -> HttpResponse:
    """The file itself."""
    form = _form(request)
    if not form.is_bound or not form.is_valid():
        raise InvalidInput(_("Choose a bank and a format first."))
    chosen = form.cleaned_data
    is_xml = chosen["form"] == XML
    name = f"{chosen['bank'].partition('|')[0]}.{'xml' if is_xml else 'gift.txt'}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    kind = "application/xml" if is_xml else "text/plain"
    return HttpResponse(
        _written(chosen).text,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": disposition or "", "Cache-Control": "private, no-store"},
    )
