"""Something wrong here? The form of a passage, and the editors' list."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import current_user, role_required, signed_in
from accounts.enums import Role
from accounts.models import User
from care.private_words import private_kinds
from core.errors import SiteError
from core.feedback import part_iri_in
from core.ratelimit import HOUR, spend
from feedback import queries, services
from feedback.enums import State
from feedback.forms import AnswerForm, ListForm, RemarkForm
from feedback.queries import Place

AN_HOUR = 20
ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def give(request: HttpRequest) -> HttpResponse:
    """Say what is wrong at a place: `part` is its IRI, `at` the passage, `version` what was read."""
    user = current_user(request)
    place = queries.place_of(
        user,
        part_iri_in(request.GET.get("part", "")),
        request.GET.get("at", ""),
        request.GET.get("version", ""),
    )
    if request.method != "POST":
        return _form_page(request, place, RemarkForm(initial={"key": uuid.uuid4().hex}))
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _form_page(request, place, form, status=422)
    said = form.cleaned_data
    if private_kinds(said["text"]) and "as-it-is" not in request.POST:
        # What goes to others is looked at once more by who wrote it.
        return _form_page(request, place, form, private=True, status=422)
    return _send(request, user, place, form)


def _send(request: HttpRequest, user: User, place: Place, form: RemarkForm) -> HttpResponse:
    try:
        spend(
            str(user.pk),
            action="feedback",
            most=AN_HOUR,
            seconds=HOUR,
            message=_("That was a lot of feedback in an hour. Thank you; go on a little later."),
        )
        services.send_remark(by=user, place=place, **form.cleaned_data)
    except SiteError as error:
        form.add_error(None, str(error))
        return _form_page(request, place, form, status=error.status)
    messages.success(request, _("Thank you. It is with the editors, and this passage with it."))
    return redirect(place.href)


def _form_page(
    request: HttpRequest,
    place: Place,
    form: RemarkForm,
    *,
    private: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"place": place, "form": form, "private": private}
    return render(request, "pages/feedback/give.html", context, status=status)


@require_safe
@role_required(Role.EDITOR)
@never_cache
def remarks(request: HttpRequest) -> HttpResponse:
    """The editors' list: what waits, by module."""
    data = request.GET.copy()
    data.setdefault("state", "open")
    form = ListForm(data, modules=queries.modules_spoken_of())
    said = form.cleaned_data if form.is_valid() else {}
    state = said.get("state", "open")
    rows = queries.remarks(state="" if state == "all" else state, module_key=said.get("module", ""))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(request, "pages/feedback/cms/remarks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.EDITOR)
@never_cache
def remark(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One remark with its passage and what that cites; taking it up, and answering it."""
    user = current_user(request)
    found = queries.remark(pk)
    if request.method == "POST" and "look" in request.POST:
        services.look_at(by=user, remark=found)
        return redirect("remark", pk)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, module_key=found.module_key
    )
    if form.is_bound and form.is_valid():
        try:
            services.answer_remark(by=user, remark=found, **form.cleaned_data)
        except SiteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Answered. Whoever sent it is told, if they are known."))
            return redirect("remarks")
    context = {
        "remark": found,
        "form": form,
        "closed": found.state in (State.MENDED, State.KEPT),
        "links": queries.links_of(found),
    }
    status = 422 if form.is_bound else 200
    return render(request, "pages/feedback/cms/remark.html", context, status=status)
