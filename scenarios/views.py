"""Playing a scenario: the note and its choices, moment by moment, looking back.

Which telling a person takes travels in the body of each POST and is never kept. A scenario
without an alternative answers a POST with a redirect; one with an alternative answers every
POST with the page itself, whichever telling it was, and a plain visit with the note, so that
no address and no log line can tell the two apart. A choice that the page's own script sends is
answered with the page in either case, which spares the person a second request.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import current_user, signed_in
from care.queries import reflection_of
from care.services import delete_reflection, keep_reflection
from core.errors import InvalidInput, NotFound, SiteError
from core.iris import activity_iri
from scenarios import queries, services
from scenarios.models import Run
from scenarios.pages import debrief_of, moment_page
from scenarios.telling import has_alternative

ALTERNATIVE = "alternative"
# The key of the private thought at the end of a scenario.
THOUGHT = "debrief"


def _explained(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show what could not be done as a page that leads back to the story."""

    @wraps(view)
    def explained(request: HttpRequest, run_id: uuid.UUID, **kwargs: int) -> HttpResponse:
        try:
            return view(request, run_id, **kwargs)
        except NotFound:
            raise
        except SiteError as error:
            context = {"error": error, "run_id": run_id}
            return render(request, "pages/scenarios/put_right.html", context, status=error.status)

    return explained


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def intro(request: HttpRequest, slug: str) -> HttpResponse:
    """A scenario on its own: what it is and what it touches; a POST begins, or goes on."""
    released = queries.released(slug)
    user = current_user(request)
    iri = activity_iri("scenarios", slug)
    if request.method == "POST":
        run = services.start(
            by=user,
            document=released.document,
            iri=iri,
            registration=None,
            back_url=reverse("scenario", args=[slug]),
        )
        return _play_on(request, run)
    standing = queries.open_run_of(user, iri, None)
    document = standing.document.document if standing else released.document
    context = {
        "document": document,
        "action": reverse("scenario", args=[slug]),
        "later": "/training/",
        "under_way": standing,
        "alternative": has_alternative(document),
        "news": queries.news_of(document),
    }
    return render(request, "pages/scenarios/intro.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """The note before a run, asked again on each return; a POST goes on to the story."""
    run = queries.run_of(current_user(request), run_id)
    if request.method == "POST":
        return _play_on(request, run)
    if run.finished_at is not None:
        return redirect("scenario_debrief", run_id)
    return _note(request, run, action=reverse("scenario_run", args=[run_id]))


def _note(request: HttpRequest, run: Run, *, action: str) -> HttpResponse:
    document = run.document.document
    context = {
        "document": document,
        "action": action,
        "later": run.back_url,
        "under_way": run if run.version else None,
        "alternative": has_alternative(document),
        "news": queries.news_of(document),
    }
    return render(request, "pages/scenarios/intro.html", context)


def _play_on(
    request: HttpRequest, run: Run, *, fragment: str = "", play: queries.Play | None = None
) -> HttpResponse:
    """After a POST: the moment where the run stands, in the telling that the POST asked for."""
    if has_alternative(run.document.document):
        return _moment(request, run, play)
    address = reverse("scenario_scene", args=[run.pk]) + fragment
    if request.headers.get("X-In-Place"):
        response = _moment(request, run, play)
        response["Content-Location"] = address
        return response
    return redirect(address)


@signed_in
@require_safe
def scene(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """The moment where a run stands."""
    run = queries.run_of(current_user(request), run_id)
    if run.finished_at is not None:
        return redirect("scenario_debrief", run_id)
    if has_alternative(run.document.document):
        return redirect("scenario_run", run_id)
    return _moment(request, run)


def _wants_alternative(request: HttpRequest) -> bool:
    return request.POST.get("note") == ALTERNATIVE


def _moment(request: HttpRequest, run: Run, play: queries.Play | None = None) -> HttpResponse:
    alternative = _wants_alternative(request)
    if play is None:
        play = queries.play_of(run, alternative=alternative)
    else:
        play = queries.retold(play, alternative=alternative)
    hidden: list[tuple[str, object]] = [("version", run.version)]
    if has_alternative(play.document):
        hidden.append(("note", ALTERNATIVE if alternative else "go-on"))
    page = moment_page(play)
    context = {
        "run": run,
        "document": play.document,
        "page": page,
        "hidden": hidden,
        "choice_hidden": [*hidden, ("key", uuid4().hex), ("scene", play.state.scene)],
        "options": [{"value": choice.id, "text": choice.text} for choice in page.choices],
    }
    return render(request, "pages/scenarios/scene.html", context)


@signed_in
@require_POST
@_explained
def choose(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """Make a choice, and see what came of it."""
    play = services.choose(
        by=current_user(request),
        run_id=run_id,
        scene=request.POST.get("scene", ""),
        choice=request.POST.get("choice", ""),
        key=request.POST.get("key", ""),
        version=_version(request),
    )
    return _play_on(request, play.run, fragment="#happened", play=play)


@signed_in
@require_POST
@_explained
def again(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """Go back to the moment before, and choose again."""
    user = current_user(request)
    run = services.try_again(by=user, run=queries.run_of(user, run_id), version=_version(request))
    return _play_on(request, run, fragment="#now")


@signed_in
@require_POST
@_explained
def finish(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """The story is at its end: look back on it."""
    user = current_user(request)
    run = services.finish(by=user, run=queries.run_of(user, run_id))
    if has_alternative(run.document.document):
        return _debrief(request, run)
    return redirect("scenario_debrief", run_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def debrief(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """The path as a story. For its learner alone."""
    run = queries.run_of(current_user(request), run_id)
    if run.finished_at is None:
        return redirect("scenario_run", run_id)
    if has_alternative(run.document.document) and request.method != "POST":
        return _note(request, run, action=reverse("scenario_debrief", args=[run_id]))
    return _debrief(request, run)


def _debrief(request: HttpRequest, run: Run) -> HttpResponse:
    play = queries.play_of(run, alternative=_wants_alternative(request))
    context = {
        "run": run,
        "document": play.document,
        "debrief": debrief_of(play),
        "thought": reflection_of(run.user, run.iri, THOUGHT),
        "news": queries.news_of(play.document),
    }
    return render(request, "pages/scenarios/debrief.html", context)


@signed_in
@require_POST
@_explained
def reflection(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """Keep a private thought about a story, or delete it."""
    user = current_user(request)
    run = queries.run_of(user, run_id)
    if request.POST.get("delete"):
        delete_reflection(by=user, place_iri=run.iri, key=THOUGHT)
        messages.success(request, _("Your thought is deleted."))
        return redirect("scenario_debrief", run_id)
    text = request.POST.get("text", "")
    if keep_reflection(by=user, place_iri=run.iri, key=THOUGHT, text=text).warnings:
        messages.warning(
            request,
            _(
                "Your thought is kept. It looks as if it may hold a name, a number or an "
                "address: please take out anything from a real case."
            ),
        )
    return redirect(reverse("scenario_debrief", args=[run_id]) + "#thought")


@signed_in
@require_POST
@_explained
def play_from(request: HttpRequest, run_id: uuid.UUID, number: int) -> HttpResponse:
    """Play a finished story again from a moment; `number` counts from 1."""
    user = current_user(request)
    run = services.play_from(by=user, run=queries.run_of(user, run_id), step=number - 1)
    if has_alternative(run.document.document):
        return redirect("scenario_run", run.pk)
    return redirect("scenario_scene", run.pk)


def _version(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("version", ""))
    except ValueError as error:
        raise InvalidInput(
            _("The form was not complete. Go back to the story and choose again.")
        ) from error
