"""The catalogue, modules and lessons, as learners are served them: from released versions only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import current_user, signed_in
from assessments.answering import Unclear, has_options, read, typed
from assessments.asking import say_snag
from assessments.marking import WrongShape
from assessments.queries import place_in
from assessments.services import open_attempt
from care.enums import IS_PRIVATE
from care.middleware import reading_now
from care.queries import KeptHere, kept_at
from care.services import delete_note, delete_reflection, keep_note, keep_reflection
from core.errors import NotFound
from core.offline import done_at, is_copy, layout, served_at
from core.views import wants_json
from courses import queries, screens, services
from courses.beside import tools_id
from courses.enums import PartKind
from courses.pathway_screen import begin as begin_path
from courses.services.compiling import inner_id
from courses.showing import Reader, lesson_html
from scenarios.services import start
from tracking.queries import finish_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for visitors; straight to one's training for everybody else."""
    if request.user.is_authenticated:
        return redirect("/training/")
    return render(request, "pages/courses/home.html", {"modules": screens.catalogue()})


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """The paths for one's post, and all modules that are open."""
    user = current_user(request) if request.user.is_authenticated else None
    context = {"modules": screens.catalogue(), "pathways": screens.pathways(user)}
    return render(request, "pages/courses/catalogue.html", context)


@require_http_methods(["GET", "POST"])
def module(request: HttpRequest, module: str) -> HttpResponseBase:
    """A module: what it gives, how long it takes, its parts. POST begins it."""
    slug = queries.pathway_slug(module)
    if slug:  # records and requirements call both by their keys
        return begin_path(request, slug) if request.method == "POST" else redirect("pathway", slug)
    if request.method == "POST":
        return _begin(request, module)
    user = current_user(request) if request.user.is_authenticated else None
    return render(request, "pages/courses/module.html", {"screen": screens.module(user, module)})


@signed_in
def _begin(request: HttpRequest, module: str) -> HttpResponse:
    user = current_user(request)
    services.begin(by=user, module_key=module)
    return redirect(screens.module(user, module).go_on)


@require_GET
@signed_in
def lesson(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """A lesson, at the place where the reader was."""
    return _lesson_page(request, module, lesson)


def _lesson_page(
    request: HttpRequest,
    module: str,
    lesson: str,
    *,
    error_at: str = "",
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    user = current_user(request)
    found = queries.lesson_for(user, module, lesson)
    if found.key != lesson:
        return redirect("lesson", module, found.key, permanent=True)
    gone = screens.progress(user, module, found.registration)
    # Keeping a place and answering begin a module: before that there is neither.
    known = gone.begun or gone.finished
    place = queries.place_in(user, found) if known else None
    copy = is_copy(request)
    finish, next_url = _finish(found)
    reader = Reader(
        gone=gone,
        place=place.block_id if place else "",
        place_at=place.at if place else None,
        # A copy for the device holds nothing that its reader wrote or answered.
        answers=queries.answers_in(user, found) if known and not copy else {},
        kept=KeptHere() if copy else kept_at(user, found.iri),
        reading=reading_now(request),
        finish=finish,
        next_url=next_url,
        copy=copy,
        again=request.GET.get("again", ""),
        deleted=request.GET.get("deleted", ""),
        error_at=error_at,
        error=error,
        typed=_typed(request, found, error_at),
        learnt=queries.learnt_before(user, found),
    )
    context = {
        "layout": layout(request),
        "title": found.part.title,
        "has_place": bool(reader.place),
        "lesson": lesson_html(request, found, reader),
        "put_right": [(error, f"#{inner_id(found.anchor_of_question(error_at))}")] if error else [],
    }
    return render(request, "pages/courses/lesson.html", context, status=status)


def _typed(request: HttpRequest, found: queries.Lesson, ref: str) -> Mapping[str, str]:
    """What stood in the fields of a question that is to be put right."""
    asked = found.question(ref) if ref else None
    return typed(asked, request.POST, "answer") if asked else {}


def _finish(found: queries.Lesson) -> tuple[str, str]:
    """What the button at the end says, and where it leads, where the path leads on, not the module."""
    path = queries.on_path(found)
    if path is None or not screens.leads_on(path, found.iri):
        return "", ""
    others = [part for part in path.todo if part["iri"] != found.iri]
    if not others:
        return _("Finish this lesson, and the path with it"), screens.pathway_url(path.slug)
    then = replace(path, done=path.done | {found.iri})
    return _("Finish, and go on along your path"), screens.next_on(then)


@require_POST
@signed_in
def place(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """Keep the reader's place: `block` is the id of a paragraph."""
    user = current_user(request)
    found = queries.lesson_for(user, module, lesson)
    services.keep_place(
        by=user, lesson=found, block_id=request.POST.get("block", ""), at=done_at(request)
    )
    return HttpResponse(status=204)


@require_POST
@signed_in
def question(request: HttpRequest, module: str, lesson: str, ref: str) -> HttpResponse:
    """Answer a question for practice, and come back to it with what each answer means."""
    user = current_user(request)
    found = queries.lesson_for(user, module, lesson)
    asked = found.question(ref)
    response, words = _read_answer(request, asked) if asked is not None else (None, "")
    if words:
        return _lesson_page(request, module, lesson, error_at=ref, error=words, status=422)
    key = request.POST.get("key", "")
    services.answer(by=user, lesson=found, ref=ref, response=response, key=key)
    return redirect(f"{screens.lesson_url(found)}#{found.anchor_of_question(ref)}")


def _read_answer(request: HttpRequest, asked: Mapping[str, Any]) -> tuple[object, str]:
    """What was answered, and what is to be put right in it. None for what no form sends."""
    try:
        response = read(asked, request.POST, "answer")
    except Unclear as unclear:
        return None, say_snag(unclear.snag)
    except WrongShape:
        return None, ""
    if response:
        return response, ""
    return None, _("Choose an answer first.") if has_options(asked) else _("Give an answer first.")


@require_POST
@signed_in
def reflection(request: HttpRequest, module: str, lesson: str, key: str) -> HttpResponse:
    """Keep or delete a private thought."""
    user = current_user(request)
    found = queries.lesson_for(user, module, lesson)
    asked = found.reflection(key)
    if asked is None:
        raise NotFound(_("This lesson does not ask for that thought. Open the lesson again."))
    if request.POST.get("delete"):
        delete_reflection(by=user, place_iri=found.iri, key=key)
        return redirect(f"{screens.lesson_url(found)}?deleted={key}#{asked['id']}")
    kept = keep_reflection(by=user, place_iri=found.iri, key=key, text=request.POST.get("text", ""))
    if kept.warnings:
        messages.warning(request, IS_PRIVATE)
    return redirect(f"{screens.lesson_url(found)}#{asked['id']}")


@require_POST
@signed_in
def note(request: HttpRequest, module: str, lesson: str, block: str) -> HttpResponse:
    """Keep or delete a private note beside a section."""
    user = current_user(request)
    found = queries.lesson_for(user, module, lesson)
    section = found.section(block)
    if section is None or not section["notable"]:
        raise NotFound(_("This lesson has no such passage now. Your notes are under Notes."))
    if request.POST.get("delete"):
        delete_note(by=user, place_iri=found.iri, key=block)
        return redirect(f"{screens.lesson_url(found)}?deleted={block}#{tools_id(block)}")
    kept = keep_note(
        by=user,
        place_iri=found.iri,
        key=block,
        about=screens.about_section(found, section),
        text=request.POST.get("text", ""),
    )
    if kept.warnings:
        messages.warning(request, IS_PRIVATE)
    return redirect(f"{screens.lesson_url(found)}#{tools_id(block)}")


@require_POST
@signed_in
def done(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """Finish the lesson, and go on to what comes next."""
    user = current_user(request)
    found = queries.lesson_for(user, module, lesson)
    path = queries.on_path(found)
    registration = services.finish_lesson(by=user, lesson=found, since=served_at(request))
    is_last = finish_of(registration) is not None
    if is_last:
        text = _("You have finished %s. It is on your record, and your certificate is here.")
        messages.success(request, text % found.version.title)
    if path is not None and (is_last or screens.leads_on(path, found.iri)):
        next_url = _along(request, path)
    else:
        next_url = screens.module_url(module) if is_last else screens.after(found)
    # A script that followed a redirect would take the message that the next page is to show.
    return JsonResponse({"next": next_url}) if wants_json(request) else redirect(next_url)


def _along(request: HttpRequest, path: queries.Along) -> str:
    """Where the path leads on, now that one more of its parts is done."""
    on = queries.along(current_user(request), path.slug)
    if on.begun and on.todo:
        return screens.next_on(on)
    text = _("You have finished %s. It is on your record, and your certificate is here.")
    messages.success(request, text % path.version.title)
    return screens.pathway_url(path.slug)


@require_http_methods(["GET", "POST"])
@signed_in
def check(request: HttpRequest, module: str) -> HttpResponse:
    """The knowledge check: what it is; POST opens an attempt, or goes on with the open one."""
    user = current_user(request)
    version, registration = queries.served(user, module)
    part = queries.only_part(version.pk, PartKind.CHECK)
    if part is None:
        raise NotFound(_("This module has no knowledge check."))
    if request.method == "GET":
        screen = screens.check(user, version, registration, part)
        return render(request, "pages/courses/check.html", {"screen": screen})
    registration = registration or services.begin(by=user, module_key=module)
    attempt = open_attempt(
        by=user,
        document=part.document,
        iri=part.iri,
        registration=registration,
        back_url=screens.module_url(module),
    )
    return redirect(place_in(attempt))


@require_POST
@signed_in
def scenario(request: HttpRequest, module: str, slug: str) -> HttpResponse:
    """Play a scenario of a module, or go on with the run that is open."""
    user = current_user(request)
    version, registration = queries.served(user, module)
    part = queries.part(version.pk, PartKind.SCENARIO, slug.lower())
    if part is None:
        raise NotFound(_("This module has no such scenario. Choose another from its page."))
    registration = services.begun(by=user, module_key=module, registration=registration)
    run = start(
        by=user,
        document=part.document,
        iri=part.iri,
        registration=registration,
        back_url=screens.module_url(module),
    )
    return redirect(f"/scenarios/runs/{run.pk}/")
