"""A knowledge check, one question a page: answer, look over, finish, read why."""

import uuid
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import current_user, signed_in
from assessments import queries, services
from assessments.answering import Snag, Unclear, read, typed, values_of
from assessments.asking import say_snag
from assessments.marking import WrongShape
from assessments.models import Attempt
from core.components import Step
from core.errors import InvalidInput, NotFound, SiteError
from core.offline import done_at, served_at
from tracking.queries import finish_of
from victimscode.queries import news_of, that_matter

# The name of the field with the answer, or the beginning of the names of its fields.
FIELD = "chosen"
# No answer to a question here is anywhere near as long.
LONGEST_BODY = 64 * 1024
# Stands for the address of an attempt in what is kept for many.
BASE = "\ue000base\ue000"


def _explained(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show what could not be done as a page that leads back to the check."""

    @wraps(view)
    def explained(
        request: HttpRequest, module: str, attempt_id: uuid.UUID, **kwargs: int
    ) -> HttpResponse:
        try:
            return view(request, module, attempt_id, **kwargs)
        except NotFound:
            raise
        except SiteError as error:
            context = {"error": error, "module": module, "attempt_id": attempt_id}
            template = "pages/assessments/put_right.html"
            return render(request, template, context, status=error.status)

    return explained


def _in_module(attempt: Attempt, module: str) -> Attempt:
    if attempt.form["module"] != module:
        raise NotFound(_("This check is not here. Open it from your training."))
    return attempt


@signed_in
@require_safe
def attempt(request: HttpRequest, module: str, attempt_id: uuid.UUID) -> HttpResponse:
    """Go on where the person stopped, on whatever device."""
    found, answers = queries.attempt_with_answers(current_user(request), attempt_id)
    if _in_module(found, module).submitted_at is not None:
        return redirect("check_result", module, attempt_id)
    return redirect(queries.place_in(found, answers))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@_explained
def question(request: HttpRequest, module: str, attempt_id: uuid.UUID, number: int) -> HttpResponse:
    """One question: show it with the answer so far, or keep an answer and go on."""
    if request.method == "POST":
        return _answer(request, module, attempt_id, number)
    return _question_page(request, module, attempt_id, number)


def _question_page(
    request: HttpRequest,
    module: str,
    attempt_id: uuid.UUID,
    number: int,
    snag: Snag | None = None,
) -> HttpResponse:
    """A question with the answer so far; with a snag, as it was posted and what to put right."""
    found, answers = queries.attempt_with_answers(current_user(request), attempt_id)
    if _in_module(found, module).submitted_at is not None:
        return redirect("check_result", module, attempt_id)
    questions = found.form["questions"]
    if not 1 <= number <= len(questions):
        raise NotFound(_("That question is not part of this check. Go back to your check."))
    asked, given = questions[number - 1], answers.get(number - 1)
    context = {
        "attempt": found,
        "module": module,
        "question": asked,
        "news": that_matter(news_of(asked.get("cites", ())).values()),
        "number": number,
        "total": len(questions),
        "chosen": given or [],
        "values": typed(asked, request.POST, FIELD) if snag else values_of(asked, given),
        "error": say_snag(snag) if snag else "",
        "put_right": [(say_snag(snag), "#chosen")] if snag else [],
        "answered": sum(bool(answer) for answer in answers.values()),
        "steps": _folded_steps(found, answers, number),
        "since": int(timezone.now().timestamp() * 1000),
    }
    status = 422 if snag else 200
    return render(request, "pages/assessments/question.html", context, status=status)


def _answer(request: HttpRequest, module: str, attempt_id: uuid.UUID, number: int) -> HttpResponse:
    found = _in_module(queries.attempt_at_hand(attempt_id), module)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
        raise InvalidInput(_("That is far more than an answer can be. Nothing was kept."))
    try:
        response = _read(request, found, number)
    except Unclear as unclear:
        if request.POST.get("then") == "stay":  # half a date, say: there is nothing to keep yet
            return HttpResponse(status=202)
        return _question_page(request, module, attempt_id, number, unclear.snag)
    services.save_answer(
        by=current_user(request),
        attempt=found,
        index=number - 1,
        response=response,
        at=done_at(request),
        shown_at=served_at(request),
    )
    if request.POST.get("then") == "stay":  # kept by script while the person is still choosing
        return HttpResponse(status=204)
    following = number + 1 if number < len(found.form["questions"]) else "review"
    return redirect(f"{queries.attempt_url(found)}{following}/")


def _read(request: HttpRequest, found: Attempt, number: int) -> object:
    """The response that was posted. None for what no form sends: the service says so."""
    questions = found.form["questions"]
    if not 1 <= number <= len(questions):
        return None
    try:
        return read(questions[number - 1], request.POST, FIELD)
    except Unclear:
        raise
    except WrongShape:
        return None


def _states(found: Attempt, answers: Mapping[int, Any], here: int) -> tuple[str, ...]:
    """How each question stands: here, done or open."""
    return tuple(
        "here" if number == here else "done" if answers.get(number - 1) else "open"
        for number in range(1, len(found.form["questions"]) + 1)
    )


def _steps(base: str, states: tuple[str, ...], done: Collection[int]) -> list[Step]:
    """The questions of a check as a list of where one can go."""
    words, no_answer = _("Question %(number)s"), _("No answer yet")
    return [
        Step(words % {"number": n}, state, f"{base}{n}/", "" if n in done else no_answer)
        for n, state in enumerate(states, 1)
    ]


def _folded_steps(found: Attempt, answers: Mapping[int, Any], here: int) -> SafeString:
    """The same beside a question. There are few ways in which a list can stand: each is kept."""
    done = frozenset(index + 1 for index, answer in answers.items() if answer)
    html = _folded(_states(found, answers, here), done, get_language())
    return mark_safe(html.replace(BASE, queries.attempt_url(found)))  # noqa: S308  as below


@lru_cache(maxsize=512)
def _folded(states: tuple[str, ...], done: frozenset[int], language: str | None) -> str:
    """Nothing of the attempt is in it, not even its address: that is put in afterwards."""
    context = {"steps": _steps(BASE, states, done)}
    return str(render_to_string("pages/assessments/steps.html", context))


@signed_in
@require_safe
def review(request: HttpRequest, module: str, attempt_id: uuid.UUID) -> HttpResponse:
    """All questions at a glance before the check is finished."""
    found, answers = queries.attempt_with_answers(current_user(request), attempt_id)
    if _in_module(found, module).submitted_at is not None:
        return redirect("check_result", module, attempt_id)
    left = queries.unanswered_in(answers, len(found.form["questions"])).indexes
    base, states = queries.attempt_url(found), _states(found, answers, 0)
    context = {
        "attempt": found,
        "module": module,
        "left": [index + 1 for index in left],
        "steps": _steps(base, states, {n for n, one in enumerate(states, 1) if one == "done"}),
        "last": len(states),
    }
    return render(request, "pages/assessments/review.html", context)


@signed_in
@require_POST
@_explained
def submit(request: HttpRequest, module: str, attempt_id: uuid.UUID) -> HttpResponse:
    """Finish the check; pressed twice, it is finished once."""
    found = _in_module(queries.attempt_at_hand(attempt_id), module)
    services.submit(by=current_user(request), attempt=found)
    return redirect("check_result", module, attempt_id)


@signed_in
@require_safe
def result(request: HttpRequest, module: str, attempt_id: uuid.UUID) -> HttpResponse:
    """What was right, why, and what to look at again. For its learner alone."""
    found = _in_module(queries.attempt_of(current_user(request), attempt_id), module)
    if found.submitted_at is None:
        return redirect("check_attempt", module, attempt_id)
    outcome = services.looked_back(found)
    context = {
        "attempt": found,
        "module": module,
        "outcome": outcome,
        # The landing page of the check is its module's, and so is the door to a fresh draw.
        "fresh": f"/modules/{module}/check/",
        "next_from": queries.next_from(current_user(request), found.iri, found.form),
        "finish": (
            finish_of(found.registration) if outcome.passed and found.registration else None
        ),
    }
    return render(request, "pages/assessments/result.html", context)
