"""The editor tries a question that is being written; nothing is kept. Under /cms/."""

from __future__ import annotations

from typing import Any

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from accounts.access import role_required
from accounts.enums import Role
from assessments.answering import Unclear, has_options, read, typed
from assessments.asking import say_snag
from assessments.formats.compiled import text_of
from assessments.marking import WrongShape, mark
from assessments.trying import draft_of, signed_document
from core.errors import InvalidInput

FIELD = "preview"


@xframe_options_sameorigin
@require_POST
@role_required(Role.EDITOR)
def try_question(request: HttpRequest) -> HttpResponse:
    """Mark an answer to the question of a preview, and show it as its learners will see it."""
    try:
        document = signed_document(request.POST.get("question", ""))
    except BadSignature as error:
        words = _("This preview is too old to be tried. Open the question and preview it again.")
        raise InvalidInput(words) from error
    draft = draft_of(text_of(document))
    asked = draft.document or document
    context: dict[str, Any] = {
        "draft": draft,
        "chosen": request.POST.getlist(FIELD) if has_options(asked) else [],
        "values": typed(asked, request.POST, FIELD),
    }
    status = 200
    try:
        context["mark"] = mark(asked, read(asked, request.POST, FIELD))
    except Unclear as unclear:
        context["error"], status = say_snag(unclear.snag), 422
    except WrongShape:
        context["error"], status = _("That is not one of the answers on offer."), 422
    return render(request, "pages/assessments/preview.html", context, status=status)
