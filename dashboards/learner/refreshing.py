"""Refreshers: a few questions some months later, for their own person alone."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import current_user, signed_in
from assessments import services
from assessments.answering import Unclear, read, typed
from assessments.asking import say_snag
from assessments.marking import WrongShape, mark
from assessments.models import Refresher
from assessments.outcome import lesson_of
from assessments.refreshers import refresher_of, wants_no_refreshers
from core.errors import InvalidInput, NotFound
from core.exports import stream_csv
from dashboards.learner.queries import refreshing
from victimscode.queries import news_of, that_matter

FIELD = "chosen"
# No answer to a question here is anywhere near as long.
LONGEST_BODY = 64 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """What is kept of my refreshers; POST says whether I want any."""
    user = current_user(request)
    if request.method == "POST":
        services.want_refreshers(by=user, wanted=request.POST.get("do") == "on")
        return redirect("refreshers")
    context = {"kept": refreshing.kept(user), "off": wants_no_refreshers(user)}
    return render(request, "pages/dashboards/refreshers.html", context)


@require_safe
@signed_in
def table(request: HttpRequest) -> StreamingHttpResponse:
    """All my refreshers with my answers, as a table to take away."""
    rows = refreshing.table_rows(current_user(request))
    return stream_csv("refreshers.csv", refreshing.TABLE_HEADER, rows)


@require_POST
@signed_in
def offered(request: HttpRequest, module: str) -> HttpResponse:
    """Take the offer of a module, or put it off: for this time, or for good."""
    user = current_user(request)
    found, part, refs = refreshing.offer_of(user, module)
    do = request.POST.get("do", "")
    if do == "begin":
        row = services.begin_refresher(
            by=user,
            document=part.document,
            title=found.title,
            iri=part.iri,
            occasion=found.occasion,
            refs=refs,
        )
        return redirect("refresher", row.pk)
    if do == "later":
        services.decline_refresher(by=user, module_key=module, occasion=found.occasion)
        messages.success(request, _("Not this time, then."))
    elif do == "never":
        services.want_refreshers(by=user, wanted=False)
        messages.success(
            request, _("You are not offered these again. Under Record you can change that.")
        )
    else:
        raise InvalidInput(_("Choose one of the buttons."))
    return redirect("training")


@require_safe
@signed_in
def one(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Go on with the first question without an answer, or see how it went."""
    found = refresher_of(current_user(request), pk)
    total = len(found.form["questions"])
    number = next((n for n in range(1, total + 1) if str(n - 1) not in found.answers), None)
    if number is None:
        return redirect("refresher_end", pk)
    return redirect("refresher_question", pk, number)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def question(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """One question; once it is answered, what each answer means."""
    user = current_user(request)
    if request.method == "POST":
        return _answer(request, pk, number)
    found = refresher_of(user, pk)
    if not 1 <= number <= len(found.form["questions"]):
        raise NotFound(_("That question is not one of these. Go back to your training."))
    return _question_page(request, found, number)


def _answer(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
        raise InvalidInput(_("That is far more than an answer can be. Nothing was kept."))
    user = current_user(request)
    found = refresher_of(user, pk)
    questions = found.form["questions"]
    if not 1 <= number <= len(questions):
        raise InvalidInput(_("That question is not one of these. Go back to your training."))
    try:
        response = read(questions[number - 1], request.POST, FIELD)
        services.answer_refresher(by=user, pk=pk, index=number - 1, response=response)
    except Unclear as unclear:
        return _question_page(request, found, number, error=say_snag(unclear.snag))
    except (WrongShape, InvalidInput):
        return _question_page(request, found, number, error=_("Answer it first, then go on."))
    return redirect("refresher_question", pk, number)


def _question_page(
    request: HttpRequest, found: Refresher, number: int, *, error: str = ""
) -> HttpResponse:
    asked = found.form["questions"][number - 1]
    given = found.answers.get(str(number - 1))
    total = len(found.form["questions"])
    context = {
        "refresher": found,
        "question": asked,
        "number": number,
        "total": total,
        "next": number + 1 if number < total else 0,
        "topics": refreshing.touched(found) if number == 1 else [],
        "news": that_matter(news_of(asked.get("cites", ())).values()),
        "values": typed(asked, request.POST, FIELD) if error else {},
        "error": error,
        "put_right": [(error, f"#{FIELD}")],
        "mark": None,
        **(_looked(found, asked, given) if given else {}),
    }
    status = 422 if error else 200
    return render(request, "pages/dashboards/refresher.html", context, status=status)


def _looked(found: Refresher, asked: Any, given: Any) -> dict[str, Any]:
    """A question that is answered: its mark, and the lesson that teaches it."""
    return {"mark": mark(asked, given["response"]), "lesson": lesson_of(found.form, asked)}


@require_safe
@signed_in
@never_cache
def end(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How it went: which lessons may be worth another look."""
    found = refresher_of(current_user(request), pk)
    if found.finished_at is None:
        return redirect("refresher", pk)
    missed = [
        found.form["questions"][int(index)]
        for index, answer in sorted(found.answers.items(), key=lambda each: int(each[0]))
        if not answer["right"]
    ]
    lessons = {one.key: one for asked in missed if (one := lesson_of(found.form, asked))}
    context = {
        "refresher": found,
        "right": len(found.answers) - len(missed),
        "total": len(found.answers),
        "lessons": list(lessons.values()),
    }
    return render(request, "pages/dashboards/refresher_end.html", context)


@require_POST
@signed_in
def delete(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a refresher with all its answers."""
    services.delete_refresher(by=current_user(request), pk=pk)
    messages.success(request, _("It is deleted, with all your answers to it."))
    return redirect("refreshers")
